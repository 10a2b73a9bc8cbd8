import { batch, type Signal } from "@preact/signals";
import {
  applyEdgeChanges,
  type EdgeChange,
  type EditorEdge,
  type EditorNode,
  type NodeChange,
  type XYPosition,
} from "../flow.ts";
import { applyMeasured } from "./estimate.ts";
import { Follow } from "./follow.ts";
import type { History } from "./history.ts";
import { namesOf } from "./step_names.ts";

/** The parts of the graph that React Flow's changes go to. */
interface Target {
  nodes: Signal<EditorNode[]>;
  edges: Signal<EditorEdge[]>;
  history: Pick<History, "record" | "settle">;
  remove(nodeIds: ReadonlySet<string>, edgeIds: ReadonlySet<string>): void;
}

/** What React Flow reports, put into the graph: moves as named steps, with all that comes along. */
export class FlowChanges {
  readonly #target: Target;
  readonly #follow = new Follow();
  #dragging = false;

  constructor(target: Target) {
    this.#target = target;
  }

  /** For `onNodesChange`. */
  nodes(changes: NodeChange<EditorNode>[]): void {
    const { nodes, edges, history, remove } = this.#target;
    const moves = changes.filter((change) => change.type === "position");
    const removed = changes.filter((change) => change.type === "remove").map(({ id }) => id);
    const before = new Map(nodes.peek().map((node) => [node.id, node]));
    const places = new Map<string, XYPosition>();
    for (const { id, position } of moves) {
      if (position && before.has(id)) places.set(id, position);
    }
    const moved = [...places].filter(([id, { x, y }]) => {
      const at = before.get(id)?.position;
      return at?.x !== x || at.y !== y;
    });
    if (moved.length > 0) {
      const all = [...places.keys()].flatMap((id) => before.get(id) ?? []);
      history.record(`move ${[...places.keys()].join()}`, `move ${namesOf(all)}`);
    }
    if (changes.some((change) => change.type === "select")) history.settle();
    const rest = changes.filter((change) => change.type !== "remove");
    batch(() => {
      if (places.size > 0) {
        // Before the moves themselves: it has to see where things were.
        const led = this.#follow.move(places, { nodes: nodes.peek(), edges: edges.peek() });
        nodes.value = led.nodes;
        edges.value = led.edges;
      }
      if (rest.length > 0) nodes.value = applyMeasured(rest, nodes.peek());
    });
    this.#end(moves);
    if (removed.length > 0) remove(new Set(removed), new Set());
  }

  /** For `onEdgesChange`. */
  edges(changes: EdgeChange<EditorEdge>[]): void {
    const { edges, remove } = this.#target;
    const removed = changes.filter((change) => change.type === "remove").map(({ id }) => id);
    const rest = changes.filter((change) => change.type !== "remove");
    if (rest.length > 0) edges.value = applyEdgeChanges(rest, edges.peek());
    if (removed.length > 0) remove(new Set(), new Set(removed));
  }

  /** A drag that has ended is one step; the next of the same nodes is another. Arrow keys in a row are one. */
  #end(moves: readonly { dragging?: boolean }[]): void {
    if (moves.length === 0) return;
    const dragging = moves.some((move) => move.dragging === true);
    if (this.#dragging && !dragging) this.#target.history.settle();
    if (!dragging) this.#follow.end();
    this.#dragging = dragging;
  }
}
