import type { Viewport } from "../flow.ts";

/** A rectangle on the canvas, or of the page where `x` and `y` are 0. */
interface Rect {
  x: number;
  y: number;
  width: number;
  height: number;
}

type Size = Pick<Rect, "width" | "height">;

/** Whether something on the canvas is wholly in view. */
export function isInView(bounds: Rect, { x, y, zoom }: Viewport, size: Size): boolean {
  const left = bounds.x * zoom + x;
  const top = bounds.y * zoom + y;
  return left >= 0 && top >= 0 &&
    left + bounds.width * zoom <= size.width && top + bounds.height * zoom <= size.height;
}

/** Whether something on the canvas reaches into its lower right corner; `corner` is as large as that is on the page. */
export function isInCorner(box: Rect, { x, y, zoom }: Viewport, size: Size, corner: Size): boolean {
  return (box.x + box.width) * zoom + x > size.width - corner.width &&
    (box.y + box.height) * zoom + y > size.height - corner.height;
}

/** The largest zoom at which something fits with this much of its size as room around it, both sides together. */
export function fittingZoom(bounds: Size, size: Size, padding: number): number {
  const room = 1 + padding;
  return Math.min(size.width / (bounds.width * room), size.height / (bounds.height * room));
}
