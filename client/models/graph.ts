import { batch, computed, type ReadonlySignal, type Signal, signal } from "@preact/signals";
import type { JsonValue } from "../../engine/core/json.ts";
import type { OpSchema } from "../../engine/core/schema.ts";
import {
  applyEdgeChanges,
  type Connection,
  type EdgeChange,
  type EditorData,
  type EditorEdge,
  type EditorNode,
  type EditorNodeType,
  fromFlow,
  type NodeChange,
  toFlow,
  type Viewport,
  type Workflow,
  type XYPosition,
} from "../flow.ts";
import { checkConnection, type ConnectResult } from "./connect_rules.ts";
import { createConnectionIndex, type NodeConnections, WHOLE } from "./connections.ts";
import { copyPart, selectedPart } from "./duplicate.ts";
import { applyMeasured, estimateSizes, keepMeasured } from "./estimate.ts";
import type { FindOp } from "./handles.ts";
import { createHistory } from "./history.ts";
import { compactListInputs } from "./list_inputs.ts";
import { idBase, makeNode, newData, newId, patched } from "./node_data.ts";
import { NodeSignals } from "./node_signals.ts";
import { freePosition } from "./placement.ts";
import { deselect, selectedIds, selectedNode, without } from "./selection.ts";

export type { ConnectResult, FindOp, NodeConnections };

/** What of the graph can be undone. */
interface GraphState {
  nodes: EditorNode[];
  edges: EditorEdge[];
  about: WorkflowAbout;
}

/** What a file says of itself. */
export type WorkflowAbout = Pick<Workflow, "name" | "description">;

/** `low`: no fields; `none`: boxes. */
export type Detail = "full" | "low" | "none";

/** Makes an empty graph. `findOp` says which types the handles of function nodes have. */
export function createGraph(options: { findOp: FindOp }): GraphModel {
  return new GraphModel(options.findOp);
}

/** The graph being edited: what the user made, and what is selected. Arrays and nodes in it are never changed in place. */
export class GraphModel {
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

  readonly #findOp: FindOp;
  readonly #byId = computed(() => new Map(this.nodes.value.map((node) => [node.id, node])));
  readonly #connections = createConnectionIndex(this.edges);
  readonly #signals = new NodeSignals(this.#byId);
  readonly #history = createHistory<GraphState>(
    () => ({ nodes: this.nodes.peek(), edges: this.edges.peek(), about: this.about.peek() }),
    ({ nodes, edges, about }) => {
      this.nodes.value = keepMeasured(nodes, this.#byId.peek());
      this.edges.value = edges;
      this.about.value = about;
    },
  );
  readonly canUndo: ReadonlySignal<boolean> = this.#history.canUndo;
  readonly canRedo: ReadonlySignal<boolean> = this.#history.canRedo;

  /**
   * The selected node when exactly one is. Changes when another one is or its data does, not while it is dragged:
   * do not read its position.
   */
  readonly selected: ReadonlySignal<EditorNode | undefined> = selectedNode(this.nodes);

  constructor(findOp: FindOp) {
    this.#findOp = findOp;
  }

  /**
   * Adds a node and selects it. Without a position it goes to the middle of the view, or the nearest free place.
   * Function nodes need `op`. Returns its id, made from its name so that it reads well in files: `add_1`.
   */
  addNode(type: EditorNodeType, options: { position?: XYPosition; op?: OpSchema } = {}): string {
    const nodes = this.nodes.peek();
    const id = newId(idBase(type, options.op), new Set(nodes.map((node) => node.id)));
    const position = options.position ??
      freePosition(nodes, this.viewport.peek(), this.size.peek());
    const node = makeNode({ id, type, position, data: newData(type, id, options.op) });
    this.#history.record();
    this.nodes.value = [...deselect(nodes), { ...node, selected: true }];
    return id;
  }

  /** Copies the selected nodes and the edges between them, and selects the copies. */
  duplicateSelected(): void {
    this.#addCopies(selectedPart(this.#flow()));
  }

  /** The selected nodes and the edges between them, to be put elsewhere with {@link GraphModel.insert}. */
  selectedWorkflow(): Workflow {
    return fromFlow(selectedPart(this.#flow()));
  }

  /** Adds a workflow to what is there, under new ids, and selects it. */
  insert(workflow: Workflow): void {
    this.#addCopies(toFlow(workflow));
  }

  /** Removes nodes with their edges. */
  removeNodes(ids: readonly string[]): void {
    this.#remove(new Set(ids), new Set());
  }

  /** Removes whatever is selected, nodes and edges. */
  removeSelected(): void {
    this.#remove(selectedIds(this.nodes.peek()), selectedIds(this.edges.peek()));
  }

  /** Selects every node and edge. */
  selectAll(): void {
    batch(() => {
      this.nodes.value = this.nodes.peek().map((node) => ({ ...node, selected: true }));
      this.edges.value = this.edges.peek().map((edge) => ({ ...edge, selected: true }));
    });
  }

  /** Sets a parameter of a function node; undefined: not set. */
  setValue(nodeId: string, param: string, value: JsonValue | undefined): void {
    this.#updateNode(nodeId, `value ${nodeId} ${param}`, (node) => {
      if (node.type !== "functionNode") return node;
      return {
        ...node,
        data: { ...node.data, values: patched(node.data.values, { [param]: value }) },
      };
    });
  }

  /** Changes fields of a node's data; a field that is undefined is taken away. */
  updateData(nodeId: string, patch: Record<string, JsonValue | undefined>): void {
    const key = `data ${nodeId} ${Object.keys(patch).join()}`;
    this.#updateNode(nodeId, key, (node) => makeNode({ ...node, data: patched(node.data, patch) }));
  }

  /** Whether these handles may be connected; changes nothing. `moved`: id of an edge that is being moved. */
  canConnect(connection: Connection, moved?: string): ConnectResult {
    const node = (id: string) => this.#byId.value.get(id);
    const context = { node, edges: this.edges.value, findOp: this.#findOp };
    return checkConnection(connection, context, moved);
  }

  /** Connects two handles. The edge that the input has already is replaced. */
  connect(connection: Connection): ConnectResult {
    return this.#connect(connection);
  }

  /** Moves an edge to other handles, by the rules of {@link GraphModel.connect}. */
  reconnect(edgeId: string, connection: Connection): ConnectResult {
    return this.#connect(connection, edgeId);
  }

  /** Removes an edge. A list's inputs behind it shift. */
  disconnect(edgeId: string): void {
    this.#remove(new Set(), new Set([edgeId]));
  }

  /**
   * A node's data; undefined when it is not there. Fields read it here and not from React Flow, which hands it on some
   * time later: what is typed meanwhile would be lost.
   */
  data(nodeId: string): ReadonlySignal<EditorData | undefined> {
    return this.#signals.data(nodeId);
  }

  /** What a node is called; its id when it is not there. */
  title(nodeId: string): ReadonlySignal<string> {
    return this.#signals.title(nodeId);
  }

  /** The edges at a node's handles: a node component re-renders for its own only. */
  connections(nodeId: string): ReadonlySignal<NodeConnections> {
    return this.#connections.of(nodeId);
  }

  /** Whether a node's fold is open. Kept here since nodes outside the view are not rendered; never saved. */
  expanded(nodeId: string): Signal<boolean> {
    return this.#signals.expanded(nodeId);
  }

  /** Replaces everything; can be undone. */
  load(workflow: Workflow): void {
    const { nodes, edges } = toFlow(workflow);
    const { name, description, viewport } = workflow;
    this.#change(() => {
      this.#signals.clear();
      this.nodes.value = estimateSizes(nodes, edges);
      this.#setEdges(edges);
      this.about.value = patched({}, { name, description });
      if (viewport) this.viewport.value = viewport;
      else this.fit();
    });
  }

  /** Asks the canvas to show the whole graph. */
  fit(): void {
    this.#fitRequests.value++;
  }

  /** What is saved. */
  toWorkflow(): Workflow {
    const { about, viewport } = this;
    return { ...about.peek(), ...fromFlow(this.#flow()), viewport: viewport.peek() };
  }

  /** Removes everything; can be undone. */
  clear(): void {
    this.#change(() => {
      this.nodes.value = [];
      this.edges.value = [];
      this.about.value = {};
    });
  }

  /** Takes the last change back. */
  undo(): void {
    this.#history.undo();
  }

  /** Makes the change again that was taken back. */
  redo(): void {
    this.#history.redo();
  }

  /** The graph as it is counts as the beginning: nothing before it can be undone. */
  forgetHistory(): void {
    this.#history.forget();
  }

  /** For React Flow's `onNodesChange`. */
  applyNodeChanges(changes: NodeChange<EditorNode>[]): void {
    const moves = changes.filter((change) => change.type === "position");
    const removed = changes.filter((change) => change.type === "remove").map(({ id }) => id);
    if (moves.length > 0) this.#history.record(`move ${moves.map(({ id }) => id).join()}`);
    if (changes.some((change) => change.type === "select")) this.#history.settle();
    const rest = changes.filter((change) => change.type !== "remove");
    if (rest.length > 0) this.nodes.value = applyMeasured(rest, this.nodes.peek());
    // A drag that has ended is one step; the next drag of the same nodes is another.
    if (moves.some((change) => change.dragging === false)) this.#history.settle();
    if (removed.length > 0) this.removeNodes(removed);
  }

  /** For React Flow's `onEdgesChange`. */
  applyEdgeChanges(changes: EdgeChange<EditorEdge>[]): void {
    const removed = changes.filter((change) => change.type === "remove").map(({ id }) => id);
    const rest = changes.filter((change) => change.type !== "remove");
    if (rest.length > 0) this.edges.value = applyEdgeChanges(rest, this.edges.peek());
    if (removed.length > 0) this.#remove(new Set(), new Set(removed));
  }

  #flow() {
    return { nodes: this.nodes.peek(), edges: this.edges.peek() };
  }

  #addCopies(part: Parameters<typeof copyPart>[0]): void {
    const flow = this.#flow();
    const copies = copyPart(part, flow);
    if (copies.nodes.length === 0) return;
    this.#change(() => {
      this.nodes.value = [...deselect(flow.nodes), ...copies.nodes];
      this.#setEdges([...deselect(flow.edges), ...copies.edges]);
    });
  }

  #change(change: () => void, key?: string): void {
    this.#history.record(key);
    batch(change);
  }

  #updateNode(id: string, key: string, update: (node: EditorNode) => EditorNode): void {
    const node = this.#byId.peek().get(id);
    const next = node && update(node);
    if (!node || next === node) return;
    this.#change(() => {
      const kept = { ...node, ...next };
      this.nodes.value = this.nodes.peek().map((other) => other === node ? kept : other);
    }, key);
  }

  #remove(nodeIds: ReadonlySet<string>, edgeIds: ReadonlySet<string>): void {
    const flow = this.#flow();
    const kept = without(flow, nodeIds, edgeIds);
    if (kept === flow) return;
    this.#change(() => {
      this.nodes.value = kept.nodes;
      this.#setEdges(kept.edges);
    });
  }

  #connect(connection: Connection, moved?: string): ConnectResult {
    const result = this.canConnect(connection, moved);
    if (!result.ok) return result;
    const { source, sourceHandle, target, targetHandle } = connection;
    const kept = this.edges.peek().filter((edge) =>
      edge.id !== moved && !(edge.target === target && edge.targetHandle === targetHandle)
    );
    const id = newId("edge", new Set(this.edges.peek().map((edge) => edge.id)));
    const edge = { id, source, sourceHandle: sourceHandle ?? WHOLE, target, targetHandle };
    this.#change(() => this.#setEdges([...kept, edge]));
    return result;
  }

  #setEdges(edges: EditorEdge[]): void {
    const isList = (id: string) => this.#byId.value.get(id)?.type === "listNode";
    this.edges.value = compactListInputs(edges, isList);
  }
}
