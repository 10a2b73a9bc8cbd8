import type { Clock } from "../../client/clock.ts";
import type { LibraryItem } from "../../client/library_items.ts";
import { useEditor } from "./context.ts";

/** Frames within which a new node is on the page: the canvas measures it before it shows it. */
const MOST_FRAMES = 30;

/** Adds an item of the library in the middle of the view, and moves the focus to the new node. */
export function useAddNode(): (item: LibraryItem) => void {
  const { clock, graph } = useEditor();
  return ({ type, op }) => {
    const id = graph.addNode(type, op ? { op } : {});
    focusNode(id, clock, MOST_FRAMES);
  };
}

function focusNode(id: string, clock: Clock, framesLeft: number): void {
  const node = document.querySelector(`.react-flow__node[data-id="${CSS.escape(id)}"]`);
  // What is not shown yet does not take the focus.
  if (node instanceof HTMLElement) node.focus({ preventScroll: true });
  if (node === document.activeElement && node !== null) return;
  if (framesLeft > 0) clock.frame(() => focusNode(id, clock, framesLeft - 1));
}
