import type { Signal } from "@preact/signals";
import { useStoreApi } from "@xyflow/react";
import chevron from "lucide/dist/esm/icons/chevron-right.mjs";
import { Icon } from "../ui/Icon.tsx";

/**
 * Opens and closes the rows of parameters that have a default. A connection that is dragged onto it opens it too, so
 * that those stay connectable.
 */
export function DefaultsFold({ nodeId, count, open }: {
  nodeId: string;
  count: number;
  open: Signal<boolean>;
}) {
  const store = useStoreApi();
  const openForConnection = () => {
    const { connection } = store.getState();
    if (connection.inProgress && connection.fromHandle.nodeId !== nodeId) open.value = true;
  };
  return (
    <button
      type="button"
      class="node-fold nodrag nokey"
      aria-expanded={open.value}
      onClick={() => open.value = !open.peek()}
      onMouseEnter={openForConnection}
    >
      <Icon of={chevron} size={12} class="fold-arrow" />
      Defaults ({count})
    </button>
  );
}
