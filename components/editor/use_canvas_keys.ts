import type { RefObject } from "preact";
import { useEffect } from "preact/hooks";
import type { GraphModel } from "../../client/models/graph.ts";
import { useEditor } from "./context.ts";

const WRITES = "input, textarea, select, [contenteditable], .nokey";

/** The canvas's own keys: Delete, undo and redo, duplicate, select all. Fields keep theirs. */
export function useCanvasKeys(container: RefObject<HTMLElement>): void {
  const { graph } = useEditor();
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const { target } = event;
      if (!(target instanceof Element) || target.closest(WRITES)) return;
      // Nothing focused counts as the canvas; a button of another panel does not.
      if (target !== document.body && !container.current?.contains(target)) return;
      const action = keyAction(event);
      if (!action) return;
      event.preventDefault();
      action(graph);
      // The node that had the focus may be gone.
      const lost = document.activeElement === null || document.activeElement === document.body;
      if (lost) container.current?.focus({ preventScroll: true });
    };
    document.addEventListener("keydown", onKeyDown);
    return () => document.removeEventListener("keydown", onKeyDown);
  }, [graph]);
}

function keyAction(event: KeyboardEvent): ((graph: GraphModel) => void) | undefined {
  const { key, ctrlKey, metaKey, shiftKey, altKey } = event;
  if (altKey) return undefined;
  if (!ctrlKey && !metaKey) {
    return key === "Delete" || key === "Backspace" ? (graph) => graph.removeSelected() : undefined;
  }
  switch (key.toLowerCase()) {
    case "z":
      return shiftKey ? (graph) => graph.redo() : (graph) => graph.undo();
    case "y":
      return (graph) => graph.redo();
    case "d":
      return (graph) => graph.duplicateSelected();
    case "a":
      return (graph) => graph.selectAll();
    default:
      return undefined;
  }
}
