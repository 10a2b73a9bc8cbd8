import { BaseEdge, type EdgeProps, getBezierPath, Position } from "@xyflow/react";
import { useRef } from "preact/hooks";
import { movePoint, pointsOf } from "../../client/arrange/points.ts";
import { toCanvas } from "../../client/canvas_place.ts";
import type { EditorEdge, XYPosition } from "../../client/flow.ts";
import { useEditor } from "./context.ts";

/** Pixels that one press of an arrow key moves a point, and with Shift. */
const STEP = { small: 10, large: 50 };
const ARROWS: Readonly<Record<string, XYPosition>> = {
  ArrowLeft: { x: -1, y: 0 },
  ArrowRight: { x: 1, y: 0 },
  ArrowUp: { x: 0, y: -1 },
  ArrowDown: { x: 0, y: 1 },
};

/** A wire that is led through points, each of which can be dragged, moved with arrow keys, and removed. */
export function CanvasWire(props: EdgeProps<EditorEdge>) {
  const { id, sourceX, sourceY, targetX, targetY, data, style, markerEnd, interactionWidth } =
    props;
  const points = data?.points ?? [];
  const stops = [{ x: sourceX, y: sourceY }, ...points, { x: targetX, y: targetY }];
  const path = stops.slice(1).map((to, index) => {
    const [part] = getBezierPath({
      ...{ sourceX: stops[index].x, sourceY: stops[index].y, sourcePosition: Position.Right },
      ...{ targetX: to.x, targetY: to.y, targetPosition: Position.Left },
    });
    // One line: what follows begins where the last part ended.
    return index === 0 ? part : part.replace(/^M\S+ /, "");
  }).join(" ");
  return (
    <>
      <BaseEdge
        path={path}
        {...(style ? { style } : {})}
        {...(markerEnd ? { markerEnd } : {})}
        interactionWidth={interactionWidth ?? 24}
      />
      {points.map((point, index) => (
        <WirePoint key={index} edgeId={id} index={index} count={points.length} point={point} />
      ))}
    </>
  );
}

function WirePoint({ edgeId, index, count, point }: {
  edgeId: string;
  index: number;
  count: number;
  point: XYPosition;
}) {
  const { graph } = useEditor();
  const moving = useRef(false);
  const change = (to: XYPosition | undefined, join: boolean) =>
    graph.edit(
      to ? "move a point of the wire" : "remove a point of the wire",
      (flow) => movePoint(flow, edgeId, index, to),
      join,
    );
  return (
    <circle
      class="wire-point nokey nopan"
      cx={point.x}
      cy={point.y}
      r={6}
      tabindex={0}
      role="button"
      aria-label={`Point ${index + 1} of ${count}. Arrow keys move it, Delete removes it.`}
      onPointerDown={(event) => {
        if (event.button !== 0) return;
        event.stopPropagation();
        event.currentTarget.setPointerCapture(event.pointerId);
      }}
      onPointerMove={(event) => {
        if (!event.currentTarget.hasPointerCapture(event.pointerId)) return;
        const at = { x: event.clientX, y: event.clientY };
        // All of a drag is one step.
        change(toCanvas(at, graph.viewport.peek()), moving.current);
        moving.current = true;
      }}
      onPointerUp={() => moving.current = false}
      onDblClick={(event) => {
        event.stopPropagation();
        change(undefined, false);
      }}
      onKeyDown={(event) => {
        const arrow = ARROWS[event.key];
        const by = event.shiftKey ? STEP.large : STEP.small;
        if (arrow) change({ x: point.x + arrow.x * by, y: point.y + arrow.y * by }, false);
        else if (event.key === "Delete" || event.key === "Backspace") {
          const edge = graph.edges.peek().find((one) => one.id === edgeId);
          const last = pointsOf(edge).length === 1;
          if (last) document.querySelector<HTMLElement>(".canvas")?.focus({ preventScroll: true });
          change(undefined, false);
        } else return;
        event.preventDefault();
        event.stopPropagation();
      }}
    />
  );
}
