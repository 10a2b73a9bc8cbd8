import type { EditorEdge, EditorNode, EditorNodeType } from "../flow.ts";
import { nodeTitle } from "./node_data.ts";

/** `greet` for one node, `3 nodes` for more. */
export function namesOf(nodes: readonly EditorNode[]): string {
  if (nodes.length !== 1) return counted(nodes.length, "node");
  return nodeTitle(nodes[0].type as EditorNodeType, nodes[0].data);
}

/** `1 wire`, `3 nodes`. */
export function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? "" : "s"}`;
}

/** What removing these is called. */
export function removal(nodes: readonly EditorNode[], edges: readonly EditorEdge[]): string {
  return `remove ${nodes.length > 0 ? namesOf(nodes) : counted(edges.length, "wire")}`;
}
