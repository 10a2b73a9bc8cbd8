import { useConnection, useStore, ViewportPortal } from "@xyflow/react";
import { useEditor } from "./context.ts";
import { refusal } from "./use_connecting.ts";

/** While a connection is dragged over a handle that will not take it: why. */
export function CanvasConnectionHint() {
  const { graph } = useEditor();
  const connection = useConnection();
  const zoom = useStore((store) => connection.inProgress ? store.transform[2] : 1);
  if (!connection.inProgress || connection.isValid !== false) return null;
  const reason = refusal(graph, connection.fromHandle, connection.toHandle);
  if (reason === undefined) return null;
  const { x, y } = connection.to;
  return (
    <ViewportPortal>
      <div
        class="connection-hint"
        style={{ transform: `translate(${x}px, ${y}px) scale(${1 / zoom})` }}
      >
        {reason}
      </div>
    </ViewportPortal>
  );
}
