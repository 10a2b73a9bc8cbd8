import { useReactFlow, useStore } from "@xyflow/react";
import { useLayoutEffect, useRef } from "preact/hooks";
import { boxOf } from "../../client/models/follow.ts";
import { fittingZoom, isInView } from "../../client/models/in_view.ts";
import { around } from "../../client/models/overview.ts";
import { viewOf } from "../../client/overview/view.ts";
import { useEditor } from "./context.ts";

/**
 * Where the canvas becomes smaller (the run's panel opens), keeps a graph in view that was wholly in view: what it shows
 * at its end is what the run was for. Leaves it alone where it would become too small to read. Renders nothing.
 */
export function CanvasInView({ fit, leastZoom }: {
  fit: { padding: number };
  /** Below it nodes are too small to read. */
  leastZoom: number;
}) {
  const flow = useReactFlow();
  const { graph } = useEditor();
  const width = useStore((store) => store.width);
  const height = useStore((store) => store.height);
  const last = useRef({ width, height });
  useLayoutEffect(() => {
    const before = last.current;
    const now = last.current = { width, height };
    if (width >= before.width && height >= before.height) return;
    const nodes = graph.nodes.peek();
    if (nodes.length === 0) return;
    // The model's: React Flow has only a part of a large graph.
    const bounds = nodes.map(boxOf).reduce(around);
    const view = flow.getViewport();
    if (!isInView(bounds, view, before) || isInView(bounds, view, now)) return;
    if (fittingZoom(bounds, now, fit.padding) < leastZoom) return;
    graph.viewport.value = viewOf(bounds, now, {
      padding: fit.padding,
      minZoom: leastZoom,
      maxZoom: view.zoom,
    });
  }, [width, height]);
  return null;
}
