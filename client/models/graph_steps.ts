import { batch, computed, type ReadonlySignal, type Signal, signal } from "@preact/signals";
import type { EditorEdge, EditorNode, Viewport, Workflow } from "../flow.ts";
import { keepMeasured } from "./estimate.ts";
import { createHistory } from "./history.ts";
import { compactListInputs } from "./list_inputs.ts";

/** What of the graph can be undone. */
interface GraphState extends Flow {
  about: WorkflowAbout;
  /** Put back with another `about` alone: that one was another file, looked at in another place. */
  viewport: Viewport;
}

/** Nodes and edges; neither is changed in place. */
export interface Flow {
  nodes: EditorNode[];
  edges: EditorEdge[];
}

/** What a file says of itself. */
export type WorkflowAbout = Pick<Workflow, "name" | "description">;

/** `low`: no fields; `none`: boxes; `painted`: boxes too, of a large graph, which are not on the page one by one. */
export type Detail = "full" | "low" | "none" | "painted";

/**
 * The graph that is edited, and the steps that lead back to what it was: what every change of it goes through. Arrays
 * and nodes in it are never changed in place.
 */
export class GraphSteps {
  readonly nodes: Signal<EditorNode[]> = signal([]);
  readonly edges: Signal<EditorEdge[]> = signal([]);
  readonly viewport: Signal<Viewport> = signal({ x: 0, y: 0, zoom: 1 });
  /** The visible size of the canvas in pixels; says where nodes without a position go. */
  readonly size: Signal<{ width: number; height: number }> = signal({ width: 800, height: 600 });
  /** How much of each node is shown: less of many that are far away. */
  readonly detail: Signal<Detail> = signal("full");
  /** `name` and `description` of the file that is open; kept when it is saved. */
  readonly about: Signal<WorkflowAbout> = signal({});
  readonly #fitRequests = signal(0);
  /** Grows by one when the canvas should show the whole graph: a workflow without a viewport was loaded. */
  readonly fitRequests: ReadonlySignal<number> = this.#fitRequests;

  /** Nodes by their ids. */
  protected readonly byId = computed(() =>
    new Map(this.nodes.value.map((node) => [node.id, node]))
  );
  /** What can be undone. */
  protected readonly history = createHistory<GraphState>(
    () => ({ ...this.flow(), about: this.about.peek(), viewport: this.viewport.peek() }),
    ({ nodes, edges, about, viewport }) => {
      this.nodes.value = keepMeasured(nodes, this.byId.peek());
      this.edges.value = edges;
      if (about !== this.about.peek()) this.viewport.value = viewport;
      this.about.value = about;
    },
    (a, b) => a.nodes === b.nodes && a.edges === b.edges && a.about === b.about,
  );
  readonly canUndo: ReadonlySignal<boolean> = this.history.canUndo;
  readonly canRedo: ReadonlySignal<boolean> = this.history.canRedo;
  /** What would be undone and redone, in words: `move 3 nodes`. */
  readonly undoName: ReadonlySignal<string | undefined> = this.history.undoName;
  readonly redoName: ReadonlySignal<string | undefined> = this.history.redoName;

  /**
   * Changes nodes and edges as a whole, as one step of that name: `align 3 nodes`. The same arrays: nothing changed.
   * `join`: it belongs to the step before it.
   */
  edit(name: string, change: (flow: Flow) => Flow, join = false): void {
    this.asOne(name, () => {
      const { nodes, edges } = change(this.flow());
      this.nodes.value = nodes;
      this.setEdges(edges);
    }, join);
  }

  /** Makes one step of all that `changes` does to the graph. */
  asOne<R>(name: string, changes: () => R, join = false): R {
    return this.history.asOne(name, changes, join);
  }

  /** Selects these nodes, and the edges between them, and nothing else. No step: what is selected is not undone. */
  select(ids: ReadonlySet<string>): void {
    const marked = <T extends { selected?: boolean }>(item: T, selected: boolean): T =>
      (item.selected ?? false) === selected ? item : { ...item, selected };
    this.history.settle();
    batch(() => {
      this.nodes.value = this.nodes.peek().map((node) => marked(node, ids.has(node.id)));
      this.edges.value = this.edges.peek().map((edge) =>
        marked(edge, ids.has(edge.source) && ids.has(edge.target))
      );
    });
  }

  /** Selects every node and edge. */
  selectAll(): void {
    this.select(new Set(this.nodes.peek().map(({ id }) => id)));
  }

  /** Asks the canvas to show the whole graph. */
  fit(): void {
    this.#fitRequests.value++;
  }

  /** Takes the last change back. */
  undo(): void {
    this.history.undo();
  }

  /** Makes the change again that was taken back. */
  redo(): void {
    this.history.redo();
  }

  /** The graph as it is counts as the beginning: nothing before it can be undone. */
  forgetHistory(): void {
    this.history.forget();
  }

  /** As it is now. */
  protected flow(): Flow {
    return { nodes: this.nodes.peek(), edges: this.edges.peek() };
  }

  /** Makes a step of a change; steps in a row with the same key are one. */
  protected change(name: string, change: () => void, key?: string): void {
    this.history.record(key, name);
    batch(change);
  }

  /** Sets the edges; inputs of lists close up. */
  protected setEdges(edges: EditorEdge[]): void {
    const isList = (id: string) => this.byId.value.get(id)?.type === "listNode";
    this.edges.value = compactListInputs(edges, isList);
  }
}
