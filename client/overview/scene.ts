import type { EditorEdge, EditorNode, XYPosition } from "../flow.ts";
import { boxOf } from "../models/follow.ts";
import type { Box } from "../models/overview.ts";

/** Height of a group's head: what is below it is the canvas. */
const GROUP_HEAD = 36;
/** Where a wire ends at a node whose handles are not known. */
const FIRST_HANDLE = 56;

/** A handle's place in its node. */
export interface HandlePlace {
  readonly id?: string | null;
  readonly type: "source" | "target";
  readonly y: number;
  readonly height?: number;
}

/** Where the handles of nodes are, by the nodes' ids, for those that say nothing of it themselves. */
export type HandlePlaces = ReadonlyMap<string, readonly HandlePlace[]>;

/**
 * Where everything of a graph is, as plain numbers: what asks all of thousands of nodes, many times a second, asks
 * these.
 */
export interface Scene {
  readonly nodes: readonly EditorNode[];
  readonly edges: readonly EditorEdge[];
  /** Place of each node in `nodes`, by its id. */
  readonly index: ReadonlyMap<string, number>;
  /** Left, top, width and height of each node. */
  readonly boxes: Float64Array;
  /** Places of the two nodes of each edge in `nodes`; -1: it is not there. */
  readonly ends: Int32Array;
  /** Where each edge begins and ends: x, y, x, y. */
  readonly wires: Float64Array;
  /** Around all nodes; undefined: there are none. */
  readonly bounds: Box | undefined;
}

/** Works out where everything is: once for each change of the graph. */
export function createScene(
  nodes: readonly EditorNode[],
  edges: readonly EditorEdge[],
  places: HandlePlaces = new Map(),
): Scene {
  const index = new Map<string, number>();
  const boxes = new Float64Array(nodes.length * 4);
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (let i = 0; i < nodes.length; i++) {
    const { x, y, width, height } = boxOf(nodes[i]);
    index.set(nodes[i].id, i);
    boxes[i * 4] = x;
    boxes[i * 4 + 1] = y;
    boxes[i * 4 + 2] = width;
    boxes[i * 4 + 3] = height;
    left = Math.min(left, x);
    top = Math.min(top, y);
    right = Math.max(right, x + width);
    bottom = Math.max(bottom, y + height);
  }
  const ends = new Int32Array(edges.length * 2);
  const wires = new Float64Array(edges.length * 4);
  for (let i = 0; i < edges.length; i++) {
    const { source, target, sourceHandle, targetHandle } = edges[i];
    const from = ends[i * 2] = index.get(source) ?? -1;
    const to = ends[i * 2 + 1] = index.get(target) ?? -1;
    if (from < 0 || to < 0) continue;
    wires[i * 4] = boxes[from * 4] + boxes[from * 4 + 2];
    wires[i * 4 + 1] = boxes[from * 4 + 1] +
      handleAt(nodes[from], "source", sourceHandle, boxes[from * 4 + 3], places);
    wires[i * 4 + 2] = boxes[to * 4];
    wires[i * 4 + 3] = boxes[to * 4 + 1] +
      handleAt(nodes[to], "target", targetHandle, boxes[to * 4 + 3], places);
  }
  const bounds = nodes.length === 0
    ? undefined
    : { x: left, y: top, width: right - left, height: bottom - top };
  return { nodes, edges, index, boxes, ends, wires, bounds };
}

function handleAt(
  node: EditorNode,
  type: "source" | "target",
  id: string | null | undefined,
  height: number,
  places: HandlePlaces,
): number {
  const own: readonly HandlePlace[] | undefined = node.handles ?? places.get(node.id);
  if (own) {
    for (const one of own) {
      if (one.type === type && (one.id ?? null) === (id ?? null)) {
        return one.y + (one.height ?? 0) / 2;
      }
    }
  }
  return Math.min(FIRST_HANDLE, height / 2);
}

/** Whether a node lies in a box, with a part of it or (`wholly`) all of it. */
export function isInBox({ boxes }: Scene, i: number, box: Box, wholly = false): boolean {
  const [x, y] = [boxes[i * 4], boxes[i * 4 + 1]];
  const [right, bottom] = [x + boxes[i * 4 + 2], y + boxes[i * 4 + 3]];
  return wholly
    ? x >= box.x && y >= box.y && right <= box.x + box.width && bottom <= box.y + box.height
    : right >= box.x && bottom >= box.y && x <= box.x + box.width && y <= box.y + box.height;
}

/** Whether a wire may be seen in a box: the box around it and that one overlap. */
export function isWireInBox({ wires }: Scene, i: number, box: Box): boolean {
  const [x1, y1, x2, y2] = [wires[i * 4], wires[i * 4 + 1], wires[i * 4 + 2], wires[i * 4 + 3]];
  return Math.max(x1, x2) >= box.x && Math.min(x1, x2) <= box.x + box.width &&
    Math.max(y1, y2) >= box.y && Math.min(y1, y2) <= box.y + box.height;
}

/** Ids of the nodes that lie in a box as a whole: what a selection that is drawn takes. */
export function nodesWithin(scene: Scene, box: Box): Set<string> {
  const found = new Set<string>();
  for (let i = 0; i < scene.nodes.length; i++) {
    if (isInBox(scene, i, box, true)) found.add(scene.nodes[i].id);
  }
  return found;
}

/** Id of the uppermost node at a place; of groups, only their heads are there. */
export function nodeAt(scene: Scene, { x, y }: XYPosition): string | undefined {
  let group: string | undefined;
  const point = { x, y, width: 0, height: 0 };
  for (let i = scene.nodes.length - 1; i >= 0; i--) {
    if (!isInBox(scene, i, point)) continue;
    const { id, type } = scene.nodes[i];
    if (type !== "groupNode") return id;
    if (y - scene.boxes[i * 4 + 1] <= GROUP_HEAD) group ??= id;
  }
  return group;
}

/** The edge nearest to a place, not farther than `reach`. */
export function edgeAt(scene: Scene, { x, y }: XYPosition, reach: number): EditorEdge | undefined {
  let nearest = reach;
  let found: EditorEdge | undefined;
  const around = { x: x - reach, y: y - reach, width: reach * 2, height: reach * 2 };
  for (let i = 0; i < scene.edges.length; i++) {
    if (scene.ends[i * 2] < 0 || scene.ends[i * 2 + 1] < 0) continue;
    const points = scene.edges[i].data?.points;
    if (!points && !isWireInBox(scene, i, around)) continue;
    const { wires } = scene;
    const stops = [
      { x: wires[i * 4], y: wires[i * 4 + 1] },
      ...points ?? [],
      { x: wires[i * 4 + 2], y: wires[i * 4 + 3] },
    ];
    for (let stop = 1; stop < stops.length; stop++) {
      const distance = distanceTo({ x, y }, stops[stop - 1], stops[stop]);
      if (distance > nearest) continue;
      nearest = distance;
      found = scene.edges[i];
    }
  }
  return found;
}

function distanceTo(at: XYPosition, from: XYPosition, to: XYPosition): number {
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const length = dx * dx + dy * dy;
  const along = length === 0 ? 0 : ((at.x - from.x) * dx + (at.y - from.y) * dy) / length;
  const share = Math.min(1, Math.max(0, along));
  return Math.hypot(at.x - from.x - share * dx, at.y - from.y - share * dy);
}
