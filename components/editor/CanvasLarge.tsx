import { useStoreApi } from "@xyflow/react";
import { type Signal, useSignalEffect } from "@preact/signals";
import type { RefObject } from "preact";
import { useEffect, useLayoutEffect, useMemo, useRef } from "preact/hooks";
import type { GraphModel } from "../../client/models/graph.ts";
import { createOverview, type OverviewModel } from "../../client/overview/model.ts";
import type { Part } from "../../client/overview/part.ts";
import { createScene, nodesWithin } from "../../client/overview/scene.ts";
import { type Size, viewOf, ZOOM } from "../../client/overview/view.ts";
import { useEditor } from "./context.ts";
import { Overview } from "./overview/Overview.tsx";
import { useFarHands } from "./overview/use_far_hands.ts";

/** How long the view has not moved when it counts as resting. */
const REST_MS = 120;

type Store = ReturnType<typeof useStoreApi>;

/**
 * A large graph: says which part of it React Flow gets, which asks each node and edge that it has many times, and paints
 * what is too far away to be read.
 */
export function CanvasLarge({ container, part }: {
  container: RefObject<HTMLElement>;
  /** Where it says so. */
  part: Signal<Part | undefined>;
}) {
  const { graph, catalog } = useEditor();
  const store = useStoreApi();
  const overview = useMemo(() => createOverview(graph), [graph]);
  useView(store, overview);
  useSelecting(store, overview, graph);
  useSignalEffect(() => {
    keepPlaces(store, overview);
    part.value = overview.part.value;
  });
  const seen = useRef(catalog.ops.peek());
  useSignalEffect(() => {
    const isNew = catalog.ops.value !== seen.current;
    seen.current = catalog.ops.value;
    if (isNew || graph.nodes.peek().some((node) => !node.measured)) graph.estimateAgain();
  });
  // A graph that is no longer large begins anew.
  useEffect(() => () => part.value = undefined, [part]);
  useFarHands(container, overview, () => connectionFrom(store));
  return <Overview overview={overview} />;
}

/** Shows a large graph as a whole, by where its nodes are as far as that is known. */
export function fitLarge(
  graph: GraphModel,
  { width, height }: Size,
  fit: { padding: number; maxZoom: number },
): void {
  const { bounds } = createScene(graph.nodes.peek(), []);
  if (!bounds) return;
  graph.viewport.value = viewOf(bounds, { width, height }, { ...fit, minZoom: ZOOM.least });
}

/** Takes over where React Flow's view is. */
function useView(store: Store, overview: OverviewModel): void {
  const { clock } = useEditor();
  useLayoutEffect(() => {
    let callOff = () => {};
    const take = () => {
      const { transform: [x, y, zoom], width, height } = store.getState();
      const size = overview.size.peek();
      if (width !== size.width || height !== size.height) overview.size.value = { width, height };
      const now = overview.view.peek();
      if (now.x === x && now.y === y && now.zoom === zoom) return;
      const view = overview.view.value = { x, y, zoom };
      callOff();
      callOff = clock.after(REST_MS, () => overview.rested.value = view);
    };
    take();
    const end = store.subscribe(take);
    return () => {
      end();
      callOff();
    };
  }, [store, overview]);
}

/** Where handles are is known of what was on the page; React Flow would build a node again to find out. */
function keepPlaces(store: Store, { part, places }: OverviewModel): void {
  const { nodeLookup } = store.getState();
  for (const { id } of part.peek().nodes) {
    const bounds = nodeLookup.get(id)?.internals.handleBounds;
    if (bounds) places.set(id, [...bounds.source ?? [], ...bounds.target ?? []]);
  }
}

/** A selection that is drawn takes all nodes in it, whether React Flow has them or not. */
function useSelecting(store: Store, { scene }: OverviewModel, graph: GraphModel): void {
  useEffect(
    () =>
      store.subscribe(({ userSelectionRect: rect, userSelectionActive, transform }, last) => {
        if (!rect || !userSelectionActive || rect === last.userSelectionRect) return;
        const [x, y, zoom] = transform;
        const found = nodesWithin(scene.peek(), {
          ...{ x: (rect.x - x) / zoom, y: (rect.y - y) / zoom },
          ...{ width: rect.width / zoom, height: rect.height / zoom },
        });
        const selected = graph.nodes.peek().filter((node) => node.selected);
        const isSame = selected.length === found.size && selected.every(({ id }) => found.has(id));
        if (!isSame) graph.select(found);
      }),
    [store, scene, graph],
  );
}

/** Id of the node that a connection is being drawn from. */
function connectionFrom(store: Store): string | undefined {
  const { connection, connectionClickStartHandle } = store.getState();
  return connection.inProgress ? connection.fromNode.id : connectionClickStartHandle?.nodeId;
}
