import { type Signal, signal } from "@preact/signals";
import type { DragItem } from "../drag_item.ts";
import type { HandleEnd, XYPosition } from "../flow.ts";

/** What a context menu is about. */
export type MenuTopic = "canvas" | "node" | "paper" | "edge" | "selection";

/** Something that lies over the page for a moment, at most one at a time. Places on the page are `screen` ones. */
export type Overlay =
  | { kind: "palette" }
  | { kind: "shortcuts" }
  | { kind: "templates" }
  | { kind: "drafts" }
  | { kind: "menu"; screen: XYPosition; topic: MenuTopic }
  /** The search for what to add: at `at` on the canvas, connected to `from`, or put into the edge `into`. */
  | { kind: "search"; screen: XYPosition; at?: XYPosition; from?: HandleEnd; into?: string }
  /** Where the output of a node shall go, or an input of it come from; `handle`: this one. */
  | { kind: "connect"; node: string; end: "input" | "output"; handle?: string };

/** What hands are at: the pointer, what lies over the page, which node arrow keys move. */
export interface HandsModel {
  readonly overlay: Signal<Overlay | undefined>;
  /** The node that was taken with Enter: arrow keys move it. */
  readonly held: Signal<string | undefined>;
  /** The edge that what is dragged would go into when it is dropped. */
  readonly dropEdge: Signal<string | undefined>;
  /** What is dragged from the library: a browser does not say so before it is dropped. */
  dragged: DragItem | undefined;
  /** Nodes of the outline whose details are shown. */
  readonly unfolded: Signal<ReadonlySet<string>>;
  /** The step of the tour that is shown; undefined when none is. */
  readonly tour: Signal<number | undefined>;
  /** What a screen reader says next. */
  readonly said: Signal<string>;
  /** Where the pointer is on the page; undefined while it is not over the canvas. */
  pointer: XYPosition | undefined;
}

/** Makes a {@link HandsModel} at rest. */
export function createHands(): HandsModel {
  return {
    overlay: signal<Overlay>(),
    held: signal<string>(),
    dropEdge: signal<string>(),
    dragged: undefined,
    unfolded: signal<ReadonlySet<string>>(new Set()),
    tour: signal<number>(),
    said: signal(""),
    pointer: undefined,
  };
}
