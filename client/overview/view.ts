import type { Viewport } from "../flow.ts";
import type { Box } from "../models/overview.ts";

/** Graphs of more nodes than this are given to the canvas in parts. */
export const LARGE = 200;
/** Zoom below which no text of a node can be read (13 px become less than 5): boxes are painted in their place. */
export const FAR = 0.38;

/** How far the canvas goes away and near: a graph of thousands of nodes is to be seen as a whole. */
export const ZOOM = { least: 0.02, most: 2.5 } as const;

/** Room around the view within which nodes are given to the canvas, as a part of the view's size. */
const ROOM = 0.5;
/** How much larger than needed what was given may be before less is given. */
const TOO_LARGE = 3;

/** A size in pixels of the page. */
export interface Size {
  width: number;
  height: number;
}

/** A box with room around it, as a part of its size. */
export function withRoom({ x, y, width, height }: Box, room: number): Box {
  return {
    x: x - width * room,
    y: y - height * room,
    width: width * (1 + 2 * room),
    height: height * (1 + 2 * room),
  };
}

/** Whether a box lies within another. */
export function contains(outer: Box, inner: Box): boolean {
  return inner.x >= outer.x && inner.y >= outer.y &&
    inner.x + inner.width <= outer.x + outer.width &&
    inner.y + inner.height <= outer.y + outer.height;
}

/**
 * What to give to the canvas for a view: what was given before as long as the view lies in it, so that a view that moves
 * asks for something new only now and then.
 */
export function nextWindow(last: Box | undefined, seen: Box): Box {
  if (last && contains(last, seen) && last.width < seen.width * TOO_LARGE) return last;
  return withRoom(seen, ROOM);
}

/** The view that shows a box as a whole, in the middle. */
export function viewOf(
  box: Box,
  size: Size,
  limits: { padding: number; minZoom: number; maxZoom: number },
): Viewport {
  const room = 1 + limits.padding;
  const fitting = Math.min(size.width / (box.width * room), size.height / (box.height * room));
  const zoom = Math.min(limits.maxZoom, Math.max(limits.minZoom, fitting));
  return {
    x: size.width / 2 - (box.x + box.width / 2) * zoom,
    y: size.height / 2 - (box.y + box.height / 2) * zoom,
    zoom,
  };
}

/**
 * How a picture that was painted for one view is laid over the page for another: its place and size there. `margin` is
 * how far it goes beyond the view, in pixels.
 */
export function placeOfPicture(
  painted: Viewport,
  now: Viewport,
  margin: { x: number; y: number },
): { x: number; y: number; scale: number } {
  const scale = now.zoom / painted.zoom;
  return {
    x: now.x - (painted.x + margin.x) * scale,
    y: now.y - (painted.y + margin.y) * scale,
    scale,
  };
}

/** Whether a picture that was painted for one view still covers another, about as sharp. */
export function covers(
  painted: Viewport,
  now: Viewport,
  size: Size,
  margin: { x: number; y: number },
): boolean {
  const { x, y, scale } = placeOfPicture(painted, now, margin);
  if (scale > 1.6 || scale < 0.6) return false;
  return x <= 0 && y <= 0 &&
    x + (size.width + 2 * margin.x) * scale >= size.width &&
    y + (size.height + 2 * margin.y) * scale >= size.height;
}
