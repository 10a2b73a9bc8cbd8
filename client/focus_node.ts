import { nodeElement } from "./canvas_place.ts";
import type { Clock } from "./clock.ts";

/** Frames within which a new node is on the page: the canvas measures it before it shows it. */
const MOST_FRAMES = 30;

/** Moves the focus to a node, as soon as it is on the page. */
export function focusNode(id: string, clock: Pick<Clock, "frame">, framesLeft = MOST_FRAMES): void {
  const node = nodeElement(id);
  // What is not shown yet does not take the focus.
  node?.focus({ preventScroll: true });
  if (node !== undefined && node === document.activeElement) return;
  if (framesLeft > 0) clock.frame(() => focusNode(id, clock, framesLeft - 1));
}
