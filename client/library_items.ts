import { type OpKind, opKind, type OpSchema } from "../engine/core/schema.ts";
import type { EditorNodeType } from "./flow.ts";

/** Something that can be put onto the canvas. */
export interface LibraryItem {
  readonly key: string;
  /** What people read: of an op its title, else its name. */
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
  /** The nodepack that it is; absent for what is built in. */
  readonly pack?: string;
  readonly items: readonly LibraryItem[];
  /** The same items below their categories; those without one come first. */
  readonly groups: readonly LibraryGroup[];
}

/** Items of a section that stand together. */
export interface LibraryGroup {
  /** The category; absent for items without one. */
  readonly title?: string;
  readonly items: readonly LibraryItem[];
}

const BUILT_IN = section("built-in", "Built-in", [{
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
}]);

/**
 * The library: built-in nodes, then packs in name order, ops in the order of their source below their categories. Ops
 * that are hidden are not in it.
 */
export function librarySections(ops: readonly OpSchema[]): LibrarySection[] {
  const packs = new Map<string, LibraryItem[]>();
  for (const op of ops) {
    if (op.hidden) continue;
    const items = packs.get(op.pack) ?? [];
    packs.set(op.pack, items);
    items.push(opItem(op));
  }
  const names = [...packs.keys()].sort();
  return [
    BUILT_IN,
    ...names.map((name) => ({
      ...section(`pack ${name}`, name, byCategory(packs.get(name) ?? [])),
      pack: name,
    })),
  ];
}

function section(key: string, title: string, groups: readonly LibraryGroup[]): LibrarySection {
  return { key, title, groups, items: groups.flatMap(({ items }) => items) };
}

/** Items without a category, then each category where its first item stands. */
function byCategory(items: readonly LibraryItem[]): LibraryGroup[] {
  const { none = [], ...titled } = Object.groupBy(
    items,
    ({ op }) => op?.category === undefined ? "none" : `: ${op.category}`,
  );
  const groups = Object.entries(titled).map(([key, of = []]): LibraryGroup => ({
    title: key.slice(2),
    items: of,
  }));
  return none.length === 0 ? groups : [{ items: none }, ...groups];
}

/** Items that have the query in their name or description as it is. */
export function filterLibrary(sections: readonly LibrarySection[], query: string): LibraryItem[] {
  const needle = query.trim().toLowerCase();
  return sections.flatMap(({ items }) => items).filter(({ name, description, op }) =>
    `${name} ${op?.name ?? ""} ${description}`.toLowerCase().includes(needle)
  );
}

function opItem(op: OpSchema): LibraryItem {
  return {
    key: JSON.stringify([op.pack, op.name]),
    name: op.title ?? op.name,
    type: "functionNode",
    kind: opKind(op),
    counts: `${count(op.params.length, "input")} → ${count(op.returns.length, "output")}`,
    description: op.docstring.trim(),
    ...(op.deprecated === undefined ? {} : { deprecated: op.deprecated }),
    op,
  };
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}
