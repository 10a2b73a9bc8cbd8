import type { VariableType } from "./graph.ts";
import type { FindOp } from "./handle_types.ts";
import type { JsonValue } from "./json.ts";
import { activePart } from "./node_modes.ts";

/** How a node takes part in runs where it does not simply run: see `node_modes.ts`. */
export const NODE_MODES = ["mute", "bypass"] as const;
/** See {@link NODE_MODES}. */
export type NodeMode = typeof NODE_MODES[number];

/** What any node that runs may be beside its own data. Absent: it runs, and is shown whole. */
export type NodeMarks = {
  /** `mute`: neither it nor what depends on it runs. `bypass`: its first fitting input takes its place. */
  mode?: NodeMode;
  /** Only its head is shown. */
  collapsed?: true;
  /** The output that it has without running: see `pinned.ts`. Never null. */
  pinned?: JsonValue;
};

/** What the user made of a function node. A parameter that is absent in `values` is not set. */
export type FunctionData = {
  functionName: string;
  pack?: string;
  label?: string;
  values: Record<string, JsonValue>;
} & NodeMarks;

/** What the user made of a variable node. `variableValue` is absent until something is set. */
export type VariableData = {
  variableName: string;
  variableType: VariableType;
  variableValue?: JsonValue;
  llmMessageFormat?: boolean;
  /** `system`, `user` (when absent) or `assistant`. */
  llmMessageRole?: string;
  textContentFormat?: boolean;
  imageContentFormat?: boolean;
  label?: string;
} & NodeMarks;

/** List nodes hold nothing but a name. */
export type PlainData = { label?: string } & NodeMarks;

/** View nodes may have a size, in pixels. */
export type ViewData = PlainData & { width?: number; height?: number };

/** Names of the colours that notes and groups may have; what they look like is for the editor to say. */
export const PAPER_COLORS = ["yellow", "blue", "green", "orange", "purple", "grey"] as const;
/** See {@link PAPER_COLORS}. */
export type PaperColor = typeof PAPER_COLORS[number];

/** A note on the canvas, in Markdown. `label` is never there: other nodes have one. */
export type NoteData = {
  text: string;
  color: PaperColor;
  width: number;
  height: number;
  label?: undefined;
};

/** A frame around nodes. What lies in it when it is moved moves along. `label` is its title. */
export type GroupData = { label?: string; color: PaperColor; width: number; height: number };

/** The data of each type of node that runs. */
export interface RunnableNodeData {
  functionNode: FunctionData;
  variableNode: VariableData;
  listNode: PlainData;
  viewNode: ViewData;
}

/** The data of each type of node in a file: those that run, and what only people read. */
export interface WorkflowNodeData extends RunnableNodeData {
  noteNode: NoteData;
  groupNode: GroupData;
}

/** Type names of nodes in files. */
export type WorkflowNodeType = keyof WorkflowNodeData;

/** Type names of nodes that run. */
export type RunnableNodeType = keyof RunnableNodeData;

type NodeOf<T extends WorkflowNodeType> = {
  id: string;
  type: T;
  position: { x: number; y: number };
  data: WorkflowNodeData[T];
};

/** A node of a file: React Flow's fields, and in `data` what the user made and no more. */
export type WorkflowNode = { [T in WorkflowNodeType]: NodeOf<T> }[WorkflowNodeType];

/** A node that runs. */
export type RunnableNode = { [T in RunnableNodeType]: NodeOf<T> }[RunnableNodeType];

/** An edge of a file. */
export interface WorkflowEdge {
  id: string;
  source: string;
  sourceHandle?: string;
  target: string;
  targetHandle?: string;
  /** Places on the canvas that the wire is led through, in order. */
  points?: { x: number; y: number }[];
}

/** A saved workflow. It never holds results, statuses or values of environment variables. */
export interface Workflow {
  version: 1;
  /** A title and one sentence, as the examples have. */
  name?: string;
  description?: string;
  nodes: WorkflowNode[];
  edges: WorkflowEdge[];
  viewport?: { x: number; y: number; zoom: number };
}

/** The body of `POST /execute` and `/execute/stream`, as it is sent. */
export interface RunBody {
  nodes: Pick<RunnableNode, "id" | "type" | "data">[];
  edges: Omit<WorkflowEdge, "id" | "points">[];
  env_vars?: Record<string, string>;
  on_error?: "skip" | "null";
}

/** The text of the file that Save writes. */
export function serializeWorkflow(workflow: Workflow): string {
  return JSON.stringify(workflow, null, 2) + "\n";
}

/**
 * What is sent to run a workflow: what of it is to run ({@link activePart}), without positions or anything that it says
 * of itself. A variable without a label is called by its name, as on the canvas. `findOp` gives the types by which
 * bypassed nodes pass their inputs on; without it the first connected input counts as fitting.
 */
export function workflowToRunRequest(
  workflow: Pick<Workflow, "nodes" | "edges">,
  envVars: Record<string, string> = {},
  findOp: FindOp = () => undefined,
): RunBody {
  const { nodes, edges } = activePart(workflow, findOp);
  const body: RunBody = {
    nodes: nodes.map(toRequestNode),
    edges: edges.map(({ id: _id, points: _points, ...edge }) => edge),
  };
  if (Object.keys(envVars).length > 0) body.env_vars = envVars;
  return body;
}

function toRequestNode(node: RunnableNode): RunBody["nodes"][number] {
  const { id, type } = node;
  const { mode: _mode, collapsed: _collapsed, pinned: _pinned, ...data } = node.data;
  if (node.type === "viewNode") return { id, type, data: data.label ? { label: data.label } : {} };
  if (node.type !== "variableNode" || data.label || node.data.variableName === "") {
    return { id, type, data };
  }
  return { id, type, data: { ...data, label: node.data.variableName } };
}
