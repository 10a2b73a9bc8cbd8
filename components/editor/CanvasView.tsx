import { useReactFlow, useStore } from "@xyflow/react";
import { useSignalEffect } from "@preact/signals";
import type { RefObject } from "preact";
import { useLayoutEffect } from "preact/hooks";
import { CanvasInView } from "./CanvasInView.tsx";
import { useEditor } from "./context.ts";

/** Zoom below which nodes show less: nobody can read their fields there, and below the second not even their titles. */
const FAR = 0.45;
const VERY_FAR = 0.25;
/** How the whole graph is shown. */
export const FIT = { padding: 0.15, maxZoom: 1 };

/** Keeps the view and the model together. Has nothing in it that is seen, so that nothing re-renders with it. */
export function CanvasView({ container }: { container: RefObject<HTMLDivElement> }) {
  const { graph, layout } = useEditor();
  const flow = useReactFlow();
  const detail = useStore((store) => detailAt(store.transform[2]));
  const width = useStore((store) => store.width);
  const height = useStore((store) => store.height);

  useLayoutEffect(() => {
    if (container.current) container.current.dataset.detail = detail;
  }, [detail]);
  const covered = layout.covered.value;
  useLayoutEffect(() => {
    graph.size.value = { width: Math.max(0, width - covered), height };
  }, [width, height, covered]);
  useSignalEffect(() => {
    const wanted = graph.viewport.value;
    const now = flow.getViewport();
    if (wanted.x !== now.x || wanted.y !== now.y || wanted.zoom !== now.zoom) {
      flow.setViewport(wanted);
    }
  });
  useSignalEffect(() => {
    if (graph.fitRequests.value > 0) flow.fitView(FIT);
  });
  return <CanvasInView fit={FIT} leastZoom={FAR} />;
}

function detailAt(zoom: number): "full" | "low" | "none" {
  if (zoom < VERY_FAR) return "none";
  return zoom < FAR ? "low" : "full";
}
