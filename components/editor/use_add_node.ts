import { focusNode } from "../../client/focus_node.ts";
import type { LibraryItem } from "../../client/library_items.ts";
import { useEditor } from "./context.ts";

/** Adds an item of the library in the middle of the view, and moves the focus to the new node. */
export function useAddNode(): (item: LibraryItem) => void {
  const { clock, graph } = useEditor();
  return ({ type, op }) => focusNode(graph.addNode(type, op ? { op } : {}), clock);
}
