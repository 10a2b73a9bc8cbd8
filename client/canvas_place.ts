import type { Viewport, XYPosition } from "./flow.ts";

/** The canvas on the page; undefined before it is there. */
export function canvasElement(): HTMLElement | undefined {
  return document.querySelector<HTMLElement>(".canvas") ?? undefined;
}

/** The element that has a node's focus and place, where it is on the page. */
export function nodeElement(id: string): HTMLElement | undefined {
  return document.querySelector<HTMLElement>(`.react-flow__node[data-id="${CSS.escape(id)}"]`) ??
    undefined;
}

/** A place of the page as one of the canvas. */
export function toCanvas(screen: XYPosition, { x, y, zoom }: Viewport): XYPosition {
  const box = canvasElement()?.getBoundingClientRect() ?? { left: 0, top: 0 };
  return { x: (screen.x - box.left - x) / zoom, y: (screen.y - box.top - y) / zoom };
}

/** A place of the canvas as one of the page. */
export function toScreen(at: XYPosition, { x, y, zoom }: Viewport): XYPosition {
  const box = canvasElement()?.getBoundingClientRect() ?? { left: 0, top: 0 };
  return { x: at.x * zoom + x + box.left, y: at.y * zoom + y + box.top };
}

/** Gives the canvas the focus, so that its keys work. */
export function focusCanvas(): void {
  canvasElement()?.focus({ preventScroll: true });
}

/** The id of the node that has the focus, or something in it has. */
export function focusedNode(): string | undefined {
  const element = document.activeElement?.closest<HTMLElement>(".react-flow__node");
  return element?.dataset.id;
}
