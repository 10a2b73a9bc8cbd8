import type { LibraryItem } from "../../client/library_items.ts";
import { useEditor } from "./context.ts";

/** Adds an item of the library in the middle of the view, and moves the focus to the new node. */
export function useAddNode(): (item: LibraryItem) => void {
  const { clock, graph } = useEditor();
  return ({ type, op }) => {
    const id = graph.addNode(type, op ? { op } : {});
    // It is on the page after the next frame at the earliest: the canvas measures it before it shows it.
    clock.frame(() => clock.frame(() => focusNode(id)));
  };
}

function focusNode(id: string): void {
  const node = document.querySelector(`.react-flow__node[data-id="${CSS.escape(id)}"]`);
  if (node instanceof HTMLElement) node.focus({ preventScroll: true });
}
