import type { EditorNode } from "../flow.ts";
import { boxOf } from "../models/follow.ts";
import type { Flow } from "../models/graph.ts";
import { around, type Box } from "../models/overview.ts";

/** Where selected nodes are brought into line. */
export type Side = "left" | "right" | "top" | "bottom" | "center" | "middle";
/** The way along which they are spread. */
export type Axis = "across" | "down";

/** The selected nodes in line: at one side of the box around them all, or with their middles on one line. */
export function align(flow: Flow, side: Side): Flow {
  const boxes = selectedBoxes(flow.nodes);
  if (boxes.size < 2) return flow;
  const all = [...boxes.values()].reduce(around);
  const place = ({ x, y, width, height }: Box) => ({
    left: { x: all.x, y },
    right: { x: all.x + all.width - width, y },
    center: { x: all.x + (all.width - width) / 2, y },
    top: { x, y: all.y },
    bottom: { x, y: all.y + all.height - height },
    middle: { x, y: all.y + (all.height - height) / 2 },
  }[side]);
  return placed(flow, new Map([...boxes].map(([id, box]) => [id, place(box)])));
}

/** The selected nodes with the same room between them; the first and the last stay. */
export function distribute(flow: Flow, axis: Axis): Flow {
  const at = axis === "across" ? "x" : "y";
  const length = axis === "across" ? "width" : "height";
  const boxes = [...selectedBoxes(flow.nodes)];
  if (boxes.length < 3) return flow;
  boxes.sort(([, a], [, b]) => a[at] + a[length] / 2 - b[at] - b[length] / 2);
  const [first, last] = [boxes[0][1], boxes[boxes.length - 1][1]];
  const filled = boxes.reduce((sum, [, box]) => sum + box[length], 0);
  const gap = (last[at] + last[length] - first[at] - filled) / (boxes.length - 1);
  const places = new Map<string, { x: number; y: number }>();
  let next = first[at];
  for (const [id, box] of boxes) {
    places.set(id, { x: box.x, y: box.y, [at]: next });
    next += box[length] + gap;
  }
  return placed(flow, places);
}

/** Nodes at these places, in whole pixels; the same flow when none of them moves. */
export function placed(
  flow: Flow,
  places: ReadonlyMap<string, { x: number; y: number }>,
): Flow {
  let moved = false;
  const nodes = flow.nodes.map((node) => {
    const to = places.get(node.id);
    if (!to) return node;
    const position = { x: Math.round(to.x), y: Math.round(to.y) };
    if (position.x === node.position.x && position.y === node.position.y) return node;
    moved = true;
    return { ...node, position };
  });
  return moved ? { nodes, edges: flow.edges } : flow;
}

function selectedBoxes(nodes: readonly EditorNode[]): Map<string, Box> {
  return new Map(nodes.filter(({ selected }) => selected).map((node) => [node.id, boxOf(node)]));
}
