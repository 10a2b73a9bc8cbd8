import { computed, type ReadonlySignal } from "@preact/signals";
import type { EditorEdge, EditorNode } from "../flow.ts";

/** The selected node when exactly one is: see `GraphModel.selected`. */
export function selectedNode(
  nodes: ReadonlySignal<readonly EditorNode[]>,
): ReadonlySignal<EditorNode | undefined> {
  let last: EditorNode | undefined;
  return computed(() => {
    const all = nodes.value.filter(({ selected }) => selected);
    const one = all.length === 1 ? all[0] : undefined;
    return one?.id === last?.id && one?.data === last?.data ? last : last = one;
  });
}

/** Ids of what is selected. */
export function selectedIds(
  all: readonly { id: string; selected?: boolean }[],
): ReadonlySet<string> {
  return new Set(all.filter(({ selected }) => selected).map(({ id }) => id));
}

/** All of them unselected; those that are not selected stay the same objects. */
export function deselect<T extends { selected?: boolean }>(all: readonly T[]): T[] {
  return all.map((item) => item.selected ? { ...item, selected: false } : item);
}

/** Nodes and edges without some; edges at a node that goes, go with it. The same arrays when nothing goes. */
export function without(
  all: { nodes: EditorNode[]; edges: EditorEdge[] },
  nodeIds: ReadonlySet<string>,
  edgeIds: ReadonlySet<string>,
): { nodes: EditorNode[]; edges: EditorEdge[] } {
  const nodes = all.nodes.filter(({ id }) => !nodeIds.has(id));
  const edges = all.edges.filter(({ id, source, target }) =>
    !edgeIds.has(id) && !nodeIds.has(source) && !nodeIds.has(target)
  );
  const nothing = nodes.length === all.nodes.length && edges.length === all.edges.length;
  return nothing ? all : { nodes, edges };
}
