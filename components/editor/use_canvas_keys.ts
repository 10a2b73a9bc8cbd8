import type { RefObject } from "preact";
import { useEffect } from "preact/hooks";
import { toCanvas } from "../../client/canvas_place.ts";
import { selectionText } from "../../client/selection_text.ts";
import type { EditorModel } from "../../client/models/editor.ts";
import { loadOnce } from "../ui/use_lazy.ts";
import { useEditor } from "./context.ts";
import { loadLater } from "./load_later.ts";
import { isForCanvas, OVER } from "./shortcuts.ts";

const CLIPBOARD = ["copy", "cut", "paste"] as const;

/** The canvas's clipboard, and where the pointer is over it. Its keys are among the actions'. */
export function useCanvasKeys(container: RefObject<HTMLElement>): void {
  const editor = useEditor();
  useEffect(() => {
    const { hands } = editor;
    const canvas = container.current;
    const onClipboard = (event: ClipboardEvent) => {
      if (!isForCanvas(event) || document.querySelector(OVER)) return;
      if (event.type === "paste") paste(editor, event);
      else copy(editor, event, container.current);
    };
    const onMove = (event: PointerEvent) => {
      hands.pointer = { x: event.clientX, y: event.clientY };
    };
    const onLeave = ({ relatedTarget }: PointerEvent) => {
      // What opens under the pointer does not take it away from where it was.
      if (relatedTarget instanceof Element && relatedTarget.closest(".picker, .menu-placed")) {
        return;
      }
      hands.pointer = undefined;
    };
    for (const name of CLIPBOARD) document.addEventListener(name, onClipboard);
    canvas?.addEventListener("pointermove", onMove);
    canvas?.addEventListener("pointerleave", onLeave);
    return () => {
      for (const name of CLIPBOARD) document.removeEventListener(name, onClipboard);
      canvas?.removeEventListener("pointermove", onMove);
      canvas?.removeEventListener("pointerleave", onLeave);
    };
  }, [editor]);
}

function copy(editor: EditorModel, event: ClipboardEvent, canvas: HTMLElement | null): void {
  // Text that is marked, in a view for example, is what is meant.
  if (document.getSelection()?.isCollapsed === false) return;
  const text = selectionText(editor);
  if (text === undefined) return;
  event.preventDefault();
  event.clipboardData?.setData("text/plain", text);
  if (event.type !== "cut") return;
  editor.graph.cutSelected();
  // What had the focus is gone.
  canvas?.focus({ preventScroll: true });
}

function paste(editor: EditorModel, event: ClipboardEvent): void {
  const { hands, graph } = editor;
  const at = hands.pointer && toCanvas(hands.pointer, graph.viewport.peek());
  event.preventDefault();
  const files = [...event.clipboardData?.files ?? []];
  const text = event.clipboardData?.getData("text/plain") ?? "";
  void loadOnce(loadLater).then(({ pasteText, takeFiles }) => {
    if (files.length === 0) pasteText(editor, text, at);
    else void takeFiles(editor, files, at);
  });
}
