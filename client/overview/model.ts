import { computed, type ReadonlySignal, type Signal, signal } from "@preact/signals";
import type { Viewport, XYPosition } from "../flow.ts";
import type { GraphModel } from "../models/graph.ts";
import { type Box, visibleBox } from "../models/overview.ts";
import { type Part, partFar, partNear, samePart, tabStops } from "./part.ts";
import { createScene, edgeAt, type HandlePlace, isInBox, nodeAt, type Scene } from "./scene.ts";
import { FAR, nextWindow, type Size } from "./view.ts";

/** Pixels of the page within which an edge is taken for what the pointer is at. */
const REACH = 6;

/** What of a large graph is given to the canvas, and what is painted. Made by {@link createOverview}. */
export interface OverviewModel {
  /** Where the canvas is; set by who moves it. */
  readonly view: Signal<Viewport>;
  /** How large it is on the page, with what lies over it. */
  readonly size: Signal<Size>;
  /** Where it was when it last rested. */
  readonly rested: Signal<Viewport>;
  /** Whether nodes are painted, being too small to be read. */
  readonly isFar: ReadonlySignal<boolean>;
  readonly scene: ReadonlySignal<Scene>;
  readonly part: ReadonlySignal<Part>;
  /** Ids of the nodes that a pointer is at, or a connection comes from. */
  readonly pointed: Signal<readonly string[]>;
  /** Id of the node that has the focus, or something in it has. */
  readonly focused: Signal<string | undefined>;
  /** Where handles are that were on the page once, by the ids of their nodes. */
  readonly places: Map<string, readonly HandlePlace[]>;
  /** Ids of what is at a place of the graph: a node, or the two that an edge connects. */
  at(place: XYPosition): readonly string[];
}

/** Makes an {@link OverviewModel} of a graph. */
export function createOverview(graph: GraphModel): OverviewModel {
  const view = signal(graph.viewport.peek());
  const size = signal(graph.size.peek());
  const rested = signal(view.peek());
  const pointed = signal<readonly string[]>([]);
  const focused = signal<string>();
  const places = new Map<string, readonly HandlePlace[]>();
  const isFar = computed(() => view.value.zoom < FAR);
  let box: Box | undefined;
  const window = computed(() => box = nextWindow(box, visibleBox(view.value, size.value)));
  const scene = computed(() => createScene(graph.nodes.value, graph.edges.value, places));
  const stops = computed(() =>
    isFar.value ? tabStops(scene.value, visibleBox(rested.value, size.value), focused.value) : []
  );
  let last: Part = { nodes: [], edges: [] };
  const part = computed(() => {
    const marked = new Set([...pointed.value, ...stops.value]);
    if (focused.value !== undefined) marked.add(focused.value);
    const make = isFar.value ? partFar : partNear;
    return last = samePart(make(scene.value, window.value, marked), last);
  });
  return {
    ...{ view, size, rested, isFar, scene, part, pointed, focused, places },
    at(place) {
      const node = nodeAt(scene.peek(), place);
      if (node !== undefined) return [node];
      // Handles stand out of a node that the pointer is at: it stays until the pointer has left these too.
      const reach = REACH / view.peek().zoom;
      const around = {
        x: place.x - reach,
        y: place.y - reach,
        width: 2 * reach,
        height: 2 * reach,
      };
      const left = pointed.peek().find((id) => {
        const i = scene.peek().index.get(id);
        return i !== undefined && isInBox(scene.peek(), i, around);
      });
      if (left !== undefined && pointed.peek().length === 1) return [left];
      const edge = edgeAt(scene.peek(), place, reach);
      return edge ? [edge.source, edge.target] : [];
    },
  };
}
