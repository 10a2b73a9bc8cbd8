import { Handle, Position, useNodeId, useUpdateNodeInternals } from "@xyflow/react";
import { useEffect, useRef, useState } from "preact/hooks";
import type { ValueType } from "../../engine/core/schema.ts";
import type { NodeConnections } from "../../client/models/connections.ts";
import { useEditor } from "../editor/context.ts";

interface HandleProps {
  id: string;
  /** What a screen reader calls it. */
  label: string;
  /** Gives it its colour. */
  type?: ValueType;
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

/** Where a connection ends, at the left of a row. */
export function InputHandle(props: HandleProps) {
  return <AnyHandle kind="target" position={Position.Left} {...props} />;
}

/** Where a connection begins, at the right of a row. */
export function OutputHandle(props: HandleProps) {
  return <AnyHandle kind="source" position={Position.Right} {...props} />;
}

/**
 * React Flow's handle, which asks its store anew whenever the view moves; or, where a large graph is too far away to
 * be connected, an element that only has its place, so that thousands of them cost nothing.
 */
function AnyHandle({ id, label, connected, type: value = "Any", kind, position }: HandleProps & {
  kind: "source" | "target";
  position: Position;
}) {
  const { graph } = useEditor();
  const nodeId = useNodeId();
  if (graph.detail.value === "none") {
    return (
      <div
        class={`react-flow__handle react-flow__handle-${position} handle ${kind}`}
        data-handleid={id}
        data-nodeid={nodeId}
        data-handlepos={position}
        data-type={value}
        data-connected={connected}
      />
    );
  }
  return (
    <Handle
      id={id}
      type={kind}
      position={position}
      className="handle nokey"
      role="button"
      tabIndex={0}
      aria-label={label}
      data-type={value}
      data-connected={connected}
      onKeyDown={onKeyDown}
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
