import type { EditorNode, Viewport, XYPosition } from "../flow.ts";

/** Size of a node that has not been measured: what most of them come to. */
const NODE = { width: 240, height: 160 };
/** A width and a height. */
interface Size {
  width: number;
  height: number;
}

/** Room between nodes. */
const GAP = 32;
/** How far around the middle of the view a free place is looked for, in nodes. */
const RINGS = 4;

/**
 * A place for a new node: the middle of the view, or the nearest place around it where no node is. Where all is
 * taken: the middle, a little beside what was put there before.
 *
 * @param size of the canvas on the page, in pixels
 * @param own size of the new node, on the canvas
 */
export function freePosition(
  nodes: readonly EditorNode[],
  viewport: Viewport,
  size: Size,
  own: Size = NODE,
): XYPosition {
  const middle = {
    x: Math.round((size.width / 2 - viewport.x) / viewport.zoom - own.width / 2),
    y: Math.round((size.height / 2 - viewport.y) / viewport.zoom - own.height / 2),
  };
  const free = (at: XYPosition) => !nodes.some((node) => overlaps(node, at, own));
  const found = candidates(middle, own).find(free);
  if (found) return found;
  const at = { ...middle };
  while (nodes.some(({ position }) => position.x === at.x && position.y === at.y)) {
    at.x += GAP;
    at.y += GAP;
  }
  return at;
}

/** The middle first, then those nearest to it, right and below before left and above. */
function candidates(middle: XYPosition, own: Size): XYPosition[] {
  const found: { at: XYPosition; distance: number }[] = [];
  for (let row = -RINGS; row <= RINGS; row++) {
    for (let column = -RINGS; column <= RINGS; column++) {
      const x = column * (own.width + GAP);
      const y = row * (own.height + GAP);
      const behind = (column < 0 ? 1 : 0) + (row < 0 ? 1 : 0);
      found.push({ at: { x: middle.x + x, y: middle.y + y }, distance: Math.hypot(x, y) + behind });
    }
  }
  return found.sort((a, b) => a.distance - b.distance).map(({ at }) => at);
}

function overlaps({ position, measured }: EditorNode, at: XYPosition, own: Size): boolean {
  const width = measured?.width ?? NODE.width;
  const height = measured?.height ?? NODE.height;
  return position.x < at.x + own.width + GAP && at.x < position.x + width + GAP &&
    position.y < at.y + own.height + GAP && at.y < position.y + height + GAP;
}
