import type { Viewport, XYPosition } from "./flow.ts";

/** The canvas on the page; undefined before it is there. */
export function canvasElement(): HTMLElement | undefined {
  return document.querySelector<HTMLElement>(".canvas") ?? undefined;
}

/** The list in the place of the canvas; undefined while the canvas itself is shown. */
export function outlineElement(): HTMLElement | undefined {
  return document.querySelector<HTMLElement>(".outline") ?? undefined;
}

/** The element that has a node's focus and place, where it is on the page: on the canvas, or its title in the outline. */
export function nodeElement(id: string): HTMLElement | undefined {
  const own = `[data-id="${CSS.escape(id)}"]`;
  const selector = outlineElement()
    ? `.outline-node${own} .outline-title`
    : `.react-flow__node${own}`;
  return document.querySelector<HTMLElement>(selector) ?? undefined;
}

/** The field with the title of a group on the canvas, or what a node, group or note of the outline is called or says. */
export function labelField(id: string): HTMLElement | undefined {
  return document.getElementById(outlineFieldId(id)) ??
    nodeElement(id)?.querySelector<HTMLElement>(".group-title") ?? undefined;
}

/** Id of the field in the outline that says what a node is called. */
export function outlineFieldId(id: string): string {
  return `outline-${id}-label`;
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

/** Gives the canvas the focus, or the list that is in its place, so that its keys work. */
export function focusCanvas(): void {
  (outlineElement() ?? canvasElement())?.focus({ preventScroll: true });
}

/** The id of the node that has the focus, or something in it has. */
export function focusedNode(): string | undefined {
  const element = document.activeElement?.closest<HTMLElement>(".react-flow__node, .outline-node");
  return element?.dataset.id;
}
