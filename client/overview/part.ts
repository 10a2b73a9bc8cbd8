import type { EditorEdge, EditorNode } from "../flow.ts";
import type { Box } from "../models/overview.ts";
import { isInBox, isWireInBox, type Scene } from "./scene.ts";

/** The nodes and edges that React Flow is given of a large graph: it asks each of them many times. */
export interface Part {
  readonly nodes: EditorNode[];
  readonly edges: EditorEdge[];
}

/** Nodes that are selected and far away are on the page as long as they are few. */
const FEW_SELECTED = 12;

/** Nodes as they were made once for all: React Flow takes one that is another object for another node. */
const hiddenNodes = new WeakMap<EditorNode, EditorNode>();
const hiddenEdges = new WeakMap<EditorEdge, EditorEdge>();
const straightEdges = new WeakMap<EditorEdge, EditorEdge>();

/**
 * The part near a view: what lies in `box`, the edges that do, and the nodes that those come from and go to; and
 * whatever is selected, since what is selected is moved and let go of together.
 */
export function partNear(scene: Scene, box: Box, marked: ReadonlySet<string>): Part {
  const { nodes, edges, ends } = scene;
  const near = new Uint8Array(nodes.length);
  const kept = new Uint8Array(nodes.length);
  for (let i = 0; i < nodes.length; i++) {
    near[i] = isInBox(scene, i, box) || marked.has(nodes[i].id) ? 1 : 0;
    kept[i] = near[i] || nodes[i].selected ? 1 : 0;
  }
  const shown: EditorEdge[] = [];
  for (let i = 0; i < edges.length; i++) {
    const [from, to] = [ends[i * 2], ends[i * 2 + 1]];
    if (from < 0 || to < 0) continue;
    if (!near[from] && !near[to] && !edges[i].selected && !isWireInBox(scene, i, box)) continue;
    shown.push(edges[i]);
    kept[from] = kept[to] = 1;
  }
  return { nodes: nodes.filter((_, i) => kept[i] === 1), edges: shown };
}

/**
 * The part of a graph that is painted, not built: what hands and the keyboard are at (`marked`), the notes in the view,
 * whose texts may be large, and whatever is selected; more than a few of that are there without being shown.
 */
export function partFar(scene: Scene, box: Box, marked: ReadonlySet<string>): Part {
  const nodes: EditorNode[] = [];
  const shown = new Set<string>();
  let selected = 0;
  for (let i = 0; i < scene.nodes.length; i++) {
    const node = scene.nodes[i];
    const isNote = node.type === "noteNode" && isInBox(scene, i, box);
    if (marked.has(node.id) || isNote || (node.selected && selected++ < FEW_SELECTED)) {
      nodes.push(node);
      shown.add(node.id);
    } else if (node.selected) nodes.push(kept(hiddenNodes, node, { hidden: true }));
  }
  const edges: EditorEdge[] = [];
  for (const edge of scene.edges) {
    if (shown.has(edge.source) && shown.has(edge.target)) {
      // As it is painted: what is pressed is where it is seen.
      const isLed = edge.data?.points !== undefined;
      edges.push(isLed ? edge : kept(straightEdges, edge, { type: "straight" }));
    } else if (edge.selected) edges.push(kept(hiddenEdges, edge, { hidden: true }));
  }
  return { nodes, edges };
}

function kept<T extends object>(all: WeakMap<T, T>, item: T, more: Partial<T>): T {
  let made = all.get(item);
  if (made === undefined) all.set(item, made = { ...item, ...more });
  return made;
}

/** The part as it was, where it still is the same: nothing is drawn anew then. */
export function samePart(next: Part, last: Part): Part {
  const nodes = sameItems(next.nodes, last.nodes) ? last.nodes : next.nodes;
  const edges = sameItems(next.edges, last.edges) ? last.edges : next.edges;
  return nodes === last.nodes && edges === last.edges ? last : { nodes, edges };
}

function sameItems<T>(a: readonly T[], b: readonly T[]): boolean {
  return a.length === b.length && a.every((item, index) => item === b[index]);
}

/**
 * Ids of the nodes that Tab leads to from the one that has the focus, as it would if all were on the page: the one
 * before and the one after among those in view, or the first and the last.
 */
export function tabStops(scene: Scene, view: Box, focused: string | undefined): string[] {
  const at = focused === undefined ? -1 : scene.index.get(focused) ?? -1;
  let before: string | undefined;
  let after: string | undefined;
  let last: string | undefined;
  for (let i = 0; i < scene.nodes.length; i++) {
    if (i === at || !isInBox(scene, i, view)) continue;
    const { id } = scene.nodes[i];
    if (at >= 0 && i < at) before = id;
    else after ??= id;
    last = id;
  }
  const stops = at < 0 ? [after, last] : [before, after];
  return stops.filter((id) => id !== undefined);
}
