import { computed, type ReadonlySignal } from "@preact/signals";
import { WHOLE } from "../../engine/core/handle_types.ts";
import type { EditorEdge } from "../flow.ts";

/** Where the value of a connected input comes from. */
export interface InputSource {
  edgeId: string;
  nodeId: string;
  handle: string;
}

/** The edges at one node's handles. A new object exactly when something about them changes. */
export interface NodeConnections {
  /** By input handle. Where a file has several edges into one, the last. */
  inputs: ReadonlyMap<string, InputSource>;
  /** Output handles that have an edge. */
  outputs: ReadonlySet<string>;
}

export { WHOLE };

const NONE: NodeConnections = { inputs: new Map(), outputs: new Set() };

/** What every node needs to know of its edges, worked out once for all when edges change. */
export interface ConnectionIndex {
  of(nodeId: string): ReadonlySignal<NodeConnections>;
}

/** See {@link ConnectionIndex}. */
export function createConnectionIndex(edges: ReadonlySignal<EditorEdge[]>): ConnectionIndex {
  let last = new Map<string, NodeConnections>();
  const all = computed(() => (last = keepEqual(indexEdges(edges.value), last)));
  const signals = new Map<string, ReadonlySignal<NodeConnections>>();
  return {
    of(nodeId) {
      let own = signals.get(nodeId);
      if (!own) signals.set(nodeId, own = computed(() => all.value.get(nodeId) ?? NONE));
      return own;
    },
  };
}

function indexEdges(edges: EditorEdge[]): Map<string, NodeConnections> {
  const index = new Map<string, { inputs: Map<string, InputSource>; outputs: Set<string> }>();
  const entry = (id: string) => {
    let found = index.get(id);
    if (!found) index.set(id, found = { inputs: new Map(), outputs: new Set() });
    return found;
  };
  for (const edge of edges) {
    const handle = edge.sourceHandle ?? WHOLE;
    entry(edge.source).outputs.add(handle);
    if (edge.targetHandle) {
      const source = { edgeId: edge.id, nodeId: edge.source, handle };
      entry(edge.target).inputs.set(edge.targetHandle, source);
    }
  }
  return index;
}

/** Takes the old entry wherever the new one says the same, so that nobody re-renders for nothing. */
function keepEqual(
  next: Map<string, NodeConnections>,
  last: Map<string, NodeConnections>,
): Map<string, NodeConnections> {
  for (const [id, entry] of next) {
    const old = last.get(id);
    if (old && sameConnections(old, entry)) next.set(id, old);
  }
  return next;
}

function sameConnections(a: NodeConnections, b: NodeConnections): boolean {
  if (a.inputs.size !== b.inputs.size || a.outputs.size !== b.outputs.size) return false;
  for (const handle of a.outputs) if (!b.outputs.has(handle)) return false;
  for (const [handle, source] of a.inputs) {
    const other = b.inputs.get(handle);
    if (
      other?.edgeId !== source.edgeId || other.nodeId !== source.nodeId ||
      other.handle !== source.handle
    ) return false;
  }
  return true;
}
