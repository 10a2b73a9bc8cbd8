import { useReactFlow, useStore } from "@xyflow/react";
import { useSignalEffect } from "@preact/signals";
import type { RefObject } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import type { Detail } from "../../client/models/graph.ts";
import { CanvasInView } from "./CanvasInView.tsx";
import { useEditor } from "./context.ts";

/** Zoom below which nodes are too small to read, and below which not even their titles can be made out. */
const FAR = 0.45;
const VERY_FAR = 0.25;
/** Graphs of more nodes than this show less of them when they are far. */
const MANY = 100;
/** How the whole graph is shown. */
export const FIT = { padding: 0.1, maxZoom: 1 };

/** Keeps the view and the model together. Has nothing in it that is seen, so that nothing re-renders with it. */
export function CanvasView({ container }: { container: RefObject<HTMLDivElement> }) {
  const { graph, layout } = useEditor();
  const flow = useReactFlow();
  const detail = useStore((store) =>
    store.nodeLookup.size > MANY ? detailAt(store.transform[2]) : "full"
  );
  const width = useStore((store) => store.width);
  const height = useStore((store) => store.height);

  useLayoutEffect(() => {
    graph.detail.value = detail;
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
  useFitRequests();
  return <CanvasInView fit={FIT} leastZoom={FAR} />;
}

/** Shows the whole graph when that is asked for: once React Flow has its nodes, and has measured them. */
function useFitRequests(): void {
  const { graph } = useEditor();
  const flow = useReactFlow();
  const asked = graph.fitRequests.value;
  const answered = useRef(0);
  const ready = useStore((store) =>
    store.nodes === graph.nodes.peek() && (store.nodesInitialized || store.nodes.length === 0)
  );
  useLayoutEffect(() => {
    if (!ready || asked === answered.current) return;
    answered.current = asked;
    if (graph.nodes.peek().length > 0) flow.fitView(FIT);
  }, [ready, asked]);
}

function detailAt(zoom: number): Detail {
  if (zoom < VERY_FAR) return "none";
  return zoom < FAR ? "low" : "full";
}
