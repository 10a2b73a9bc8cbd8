import type { RefObject } from "preact";
import { useEffect, useMemo } from "preact/hooks";
import type { EditorEdge, EditorNode } from "../../client/flow.ts";
import { useEditor } from "./context.ts";
import { loadLater } from "./load_later.ts";
import { act } from "./shortcuts.ts";
import { loadOnce } from "../ui/use_lazy.ts";

/** What is on the canvas, which is within its pane. */
const THINGS = ".react-flow__node, .react-flow__edge, .react-flow__nodesselection";

/** Double clicks, context menus, and nodes that are dragged over wires. What they do is loaded when it is first done. */
export function useCanvasHands(container: RefObject<HTMLElement>) {
  const editor = useEditor();
  useEffect(() => {
    const canvas = container.current;
    const onDoubleClick = (event: MouseEvent) => {
      const target = event.target as Element;
      if (target.closest(".react-flow__pane") && !target.closest(THINGS)) act(editor, "add.search");
    };
    const onMenu = (event: MouseEvent) => {
      const target = event.target as Element;
      // Texts have the browser's own menu, with copy and paste.
      if (target.closest("input, textarea, select, a, .view-content, .paper-text")) return;
      event.preventDefault();
      void loadOnce(loadLater).then(({ openMenuAt }) => openMenuAt(editor, event, target));
    };
    canvas?.addEventListener("dblclick", onDoubleClick);
    canvas?.addEventListener("contextmenu", onMenu);
    return () => {
      canvas?.removeEventListener("dblclick", onDoubleClick);
      canvas?.removeEventListener("contextmenu", onMenu);
    };
  }, [editor]);
  return useMemo(() => ({
    onNodeDrag: (event: unknown, node: EditorNode, all: EditorNode[]) =>
      void loadOnce(loadLater).then(({ overWire }) =>
        overWire(editor, event as MouseEvent, all.length === 1 ? node : undefined)
      ),
    onNodeDragStop: (_event: unknown, node: EditorNode) =>
      void loadOnce(loadLater).then(({ dropOnWire }) => dropOnWire(editor, node)),
    onEdgeDoubleClick: (event: unknown, edge: EditorEdge) =>
      void loadOnce(loadLater).then(({ pointAt }) => pointAt(editor, edge.id, event as MouseEvent)),
  }), [editor]);
}
