import type { EditorEdge, EditorNode } from "../flow.ts";
import { makeNode, newId } from "./node_data.ts";

/** How far a copy lies from what it was made of. */
const OFFSET = 40;

/** Nodes and edges between them. */
interface Part {
  nodes: readonly EditorNode[];
  edges: readonly EditorEdge[];
}

/** The selected nodes, and the edges between them. */
export function selectedPart({ nodes, edges }: Part): Part {
  const chosen = nodes.filter(({ selected }) => selected);
  const ids = new Set(chosen.map(({ id }) => id));
  return {
    nodes: chosen,
    edges: edges.filter(({ source, target }) => ids.has(source) && ids.has(target)),
  };
}

/** Copies of a part beside it, all selected, with ids that `all` does not have. */
export function copyPart(part: Part, all: Part): { nodes: EditorNode[]; edges: EditorEdge[] } {
  const taken = new Set([...all.nodes, ...all.edges].map(({ id }) => id));
  const fresh = (base: string) => {
    const id = newId(base, taken);
    taken.add(id);
    return id;
  };
  const ids = new Map(part.nodes.map(({ id }) => [id, fresh(id.replace(/_\d+$/, ""))]));
  const idOf = (id: string) => ids.get(id) ?? id;
  return {
    nodes: part.nodes.map(({ id, type, data, position: { x, y } }) => ({
      ...makeNode({
        id: idOf(id),
        type,
        position: { x: x + OFFSET, y: y + OFFSET },
        data: structuredClone(data),
      }),
      selected: true,
    })),
    edges: part.edges.map((edge) => ({
      ...edge,
      id: fresh("edge"),
      source: idOf(edge.source),
      target: idOf(edge.target),
      selected: true,
    })),
  };
}
