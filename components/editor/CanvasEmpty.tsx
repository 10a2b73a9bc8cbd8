import workflow from "lucide/dist/esm/icons/workflow.mjs";
import { Icon } from "../ui/Icon.tsx";
import { useEditor } from "./context.ts";

/** What an empty canvas says. */
export function CanvasEmpty() {
  const { graph } = useEditor();
  if (graph.nodes.value.length > 0) return null;
  return (
    <div class="canvas-empty">
      <Icon of={workflow} size={40} />
      <p class="canvas-empty-title">Build a workflow</p>
      <p>
        Drag a node from the library, or double-click here to search for one. Connect outputs at the
        right of a node with inputs at the left of another.
      </p>
      <p>
        Examples are under Open. <kbd>?</kbd> shows all keys.
      </p>
    </div>
  );
}
