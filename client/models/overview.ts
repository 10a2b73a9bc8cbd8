import type { EditorNode, EditorNodeType, Viewport } from "../flow.ts";

/** A rectangle in the canvas's own pixels. */
export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** Size of a node that is not measured yet. */
const NODE = { width: 260, height: 160 };

/** The outlines of all nodes of each type, as one SVG path each, and the box around them all. */
export interface Overview {
  paths: ReadonlyMap<EditorNodeType, string>;
  /** undefined: there are no nodes. */
  bounds: Box | undefined;
}

/** Draws the overview of a graph: few elements, however many nodes there are. */
export function drawOverview(nodes: readonly EditorNode[]): Overview {
  const parts = new Map<EditorNodeType, string[]>();
  let bounds: Box | undefined;
  for (const { type, position, measured } of nodes) {
    const width = measured?.width ?? NODE.width;
    const height = measured?.height ?? NODE.height;
    const box = { x: Math.round(position.x), y: Math.round(position.y), width, height };
    bounds = bounds ? around(bounds, box) : box;
    const path = `M${box.x} ${box.y}h${width}v${height}h${-width}z`;
    const same = parts.get(type as EditorNodeType);
    if (same) same.push(path);
    else parts.set(type as EditorNodeType, [path]);
  }
  return { paths: new Map([...parts].map(([type, all]) => [type, all.join("")])), bounds };
}

/** The box around all nodes, without their outlines: those of a large graph are painted. */
export function boundsOnly(nodes: readonly EditorNode[]): Overview {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const { position: { x, y }, measured } of nodes) {
    left = Math.min(left, x);
    top = Math.min(top, y);
    right = Math.max(right, x + (measured?.width ?? NODE.width));
    bottom = Math.max(bottom, y + (measured?.height ?? NODE.height));
  }
  const bounds = { x: left, y: top, width: right - left, height: bottom - top };
  return { paths: new Map(), bounds: nodes.length > 0 ? bounds : undefined };
}

/** The part of the canvas that is in view. */
export function visibleBox(
  { x, y, zoom }: Viewport,
  size: { width: number; height: number },
): Box {
  return { x: -x / zoom, y: -y / zoom, width: size.width / zoom, height: size.height / zoom };
}

/** The box around two. */
export function around(a: Box, b: Box): Box {
  const x = Math.min(a.x, b.x);
  const y = Math.min(a.y, b.y);
  return {
    x,
    y,
    width: Math.max(a.x + a.width, b.x + b.width) - x,
    height: Math.max(a.y + a.height, b.y + b.height) - y,
  };
}

/** A box of the given shape around another, with some room. */
export function fitBox(box: Box, shape: { width: number; height: number }): Box {
  const scale = Math.max(box.width / shape.width, box.height / shape.height) * 1.08;
  const width = shape.width * scale;
  const height = shape.height * scale;
  return {
    x: box.x - (width - box.width) / 2,
    y: box.y - (height - box.height) / 2,
    width,
    height,
  };
}
