import type { Graph } from "./graph.ts";
import { indexEdges, topologicalSort } from "./topological_sort.ts";

/** An edge between nodes by their indexes in `graph.nodes`. */
export interface PlanEdge {
  source: number;
  target: number;
  sourceHandle: string | undefined;
  targetHandle: string | undefined;
}

/** A graph that can run: its order, and who needs what of whom. Everything is by index into `graph.nodes`. */
export interface RunPlan {
  /** Node indexes in the order in which they run. */
  order: number[];
  /** For each node its `node_number`: its place in the order, from 1. */
  numberOf: Int32Array;
  /** For each node the edges that end in it, in the order of the request. */
  incoming: readonly (readonly PlanEdge[])[];
  /** For each node the edges that begin in it (the same objects), in the order of the request. */
  outgoing: readonly (readonly PlanEdge[])[];
}

const NO_EDGES: readonly PlanEdge[] = [];

/**
 * Plans the run of a graph. O(nodes + edges).
 *
 * @throws {PsynapseError} "bad_graph" when the graph has a cycle, or an edge whose node is not there.
 */
export function planRun(graph: Graph): RunPlan {
  const { nodes, edges } = graph;
  const indexes = indexEdges(graph);
  const order = topologicalSort(graph, indexes);
  const numberOf = new Int32Array(nodes.length);
  for (let place = 0; place < order.length; place++) numberOf[order[place]] = place + 1;

  const incoming: PlanEdge[][] = new Array(nodes.length).fill(NO_EDGES);
  const outgoing: PlanEdge[][] = new Array(nodes.length).fill(NO_EDGES);
  for (let i = 0; i < edges.length; i++) {
    const { sourceHandle, targetHandle } = edges[i];
    const source = indexes.sources[i];
    const target = indexes.targets[i];
    const edge: PlanEdge = { source, target, sourceHandle, targetHandle };
    append(incoming, target, edge);
    append(outgoing, source, edge);
  }
  return { order, numberOf, incoming, outgoing };
}

function append(lists: PlanEdge[][], index: number, edge: PlanEdge): void {
  if (lists[index] === NO_EDGES) lists[index] = [edge];
  else lists[index].push(edge);
}
