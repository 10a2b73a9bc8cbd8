import { PsynapseError } from "./errors.ts";
import type { Graph } from "./graph.ts";

/** A cycle of more nodes than this is named by its first and last ones alone. */
const MAX_NAMED = 24;

/** Where the ends of a graph's edges are: for each edge, in order, the indexes of its nodes. */
export interface EdgeIndexes {
  sources: Int32Array;
  targets: Int32Array;
}

/** Says for each edge which nodes it joins. Throws PsynapseError "bad_graph" when one of them is not there. */
export function indexEdges({ nodes, edges }: Graph): EdgeIndexes {
  const indexOf = new Map<string, number>();
  for (let i = 0; i < nodes.length; i++) indexOf.set(nodes[i].id, i);
  const sources = new Int32Array(edges.length);
  const targets = new Int32Array(edges.length);
  for (let i = 0; i < edges.length; i++) {
    sources[i] = nodeIndex(indexOf, edges[i].source, i);
    targets[i] = nodeIndex(indexOf, edges[i].target, i);
  }
  return { sources, targets };
}

function nodeIndex(indexOf: Map<string, number>, id: string, edge: number): number {
  const index = indexOf.get(id);
  if (index !== undefined) return index;
  const message = `edges[${edge}] names the node "${id}", but there is no node with that id`;
  throw new PsynapseError("bad_graph", message, { nodeId: id, field: `edges[${edge}]` });
}

/**
 * The order in which a graph runs, as indexes into `graph.nodes`: Kahn's algorithm, with the queue in the order of the
 * nodes and neighbours in the order of the edges. O(nodes + edges).
 *
 * @param indexes What {@link indexEdges} says of the graph, for those who have it already.
 * @throws {PsynapseError} "bad_graph", with a message that names a cycle: `Graph contains a cycle: a → b → a`.
 */
export function topologicalSort(graph: Graph, indexes = indexEdges(graph)): number[] {
  const { sources, targets } = indexes;
  const nodeCount = graph.nodes.length;
  const waitsFor = new Int32Array(nodeCount);
  // Edges grouped by source: those of node n are edgeAt[start[n]] … edgeAt[start[n + 1] - 1].
  const start = new Int32Array(nodeCount + 1);
  for (let e = 0; e < sources.length; e++) {
    start[sources[e] + 1]++;
    waitsFor[targets[e]]++;
  }
  for (let n = 0; n < nodeCount; n++) start[n + 1] += start[n];
  const next = start.slice();
  const edgeAt = new Int32Array(sources.length);
  for (let e = 0; e < sources.length; e++) edgeAt[next[sources[e]]++] = e;

  const order: number[] = [];
  for (let n = 0; n < nodeCount; n++) if (waitsFor[n] === 0) order.push(n);
  for (let head = 0; head < order.length; head++) {
    const node = order[head];
    for (let at = start[node]; at < start[node + 1]; at++) {
      const target = targets[edgeAt[at]];
      if (--waitsFor[target] === 0) order.push(target);
    }
  }
  if (order.length < nodeCount) throw cycleError(graph, findCycle(indexes, waitsFor));
  return order;
}

/**
 * A cycle among the nodes that Kahn's algorithm left over, in the direction of the edges, from its first node on.
 * Each of those nodes has an edge from another of them: going back along such edges comes round in the end.
 */
function findCycle({ sources, targets }: EdgeIndexes, waitsFor: Int32Array): number[] {
  const before = new Int32Array(waitsFor.length).fill(-1);
  for (let e = 0; e < sources.length; e++) {
    const [source, target] = [sources[e], targets[e]];
    if (waitsFor[source] > 0 && before[target] === -1) before[target] = source;
  }
  const seen = new Uint8Array(waitsFor.length);
  let node = waitsFor.findIndex((count) => count > 0);
  while (seen[node] === 0) {
    seen[node] = 1;
    node = before[node];
  }
  const cycle = [node];
  for (let at = before[node]; at !== node; at = before[at]) cycle.push(at);
  cycle.reverse();
  const first = cycle.indexOf(cycle.reduce((a, b) => Math.min(a, b)));
  return [...cycle.slice(first), ...cycle.slice(0, first)];
}

function cycleError({ nodes }: Graph, cycle: number[]): PsynapseError {
  const ids = cycle.map((index) => nodes[index].id);
  if (ids.length > MAX_NAMED) {
    const half = MAX_NAMED / 2;
    ids.splice(half, ids.length - MAX_NAMED, `… ${ids.length - MAX_NAMED} more …`);
  }
  const message = `Graph contains a cycle: ${[...ids, ids[0]].join(" → ")}`;
  return new PsynapseError("bad_graph", message, { nodeId: ids[0] });
}
