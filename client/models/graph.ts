import type { ReadonlySignal, Signal } from "@preact/signals";
import type { JsonValue } from "../../engine/core/json.ts";
import type { OpSchema } from "../../engine/core/schema.ts";
import {
  type Connection,
  type EdgeChange,
  type EditorData,
  type EditorEdge,
  type EditorNode,
  type EditorNodeType,
  fromFlow,
  type NodeChange,
  toFlow,
  type Workflow,
  type XYPosition,
} from "../flow.ts";
import { checkConnection, type ConnectResult } from "./connect_rules.ts";
import { createConnectionIndex, type NodeConnections, WHOLE } from "./connections.ts";
import { copyPart, selectedPart } from "./duplicate.ts";
import { estimateSizes } from "./estimate.ts";
import { estimateNode } from "./estimate_node.ts";
import { FlowChanges } from "./flow_changes.ts";
import { type Detail, type Flow, GraphSteps, type WorkflowAbout } from "./graph_steps.ts";
import type { FindOp } from "./handles.ts";
import { idBase, makeNode, newData, newId, patched } from "./node_data.ts";
import { NodeSignals } from "./node_signals.ts";
import { freePosition } from "./placement.ts";
import { deselect, selectedIds, selectedNode, without } from "./selection.ts";
import { type Standing, Standings } from "./standing.ts";
import { namesOf, removal } from "./step_names.ts";

export type { ConnectResult, Detail, FindOp, Flow, NodeConnections, WorkflowAbout };

/** Makes an empty graph. `findOp` says which types the handles of function nodes have. */
export function createGraph(options: { findOp: FindOp }): GraphModel {
  return new GraphModel(options.findOp);
}

/** The graph being edited: what the user made, and what is selected. Arrays and nodes in it are never changed in place. */
export class GraphModel extends GraphSteps {
  readonly #findOp: FindOp;
  readonly #connections = createConnectionIndex(this.edges);
  readonly #signals = new NodeSignals(this.byId);
  readonly #changes = new FlowChanges({
    nodes: this.nodes,
    edges: this.edges,
    history: this.history,
    remove: (nodeIds, edgeIds) => this.#remove(nodeIds, edgeIds),
  });

  /**
   * The selected node when exactly one is. Changes when another one is or its data does, not while it is dragged:
   * do not read its position.
   */
  readonly selected: ReadonlySignal<EditorNode | undefined> = selectedNode(this.nodes);

  readonly #standings: Standings;

  constructor(findOp: FindOp) {
    super();
    this.#findOp = findOp;
    this.#standings = new Standings(this.nodes, this.edges, findOp);
  }

  /**
   * Adds a node and selects it. Without a position it goes to the middle of the view, or the nearest free place.
   * Function nodes need `op`. Returns its id, made from its name so that it reads well in files: `add_1`.
   */
  addNode(type: EditorNodeType, options: { position?: XYPosition; op?: OpSchema } = {}): string {
    const nodes = this.nodes.peek();
    const id = newId(idBase(type, options.op), new Set(nodes.map((node) => node.id)));
    const data = newData(type, id, options.op);
    const made = makeNode({ id, type, position: options.position ?? { x: 0, y: 0 }, data });
    const node = options.position ? made : { ...made, position: this.#freePosition(made) };
    this.change(`add ${namesOf([node])}`, () => {
      this.nodes.value = [...deselect(nodes), { ...node, selected: true }];
    });
    return id;
  }

  #freePosition(node: EditorNode): XYPosition {
    const none: ReadonlySet<string> = new Set();
    const { measured } = estimateNode(node, { inputs: none, outputs: none }, this.#findOp);
    const [nodes, size] = [this.nodes.peek(), this.size.peek()];
    return freePosition(nodes, this.viewport.peek(), size, {
      width: Math.round(measured?.width ?? 0),
      height: Math.round(measured?.height ?? 0),
    });
  }

  /** Copies the selected nodes and the edges between them, and selects the copies. */
  duplicateSelected(): void {
    this.#addCopies("duplicate", selectedPart(this.flow()));
  }

  /** The selected nodes and the edges between them, to be put elsewhere with {@link GraphModel.insert}. */
  selectedWorkflow(): Workflow {
    return fromFlow(selectedPart(this.flow()));
  }

  /**
   * Adds a workflow to what is there, under new ids, and selects it: with its middle at a place, or else a little beside
   * where it was.
   */
  insert(workflow: Pick<Workflow, "nodes" | "edges">, at?: XYPosition): void {
    this.#addCopies("paste", toFlow(workflow), at);
  }

  /** Removes nodes with their edges. */
  removeNodes(ids: readonly string[]): void {
    this.#remove(new Set(ids), new Set());
  }

  /** Removes whatever is selected after it was copied, as a step of its own name. */
  cutSelected(): void {
    const { nodes } = selectedPart(this.flow());
    this.asOne(`cut ${namesOf(nodes)}`, () => this.removeSelected());
  }

  /** Removes whatever is selected, nodes and edges. */
  removeSelected(): void {
    this.#remove(selectedIds(this.nodes.peek()), selectedIds(this.edges.peek()));
  }

  /** Sets a parameter of a function node; undefined: not set. */
  setValue(nodeId: string, param: string, value: JsonValue | undefined): void {
    this.#updateNode(nodeId, `value ${nodeId} ${param}`, `set ${param} of`, (node) => {
      if (node.type !== "functionNode") return node;
      if (Object.hasOwn(node.data.values, param) && node.data.values[param] === value) return node;
      return {
        ...node,
        data: { ...node.data, values: patched(node.data.values, { [param]: value }) },
      };
    });
  }

  /** Changes fields of a node's data; a field that is undefined is taken away. */
  updateData(nodeId: string, patch: Record<string, JsonValue | undefined>): void {
    const key = `data ${nodeId} ${Object.keys(patch).join()}`;
    const verb = Object.keys(patch).join() === "label" ? "rename" : "change";
    this.#updateNode(nodeId, key, verb, (node) => {
      const fields: Record<string, unknown> = node.data;
      const same = Object.entries(patch).every(([field, value]) => fields[field] === value);
      return same ? node : makeNode({ ...node, data: patched(node.data, patch) });
    });
  }

  /** Whether these handles may be connected; changes nothing. `moved`: id of an edge that is being moved. */
  canConnect(connection: Connection, moved?: string): ConnectResult {
    const node = (id: string) => this.byId.value.get(id);
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

  /** Why a node does not run; undefined when it does. */
  standing(nodeId: string): ReadonlySignal<Standing | undefined> {
    return this.#standings.of(nodeId);
  }

  /** Why nodes do not run, by their ids, for who asks all of them; those that run are not there. */
  get standings(): ReadonlySignal<ReadonlyMap<string, Standing>> {
    return this.#standings.all;
  }

  /** Whether a node's fold is open. Kept here since nodes outside the view are not rendered; never saved. */
  expanded(nodeId: string): Signal<boolean> {
    return this.#signals.expanded(nodeId);
  }

  /** Replaces everything; can be undone. */
  load(workflow: Workflow): void {
    const { nodes, edges } = toFlow(workflow);
    const { name, description, viewport } = workflow;
    this.change(`open ${name ?? "a workflow"}`, () => {
      this.#signals.clear();
      this.nodes.value = estimateSizes(nodes, edges, this.#findOp);
      this.setEdges(edges);
      // Always another object: by it a step is known to be another file.
      this.about.value = patched({}, { name, description });
      if (viewport) this.viewport.value = viewport;
      else this.fit();
    });
  }

  /** Works out again how large nodes are that were not on the page yet: ops have come or changed. */
  estimateAgain(): void {
    this.nodes.value = estimateSizes(this.nodes.peek(), this.edges.peek(), this.#findOp);
  }

  /** What is saved. */
  toWorkflow(): Workflow {
    const { about, viewport } = this;
    return { ...about.peek(), ...fromFlow(this.flow()), viewport: viewport.peek() };
  }

  /** Removes everything; can be undone. */
  clear(): void {
    this.change("empty the canvas", () => {
      this.nodes.value = [];
      this.edges.value = [];
      this.about.value = {};
    });
  }

  /** For React Flow's `onNodesChange`. */
  applyNodeChanges(changes: NodeChange<EditorNode>[]): void {
    this.#changes.nodes(changes);
  }

  /** For React Flow's `onEdgesChange`. */
  applyEdgeChanges(changes: EdgeChange<EditorEdge>[]): void {
    this.#changes.edges(changes);
  }

  #addCopies(verb: string, part: Parameters<typeof copyPart>[0], at?: XYPosition): void {
    const flow = this.flow();
    if (part.nodes.length === 0) return;
    const copies = copyPart(part, flow, at);
    this.change(`${verb} ${namesOf(copies.nodes)}`, () => {
      this.nodes.value = [...deselect(flow.nodes), ...copies.nodes];
      this.setEdges([...deselect(flow.edges), ...copies.edges]);
    });
  }

  #updateNode(
    id: string,
    key: string,
    verb: string,
    update: (node: EditorNode) => EditorNode,
  ): void {
    const node = this.byId.peek().get(id);
    const next = node && update(node);
    if (!node || next === node) return;
    this.change(`${verb} ${namesOf([node])}`, () => {
      const kept = { ...node, ...next };
      this.nodes.value = this.nodes.peek().map((other) => other === node ? kept : other);
    }, key);
  }

  #remove(nodeIds: ReadonlySet<string>, edgeIds: ReadonlySet<string>): void {
    const flow = this.flow();
    const kept = without(flow, nodeIds, edgeIds);
    if (kept === flow) return;
    const gone = flow.nodes.filter(({ id }) => nodeIds.has(id));
    const edges = flow.edges.filter(({ id }) => edgeIds.has(id));
    this.change(removal(gone, edges), () => {
      this.nodes.value = kept.nodes;
      this.setEdges(kept.edges);
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
    const names = [source, target].map((end) => this.title(end).peek()).join(" to ");
    this.change(`connect ${names}`, () => this.setEdges([...kept, edge]));
    return result;
  }
}
