import { inputType, outputType, WHOLE } from "../engine/core/handle_types.ts";
import type { VariableType } from "../engine/core/graph.ts";
import type { OpSchema, TypeInfo, ValueType } from "../engine/core/schema.ts";
import { canConnect } from "../engine/core/types_compatible.ts";
import { fitOfOp } from "./arrange/wires.ts";
import type { EditorNode, HandleEnd } from "./flow.ts";
import { createFuzzy } from "./fuzzy.ts";
import { type LibraryItem, type LibrarySection, librarySections } from "./library_items.ts";
import type { FindOp } from "./models/handles.ts";
import { searchableItem } from "./search_library.ts";

/** Something that may be added, and how well it fits the wire that it shall be connected to. */
export interface Candidate {
  item: LibraryItem;
  pack: string;
  /** 2 as it is, 1 by a conversion, 0 not at all. Without a wire everything fits. */
  fit: 0 | 1 | 2;
}

/** One end of a wire whose other end is looked for, with its type. */
export type OpenWire = { from: TypeInfo } | { to: TypeInfo & { name: string } };

/** The type of variable that gives values of a type. */
const VARIABLES = {
  float: "Number",
  int: "Number",
  str: "String",
  bool: "Boolean",
  Literal: "String",
  list: "List",
  dict: "Object",
  Image: "Image",
  Any: "String",
} as const satisfies Record<ValueType, VariableType>;

/** Everything that can be added, with its search: made once for a library, since a search opens again and again. */
interface Prepared {
  items: readonly { item: LibraryItem; pack: string }[];
  find(query: string): number[];
}

const prepared = new WeakMap<readonly OpSchema[], Prepared>();

/** Prepares the search for what to add: by name, docstring, pack and types; what fits the wire comes first. */
export function createNodeSearch(
  ops: readonly OpSchema[],
  wire?: OpenWire,
): (query: string) => Candidate[] {
  let library = prepared.get(ops);
  if (!library) prepared.set(ops, library = prepare(librarySections(ops)));
  const { items, find } = library;
  const all = items.map(({ item, pack }): Candidate => ({
    ...{ item, pack },
    fit: wire ? fitOf(item, wire) : 2,
  }));
  const fitting = (found: Candidate[]) => wire ? found.toSorted((a, b) => b.fit - a.fit) : found;
  return (query) => fitting(query.trim() === "" ? all : find(query).map((index) => all[index]));
}

function prepare(sections: readonly LibrarySection[]): Prepared {
  const all = sections.flatMap(({ title, items }) => items.map((item) => ({ item, pack: title })));
  const find = createFuzzy(all.map(({ item, pack }) => {
    const { name, text } = searchableItem(item, pack);
    return { name, text: `${text} ${typeWords(item)}` };
  }));
  return { items: all, find };
}

/** The type at the known end of a wire; undefined when its node is gone. */
export function openWire(
  end: HandleEnd,
  nodes: readonly EditorNode[],
  findOp: FindOp,
): OpenWire | undefined {
  const node = nodes.find(({ id }) => id === end.nodeId);
  if (!node) return undefined;
  return end.type === "source"
    ? { from: outputType(node, end.id ?? WHOLE, findOp) }
    : { to: inputType(node, end.id ?? "", findOp) };
}

/** The type that a new variable has so that it fits what it is connected to. */
export function variableTypeFor(wire: OpenWire | undefined): VariableType {
  return wire && "to" in wire ? VARIABLES[wire.to.type] : "String";
}

function fitOf(item: LibraryItem, wire: OpenWire): 0 | 1 | 2 {
  if (item.op) return fitOfOp(wire, item.op);
  switch (item.type) {
    case "variableNode":
      return "to" in wire ? 2 : 0;
    case "viewNode":
      return "from" in wire ? 2 : 0;
    case "listNode": {
      if ("from" in wire) return 1;
      const fit = canConnect({ type: "list", ts_type: "unknown[]" }, wire.to);
      return !fit.ok ? 0 : fit.converts ? 1 : 2;
    }
    default:
      return 0;
  }
}

function typeWords({ op }: LibraryItem): string {
  if (!op) return "";
  return [...op.params, ...op.returns].map(({ name, type }) => `${name} ${type}`).join(" ");
}
