import { DRAG_TYPE, parseDragItem } from "../../client/drag_item.ts";
import type { XYPosition } from "../../client/flow.ts";
import type { EditorModel } from "../../client/models/editor.ts";
import { loadOnce } from "../ui/use_lazy.ts";
import { useEditor } from "./context.ts";
import { loadLater } from "./load_later.ts";

/** Where the pointer holds a node that is dropped: at its head. */
const GRIP = { x: 110, y: 16 };

/** Takes nodes that are dragged from the library, and workflow files. */
export function useCanvasDrop(toCanvas: (screen: XYPosition) => XYPosition) {
  const editor = useEditor();
  /** Marks the wire that what is dragged would go into; without a place none. */
  const mark = (place?: DragEvent) => {
    const at = place && { x: place.clientX, y: place.clientY };
    void loadOnce(loadLater).then(({ overWireFromLibrary }) => overWireFromLibrary(editor, at));
  };
  return {
    onDragOver(event: DragEvent) {
      const types = event.dataTransfer?.types ?? [];
      if (!types.includes(DRAG_TYPE) && !types.includes("Files")) return;
      event.preventDefault();
      if (event.dataTransfer) event.dataTransfer.dropEffect = "copy";
      if (editor.hands.dragged && editor.graph.edges.peek().length > 0) mark(event);
    },
    onDragLeave(event: DragEvent) {
      const { currentTarget, relatedTarget } = event;
      const stays = currentTarget instanceof Node && relatedTarget instanceof Node &&
        currentTarget.contains(relatedTarget);
      if (!stays && editor.hands.dropEdge.peek() !== undefined) mark();
    },
    onDrop(event: DragEvent) {
      const { dataTransfer } = event;
      if (!dataTransfer) return;
      event.preventDefault();
      const pointer = toCanvas({ x: event.clientX, y: event.clientY });
      const item = dataTransfer.getData(DRAG_TYPE);
      const files = [...dataTransfer.files];
      if (files.length > 0) {
        void loadOnce(loadLater).then(({ takeFiles }) => takeFiles(editor, files, pointer));
      }
      if (!item) return;
      const id = dropItem(editor, item, { x: pointer.x - GRIP.x, y: pointer.y - GRIP.y });
      const at = { x: event.clientX, y: event.clientY };
      if (id !== undefined && editor.graph.edges.peek().length > 0) {
        void loadOnce(loadLater).then(({ intoWireAt }) => intoWireAt(editor, id, at));
      }
    },
  };
}

function dropItem(
  { graph, catalog, notices }: EditorModel,
  text: string,
  position: XYPosition,
): string | undefined {
  const item = parseDragItem(text);
  if (!item) return undefined;
  if (!item.op) return graph.addNode(item.type, { position });
  const op = catalog.find(item.op.name, item.op.pack);
  if (op) return graph.addNode(item.type, { position, op });
  notices.show({ kind: "warning", text: `“${item.op.name}” is no longer in the library.` });
  return undefined;
}
