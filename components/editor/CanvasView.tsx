import { useReactFlow, useStore } from "@xyflow/react";
import { useSignalEffect } from "@preact/signals";
import type { RefObject } from "preact";
import { useLayoutEffect } from "preact/hooks";
import { useEditor } from "./context.ts";

/** Zoom below which nodes show less: nobody can read their fields there. */
const FAR = 0.45;
/** How the whole graph is shown. */
export const FIT = { padding: 0.15, maxZoom: 1 };

/** Keeps the view and the model together. Renders nothing, so that nothing re-renders with it. */
export function CanvasView({ container }: { container: RefObject<HTMLDivElement> }) {
  const { graph, layout } = useEditor();
  const flow = useReactFlow();
  const far = useStore((store) => store.transform[2] < FAR);
  const width = useStore((store) => store.width);
  const height = useStore((store) => store.height);

  useLayoutEffect(() => {
    if (container.current) container.current.dataset.detail = far ? "low" : "full";
  }, [far]);
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
  return null;
}
