import { type EditorEdge, type EditorNode, withPoints, type XYPosition } from "../flow.ts";
import { boxOf } from "./follow.ts";
import { makeNode, newId } from "./node_data.ts";
import { around } from "./overview.ts";

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

/**
 * Copies of a part, all selected, with ids that `all` does not have: with their middle at a place, or else a little
 * beside what they were made of.
 */
export function copyPart(
  part: Part,
  all: Part,
  at?: XYPosition,
): { nodes: EditorNode[]; edges: EditorEdge[] } {
  const taken = new Set([...all.nodes, ...all.edges].map(({ id }) => id));
  const fresh = (base: string) => {
    const id = newId(base, taken);
    taken.add(id);
    return id;
  };
  const ids = new Map(part.nodes.map(({ id }) => [id, fresh(id.replace(/_\d+$/, ""))]));
  const idOf = (id: string) => ids.get(id) ?? id;
  const offset = at ? toMiddle(part.nodes, at) : { x: OFFSET, y: OFFSET };
  // What is pasted again at the same place must not hide what was pasted before.
  const [first] = part.nodes;
  while (first && all.nodes.some(({ position }) => lies(position, first.position, offset))) {
    offset.x += OFFSET;
    offset.y += OFFSET;
  }
  const moved = ({ x, y }: XYPosition) => ({ x: x + offset.x, y: y + offset.y });
  return {
    nodes: part.nodes.map(({ id, type, data, position }) => ({
      ...makeNode({
        id: idOf(id),
        type,
        position: moved(position),
        data: structuredClone(data),
      }),
      selected: true,
    })),
    edges: part.edges.map((edge) => ({
      ...withPoints(edge, (edge.data?.points ?? []).map(moved)),
      id: fresh("edge"),
      source: idOf(edge.source),
      target: idOf(edge.target),
      selected: true,
    })),
  };
}

function lies(position: XYPosition, from: XYPosition, offset: XYPosition): boolean {
  return position.x === from.x + offset.x && position.y === from.y + offset.y;
}

/** How far nodes have to go for their middle to be at a place. */
function toMiddle(nodes: readonly EditorNode[], at: XYPosition): XYPosition {
  const { x, y, width, height } = nodes.map(boxOf).reduce(around);
  return { x: Math.round(at.x - x - width / 2), y: Math.round(at.y - y - height / 2) };
}
