/** Kinds of node that a graph may hold. */
export const NODE_KINDS = ["function", "variable", "list", "view"] as const;
/** See {@link NODE_KINDS}. */
export type NodeKind = typeof NODE_KINDS[number];

/** Types of value that a variable node may hold. */
export const VARIABLE_TYPES = ["String", "Number", "Boolean", "List", "Object", "Image"] as const;
/** See {@link VARIABLE_TYPES}. */
export type VariableType = typeof VARIABLE_TYPES[number];

interface NodeBase {
  id: string;
  /** `data.label`, when it is a text that is not empty. */
  label?: string;
}

/** Calls an op. A node of a foreign type that has `functionName` is one too, as in the original. */
export interface FunctionNode extends NodeBase {
  kind: "function";
  op: string;
  pack?: string;
  /** The node's own values by parameter: flat ones (the original's form) below those under `data.values`. No prototype. */
  values: Record<string, unknown>;
}

/** Holds a value. */
export interface VariableNode extends NodeBase {
  kind: "variable";
  variableType: VariableType;
  value: unknown;
  /** Set when `llmMessageFormat` is on. */
  llmRole?: string;
  textContent: boolean;
}

/** Collects the connected values in handle order. */
export interface ListNode extends NodeBase {
  kind: "list";
}

/** Shows a value; its value is a result. */
export interface ViewNode extends NodeBase {
  kind: "view";
}

/** A node of a type that is not known and that names no op: an error of that node when it runs. */
export interface UnknownNode extends NodeBase {
  kind: "unknown";
  type: string;
}

/** A node of a request, parsed. */
export type GraphNode = FunctionNode | VariableNode | ListNode | ViewNode | UnknownNode;

/** An edge of a request, parsed. Handles are absent when the request has none. */
export interface GraphEdge {
  source: string;
  target: string;
  sourceHandle?: string;
  targetHandle?: string;
}

/** Nodes and edges, each node id once, every edge between nodes that are there. */
export interface Graph {
  nodes: GraphNode[];
  edges: GraphEdge[];
}

/** The body of `POST /execute` and `/execute/stream`, parsed. */
export interface RunRequest extends Graph {
  envVars: Record<string, string>;
  /** What a failed node means for those that depend on it: they are skipped, or get null (the original's way). */
  onError: "skip" | "null";
  /** Nodes whose result is known are not run again. */
  reuse?: true;
}
