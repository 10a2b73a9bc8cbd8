import UFuzzy from "@leeoniya/ufuzzy";
import { type OpKind, opKind, type OpSchema } from "../engine/core/schema.ts";
import type { EditorNodeType } from "./flow.ts";

/** Something that can be put onto the canvas. */
export interface LibraryItem {
  readonly key: string;
  readonly name: string;
  readonly type: EditorNodeType;
  /** Colours and icon. */
  readonly kind: OpKind | "variable" | "list" | "view";
  /** `2 inputs → 1 output`. */
  readonly counts: string;
  /** What it does, for the tooltip. */
  readonly description: string;
  readonly deprecated?: string;
  /** For function nodes. */
  readonly op?: OpSchema;
}

/** Items under one heading. */
export interface LibrarySection {
  readonly key: string;
  readonly title: string;
  readonly items: readonly LibraryItem[];
}

const BUILT_IN: LibrarySection = {
  key: "built-in",
  title: "Built-in",
  items: [
    {
      ...{ key: "variable", name: "Variable", type: "variableNode", kind: "variable" },
      counts: "0 inputs → 1 output",
      description: "A value that you type or choose: text, number, list, object, image.",
    },
    {
      ...{ key: "list", name: "List", type: "listNode", kind: "list" },
      counts: "any inputs → 1 output",
      description: "Collects the connected values into a list, in the order of its inputs.",
    },
    {
      ...{ key: "view", name: "View", type: "viewNode", kind: "view" },
      counts: "1 input → 0 outputs",
      description: "Shows a value: lists and objects as a tree, text, Markdown, images.",
    },
  ],
};

/** The library: built-in nodes, then packs in name order, ops in the order of their source. */
export function librarySections(ops: readonly OpSchema[]): LibrarySection[] {
  const packs = new Map<string, LibraryItem[]>();
  for (const op of ops) {
    const items = packs.get(op.pack) ?? [];
    packs.set(op.pack, items);
    items.push(opItem(op));
  }
  const names = [...packs.keys()].sort();
  return [
    BUILT_IN,
    ...names.map((name) => ({ key: `pack ${name}`, title: name, items: packs.get(name) ?? [] })),
  ];
}

/** Finds items by name, pack and description, best first. A letter may be missing, wrong or swapped. */
export function searchLibrary(sections: readonly LibrarySection[], query: string): LibraryItem[] {
  const entries = sections.flatMap(({ title, items }) => items.map((item) => ({ item, title })));
  const fuzzy = new UFuzzy({ intraMode: 1, interLft: 0 });
  const needle = query.trim();
  const find = (haystack: string[]): number[] => {
    const [indexes, info, order] = fuzzy.search(haystack, needle, 1);
    return info && order ? order.map((place) => info.idx[place]) : indexes ?? [];
  };
  // What is named so comes before what only mentions it.
  const byName = find(entries.map(({ item }) => spoken(item.name)));
  const byText = find(
    entries.map(({ item, title }) => `${spoken(item.name)} ${title} ${item.description}`),
  );
  return [...new Set([...byName, ...byText])].map((index) => entries[index].item);
}

function opItem(op: OpSchema): LibraryItem {
  return {
    key: JSON.stringify([op.pack, op.name]),
    name: op.name,
    type: "functionNode",
    kind: opKind(op),
    counts: `${count(op.params.length, "input")} → ${count(op.returns.length, "output")}`,
    description: op.docstring.trim(),
    ...(op.deprecated === undefined ? {} : { deprecated: op.deprecated }),
    op,
  };
}

/** A name as its words, after which one searches: `at_index at index`, `ProgressOpp Progress Opp`. */
function spoken(name: string): string {
  const words = name.replaceAll("_", " ").replace(/(?<=[a-z0-9])(?=[A-Z])/g, " ");
  return words === name ? name : `${name} ${words}`;
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}
