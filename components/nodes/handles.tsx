import { Handle, Position, useUpdateNodeInternals } from "@xyflow/react";
import { useEffect, useRef, useState } from "preact/hooks";
import type { NodeConnections } from "../../client/models/connections.ts";

interface HandleProps {
  id: string;
  /** What a screen reader calls it. */
  label: string;
  connected: boolean;
}

/** Connecting by keyboard: Enter on an output, then on an input, does what clicks on them do. */
function onKeyDown(event: KeyboardEvent) {
  if (event.key !== "Enter" && event.key !== " ") return;
  // Ctrl+Enter executes, wherever the focus is.
  if (event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  event.stopPropagation();
  (event.currentTarget as HTMLElement).click();
}

const BUTTON = { role: "button", tabIndex: 0, onKeyDown } as const;

/** Where a connection ends, at the left of a row. */
export function InputHandle({ id, label, connected }: HandleProps) {
  return (
    <Handle
      {...BUTTON}
      id={id}
      type="target"
      position={Position.Left}
      className="handle nokey"
      aria-label={label}
      data-connected={connected}
    />
  );
}

/** Where a connection begins, at the right of a row. */
export function OutputHandle({ id, label, connected }: HandleProps) {
  return (
    <Handle
      {...BUTTON}
      id={id}
      type="source"
      position={Position.Right}
      className="handle nokey"
      aria-label={label}
      data-connected={connected}
    />
  );
}

/**
 * The connections as React Flow still has them: it takes a change of the edges over after the nodes have rendered. A
 * handle that goes away must stay until then, or an edge is without an end for a moment.
 */
export function useLingering(now: NodeConnections): NodeConnections {
  const [last, setLast] = useState(now);
  useEffect(() => setLast(now), [now]);
  return last;
}

/** Tells the canvas that handles came, went or moved: `layout` names them in order. */
export function useHandleLayout(nodeId: string, layout: string): void {
  const update = useUpdateNodeInternals();
  const last = useRef(layout);
  useEffect(() => {
    if (last.current === layout) return;
    last.current = layout;
    update(nodeId);
  }, [layout]);
}
