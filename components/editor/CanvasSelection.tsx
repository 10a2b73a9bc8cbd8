import { NodeToolbar, Position } from "@xyflow/react";
import { useComputed } from "@preact/signals";
import copy from "lucide/dist/esm/icons/copy-plus.mjs";
import trash from "lucide/dist/esm/icons/trash.mjs";
import { IconButton } from "../ui/Button.tsx";
import { useEditor } from "./context.ts";
import { useActions } from "./shortcuts.ts";

/** Above the selected nodes: what can be done with them without a keyboard. */
export function CanvasSelection() {
  const { graph } = useEditor();
  const { act, keys } = useActions();
  // As a text, so that nothing re-renders while nodes are dragged.
  const selected = useComputed(() =>
    JSON.stringify(graph.nodes.value.filter((node) => node.selected).map(({ id }) => id))
  );
  const ids: string[] = JSON.parse(selected.value);
  if (ids.length === 0) return null;
  const what = ids.length === 1 ? "node" : "nodes";
  return (
    <NodeToolbar
      className="canvas-selection nokey nopan"
      nodeId={ids}
      isVisible
      position={Position.Top}
      align="end"
      offset={6}
    >
      <IconButton
        label={`Duplicate ${what}`}
        shortcut={keys("edit.duplicate")}
        icon={copy}
        size={14}
        onClick={() => act("edit.duplicate")}
      />
      <IconButton
        label={`Remove ${what}`}
        shortcut={keys("edit.remove")}
        icon={trash}
        size={14}
        onClick={() => act("edit.remove")}
      />
    </NodeToolbar>
  );
}
