import type { RunRequest } from "../engine/core/graph.ts";
import { parseRunRequest } from "../engine/core/parse_graph.ts";

/** A graph of `add` nodes, in a form that every engine can be given. */
export interface BenchGraph {
  name: string;
  /** Number of nodes; an edge goes from a lower number to a higher one. */
  count: number;
  edges: [source: number, target: number, param: "a" | "b"][];
}

/** Each node adds 1 to the one before it. */
export function chain(count: number): BenchGraph {
  const edges: BenchGraph["edges"] = [];
  for (let i = 1; i < count; i++) edges.push([i - 1, i, "a"]);
  return { name: `chain of ${count.toLocaleString("en")}`, count, edges };
}

/** Two edges into nearly every node, from nodes not far before it; the same graph every time. */
export function mesh(count: number): BenchGraph {
  const edges: BenchGraph["edges"] = [];
  let seed = 42;
  const random = (below: number): number => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor(seed / 2_147_483_648 * below);
  };
  for (let i = 1; i < count; i++) {
    for (const param of ["a", "b"] as const) {
      edges.push([i - 1 - random(Math.min(i, 50)), i, param]);
    }
  }
  const name = `mesh of ${count.toLocaleString("en")} nodes, ${
    edges.length.toLocaleString("en")
  } edges`;
  return { name, count, edges };
}

/** A node of the body of a request. */
export interface BenchNode {
  id: string;
  type: string;
  data: { functionName?: string; values: Record<string, number> };
}

/** The body of `POST /execute` for a graph. The last node has a view. */
export function requestBody(
  { count, edges }: BenchGraph,
): { nodes: BenchNode[]; edges: unknown[] } {
  const connected = new Set(edges.map(([, target, param]) => `${target} ${param}`));
  const nodes: BenchNode[] = [];
  for (let i = 0; i < count; i++) {
    const values: Record<string, number> = {};
    if (!connected.has(`${i} a`)) values.a = 0;
    if (!connected.has(`${i} b`)) values.b = 1;
    nodes.push({ id: `n${i}`, type: "functionNode", data: { functionName: "add", values } });
  }
  nodes.push({ id: "view", type: "viewNode", data: { values: {} } });
  const all = edges.map(([source, target, param]) => ({
    source: `n${source}`,
    sourceHandle: "output",
    target: `n${target}`,
    targetHandle: param,
  }));
  const last = { source: `n${count - 1}`, sourceHandle: "output", target: "view" };
  return { nodes, edges: [...all, { ...last, targetHandle: "input" }] };
}

/** The same, parsed. */
export function runRequest(graph: BenchGraph): RunRequest {
  return parseRunRequest(requestBody(graph));
}
