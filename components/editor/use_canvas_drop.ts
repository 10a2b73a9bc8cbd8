import { DRAG_TYPE, parseDragItem } from "../../client/drag_item.ts";
import { openFile } from "../../client/files.ts";
import type { XYPosition } from "../../client/flow.ts";
import type { EditorModel } from "../../client/models/editor.ts";
import { useEditor } from "./context.ts";

/** Where the pointer holds a node that is dropped: at its head. */
const GRIP = { x: 110, y: 16 };

/** Takes nodes that are dragged from the library, and workflow files. */
export function useCanvasDrop(toCanvas: (screen: XYPosition) => XYPosition) {
  const editor = useEditor();
  return {
    onDragOver(event: DragEvent) {
      const types = event.dataTransfer?.types ?? [];
      if (!types.includes(DRAG_TYPE) && !types.includes("Files")) return;
      event.preventDefault();
      if (event.dataTransfer) event.dataTransfer.dropEffect = "copy";
    },
    onDrop(event: DragEvent) {
      const { dataTransfer } = event;
      if (!dataTransfer) return;
      event.preventDefault();
      const pointer = toCanvas({ x: event.clientX, y: event.clientY });
      const item = dataTransfer.getData(DRAG_TYPE);
      if (item) dropItem(editor, item, { x: pointer.x - GRIP.x, y: pointer.y - GRIP.y });
      else if (dataTransfer.files[0]) openFile(editor, dataTransfer.files[0]);
    },
  };
}

function dropItem({ graph, catalog, notices }: EditorModel, text: string, position: XYPosition) {
  const item = parseDragItem(text);
  if (!item) return;
  if (!item.op) {
    graph.addNode(item.type, { position });
    return;
  }
  const op = catalog.find(item.op.name, item.op.pack);
  if (op) graph.addNode(item.type, { position, op });
  else notices.show({ kind: "warning", text: `“${item.op.name}” is no longer in the library.` });
}
