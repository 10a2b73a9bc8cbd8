import type { EditorEdge, EditorNode } from "../flow.ts";
import { makeNode, newId } from "./node_data.ts";

/** How far a copy lies from what it was made of. */
const OFFSET = 40;

/** Copies of the selected nodes, with new ids and selected, and of the edges between them. */
export function copySelected(
  nodes: readonly EditorNode[],
  edges: readonly EditorEdge[],
): { nodes: EditorNode[]; edges: EditorEdge[] } {
  const taken = new Set([...nodes, ...edges].map(({ id }) => id));
  const fresh = (base: string) => {
    const id = newId(base, taken);
    taken.add(id);
    return id;
  };
  const ids = new Map<string, string>();
  const copies = nodes.filter((node) => node.selected).map((node) => {
    const id = fresh(node.id.replace(/_\d+$/, ""));
    ids.set(node.id, id);
    const position = { x: node.position.x + OFFSET, y: node.position.y + OFFSET };
    const { type, data } = node;
    return { ...makeNode({ id, type, position, data: structuredClone(data) }), selected: true };
  });
  const copiedEdges = edges.flatMap((edge) => {
    const source = ids.get(edge.source);
    const target = ids.get(edge.target);
    return source && target ? [{ ...edge, id: fresh("edge"), source, target, selected: true }] : [];
  });
  return { nodes: copies, edges: copiedEdges };
}
