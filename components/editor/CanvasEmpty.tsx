import { useEditor } from "./context.ts";
import { useLater } from "./load_later.ts";

/** What an empty canvas says, once that is loaded. */
export function CanvasEmpty() {
  const { graph } = useEditor();
  const isEmpty = graph.nodes.value.length === 0;
  const later = useLater(isEmpty);
  return isEmpty && later ? <later.EmptyCanvas /> : null;
}
