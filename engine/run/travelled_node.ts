import type { GraphNode } from "../core/graph.ts";
import { isPlainJson } from "../host/values.ts";

/**
 * A node of a request as hosts get it. JSON text has numbers that JSON values have not: of -0 and 1e999 hosts get 0 and
 * null.
 */
export function travelledNode(node: GraphNode): GraphNode {
  if (node.kind === "variable") {
    return isPlainJson(node.value) ? node : { ...node, value: overWire(node.value) };
  }
  if (node.kind !== "function") return node;
  const { values } = node;
  const odd = Object.keys(values).filter((name) => !isPlainJson(values[name]));
  if (odd.length === 0) return node;
  const copy: Record<string, unknown> = Object.assign(Object.create(null), values);
  for (const name of odd) copy[name] = overWire(values[name]);
  return { ...node, values: copy };
}

function overWire(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value)) as unknown;
}
