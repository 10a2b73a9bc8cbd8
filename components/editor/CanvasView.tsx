import { useReactFlow, useStore, useStoreApi } from "@xyflow/react";
import { useSignalEffect } from "@preact/signals";
import type { RefObject } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import type { Detail } from "../../client/models/graph.ts";
import { FAR as PAINTED, LARGE } from "../../client/overview/view.ts";
import { loadOnce } from "../ui/use_lazy.ts";
import { useEditor } from "./context.ts";
import { loadLater, useLater } from "./load_later.ts";

/** Zoom below which nodes are too small to read, and below which not even their titles can be made out. */
const FAR = 0.4;
const VERY_FAR = 0.25;
/** Graphs of more nodes than this show less of them when they are far. */
const MANY = 100;
/** How the whole graph is shown. */
export const FIT = { padding: 0.1, maxZoom: 1 };

/** Keeps the view and the model together. Has nothing in it that is seen, so that nothing re-renders with it. */
export function CanvasView({ container }: { container: RefObject<HTMLDivElement> }) {
  const { graph, layout } = useEditor();
  const flow = useReactFlow();
  const count = graph.nodes.value.length;
  const detail = useStore((store) => detailAt(store.transform[2], count));
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
  const later = useLater(count > 0);
  return later ? <later.CanvasInView fit={FIT} leastZoom={FAR} /> : null;
}

/** Shows the whole graph when that is asked for: once React Flow has its nodes, and has measured them. */
function useFitRequests(): void {
  const { graph } = useEditor();
  const store = useStoreApi();
  const flow = useReactFlow();
  const asked = graph.fitRequests.value;
  const answered = useRef(0);
  const ready = useStore((store) => {
    const nodes = graph.nodes.peek();
    if (nodes.length > LARGE) return store.width > 0;
    return store.nodes === nodes && (store.nodesInitialized || nodes.length === 0);
  });
  useLayoutEffect(() => {
    if (!ready || asked === answered.current) return;
    answered.current = asked;
    const nodes = graph.nodes.peek();
    if (nodes.length > LARGE) {
      // React Flow has only a part of them.
      void loadOnce(loadLater).then(({ fitLarge }) => fitLarge(graph, store.getState(), FIT));
    } else if (nodes.length > 0) flow.fitView(FIT);
  }, [ready, asked]);
}

function detailAt(zoom: number, count: number): Detail {
  if (count <= MANY) return "full";
  if (count > LARGE && zoom < PAINTED) return "painted";
  if (count <= LARGE && zoom < VERY_FAR) return "none";
  return zoom < FAR ? "low" : "full";
}
