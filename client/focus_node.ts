import { nodeElement } from "./canvas_place.ts";
import type { Clock } from "./clock.ts";

/** Frames within which something new is on the page: the canvas measures a node before it shows it. */
const MOST_FRAMES = 60;

/** Moves the focus to a node, as soon as it is on the page. */
export function focusNode(id: string, clock: Pick<Clock, "frame">): void {
  focusWhenShown(() => nodeElement(id), clock);
}

/** Moves the focus to an element as soon as it is there and is shown. What is not shown does not take it. */
export function focusWhenShown(
  find: () => HTMLElement | null | undefined,
  clock: Pick<Clock, "frame">,
  framesLeft = MOST_FRAMES,
): void {
  const element = find();
  element?.focus({ preventScroll: true });
  if (element && element === document.activeElement) return;
  if (framesLeft > 0) clock.frame(() => focusWhenShown(find, clock, framesLeft - 1));
}
