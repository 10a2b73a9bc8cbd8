import type { Graph } from "../../engine/core/graph.ts";
import { topologicalSort } from "../../engine/core/topological_sort.ts";
import type { EditorNode } from "../flow.ts";
import { boxOf, contentsOf } from "../models/follow.ts";
import type { Flow } from "../models/graph.ts";

/** A line of the outline: a node, or the heading of a group, or a note. */
export interface OutlineRow {
  readonly id: string;
  readonly kind: "node" | "group" | "note";
  /** How deep it lies in groups; 0: in none. */
  readonly depth: number;
  /** Of a node: its place in the order in which the graph runs, from 1 on. */
  readonly place?: number;
  /** Of a group: how many nodes are in it. */
  readonly count?: number;
}

/**
 * The graph as a list: nodes in the order in which they run, groups as headings above what lies in them, where the first
 * of that has its turn. Notes come last in their group; what is empty, and notes in no group, at the end.
 */
export function outlineRows(flow: Flow): OutlineRow[] {
  const { nodes } = flow;
  const parents = parentsOf(nodes);
  const order = runOrder(flow);
  const rest = nodes.filter(({ type }) => type === "groupNode" || type === "noteNode");
  const members = new Map<string | undefined, EditorNode[]>();
  for (const node of [...order, ...rest]) {
    const parent = parents.get(node.id);
    const own = members.get(parent);
    if (own) own.push(node);
    else members.set(parent, [node]);
  }
  const places = new Map(order.map(({ id }, index) => [id, index + 1]));
  const first = firstPlaces(places, parents);
  const rows: OutlineRow[] = [];
  const list = (parent: string | undefined, depth: number) => {
    const rank = ({ id }: EditorNode) => places.get(id) ?? first.get(id) ?? Infinity;
    const own = (members.get(parent) ?? []).map((node) => ({ node, rank: rank(node) }));
    // Infinity less itself is no number: both at the end stay as they are.
    own.sort((a, b) => a.rank === b.rank ? 0 : a.rank - b.rank);
    for (const { node: { id, type } } of own) {
      if (type === "groupNode") {
        rows.push({ id, kind: "group", depth, count: members.get(id)?.length ?? 0 });
        list(id, depth + 1);
      } else if (type === "noteNode") rows.push({ id, kind: "note", depth });
      else rows.push({ id, kind: "node", depth, place: places.get(id) ?? 0 });
    }
  };
  list(undefined, 0);
  return rows;
}

/** Whether two lists say the same, so that nothing is rendered anew while values are typed. */
export function sameRows(a: readonly OutlineRow[], b: readonly OutlineRow[]): boolean {
  return a.length === b.length && a.every((row, index) => {
    const { id, kind, depth, place, count } = b[index];
    return row.id === id && row.kind === kind && row.depth === depth && row.place === place &&
      row.count === count;
  });
}

/** The nodes that run, in the order of the run. A graph with a cycle has none: they stay as they were added. */
function runOrder({ nodes, edges }: Flow): EditorNode[] {
  const running = nodes.filter(({ type }) => type !== "groupNode" && type !== "noteNode");
  // Only who comes before whom is asked: what the nodes are says nothing of that.
  const graph: Graph = {
    nodes: running.map(({ id, type }) => ({ id, kind: "unknown", type, data: {} })),
    edges: edges.map(({ source, target }) => ({ source, target })),
  };
  try {
    return topologicalSort(graph).map((index) => running[index]);
  } catch {
    // What is wrong with it is said where it is run, and among the problems.
    return running;
  }
}

/** The innermost group that each node lies in. */
function parentsOf(nodes: readonly EditorNode[]): Map<string, string> {
  const area = (group: EditorNode) => {
    const { width, height } = boxOf(group);
    return width * height;
  };
  const groups = nodes.filter(({ type }) => type === "groupNode")
    .sort((a, b) => area(b) - area(a));
  const parents = new Map<string, string>();
  // From the largest on: what lies in a smaller one too is that one's.
  for (const group of groups) {
    for (const id of contentsOf(group, nodes)) parents.set(id, group.id);
  }
  return parents;
}

/** Of each group, the place of the first node in it or in a group in it. */
function firstPlaces(
  places: ReadonlyMap<string, number>,
  parents: ReadonlyMap<string, string>,
): Map<string, number> {
  const first = new Map<string, number>();
  for (const [id, place] of places) {
    for (let group = parents.get(id); group !== undefined; group = parents.get(group)) {
      first.set(group, Math.min(place, first.get(group) ?? Infinity));
    }
  }
  return first;
}
