import type { Connection } from "@/client/flow.ts";
import { createGraph, type GraphModel } from "@/client/models/graph.ts";
import { findOp } from "./ops.ts";

/** Options of a node that may lie anywhere. */
export const AT = { position: { x: 0, y: 0 } };

/** A connection of a whole value to an input. */
export function edge(
  source: string,
  target: string,
  targetHandle: string,
  sourceHandle = "output",
) {
  return { source, sourceHandle, target, targetHandle } satisfies Connection;
}

/** Edges as readable text, in order. */
export function edgesOf(graph: GraphModel): string[] {
  return graph.edges.value.map((e) =>
    `${e.source}.${e.sourceHandle} → ${e.target}.${e.targetHandle}`
  );
}

/** A list, and `count` variables that all go into it. */
export function listOf(count: number) {
  const graph = createGraph({ findOp });
  const list = graph.addNode("listNode", AT);
  const variables = Array.from({ length: count }, () => graph.addNode("variableNode", AT));
  variables.forEach((id, index) => graph.connect(edge(id, list, `input-${index}`)));
  return { graph, list, variables };
}
