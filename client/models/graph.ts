import type { ReadonlySignal, Signal } from "@preact/signals";
import type { JsonValue } from "../../engine/core/json.ts";
import type { OpSchema } from "../../engine/core/schema.ts";
import type {
  Connection,
  EdgeChange,
  EditorData,
  EditorEdge,
  EditorNode,
  EditorNodeType,
  NodeChange,
  Viewport,
  Workflow,
  XYPosition,
} from "../flow.ts";

/** Whether two handles may be connected, and if not, why, in words for the user. */
export type ConnectResult = { ok: true } | { ok: false; reason: string };

/** The edges at one node's handles. A new object exactly when something about them changes. */
export interface NodeConnections {
  /** The edge into each connected input handle. */
  inputs: ReadonlyMap<string, EditorEdge>;
  /** Output handles that have an edge. */
  outputs: ReadonlySet<string>;
}

/** The graph being edited: what the user made, and what is selected. Made by {@link createGraph}. */
export interface GraphModel {
  readonly nodes: Signal<EditorNode[]>;
  readonly edges: Signal<EditorEdge[]>;
  readonly viewport: Signal<Viewport>;
  /** The visible size of the canvas in pixels; says where nodes without a position go. */
  readonly size: Signal<{ width: number; height: number }>;
  /** Grows by one when the canvas should show the whole graph (a workflow without a viewport was loaded). */
  readonly fitRequests: ReadonlySignal<number>;
  /**
   * The selected node when exactly one is. Changes when another one is or its data does, not while it is dragged:
   * do not read its position.
   */
  readonly selected: ReadonlySignal<EditorNode | undefined>;

  /**
   * Adds a node and selects it. Without a position it goes to the middle of the view, beside what is there.
   * Function nodes need `op`. Returns its id, made from its name so that it reads well in files: `add_1`.
   */
  addNode(type: EditorNodeType, options?: { position?: XYPosition; op?: OpSchema }): string;
  /** Copies the selected nodes and the edges between them, and selects the copies. */
  duplicateSelected(): void;
  removeNodes(ids: readonly string[]): void;
  /** Sets a parameter of a function node; undefined: not set. */
  setValue(nodeId: string, param: string, value: JsonValue | undefined): void;
  /** Changes fields of a node's data; a field that is undefined is taken away. */
  updateData(
    nodeId: string,
    patch: Partial<EditorData> | Record<string, JsonValue | undefined>,
  ): void;

  /** Whether these handles may be connected; changes nothing. */
  canConnect(connection: Connection): ConnectResult;
  /** Connects two handles. The edge that the input has already is replaced. */
  connect(connection: Connection): ConnectResult;
  disconnect(edgeId: string): void;
  /** The edges at a node's handles: a node component re-renders for its own only. */
  connections(nodeId: string): ReadonlySignal<NodeConnections>;

  /** Replaces everything. */
  load(workflow: Workflow): void;
  toWorkflow(): Workflow;
  clear(): void;

  readonly canUndo: ReadonlySignal<boolean>;
  readonly canRedo: ReadonlySignal<boolean>;
  undo(): void;
  redo(): void;

  /** For React Flow's `onNodesChange` and `onEdgesChange`. */
  applyNodeChanges(changes: NodeChange<EditorNode>[]): void;
  applyEdgeChanges(changes: EdgeChange<EditorEdge>[]): void;
}
