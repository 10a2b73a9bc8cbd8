import type { VariableType } from "./graph.ts";
import type { JsonValue } from "./json.ts";

/** What the user made of a function node. A parameter that is absent in `values` is not set. */
export type FunctionData = {
  functionName: string;
  pack?: string;
  label?: string;
  values: Record<string, JsonValue>;
};

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
};

/** List and view nodes hold nothing but a name. */
export type PlainData = { label?: string };

/** The data of each type of node in a file. */
export interface WorkflowNodeData {
  functionNode: FunctionData;
  variableNode: VariableData;
  listNode: PlainData;
  viewNode: PlainData;
}

/** Type names of nodes in files. */
export type WorkflowNodeType = keyof WorkflowNodeData;

/** A node of a file: React Flow's fields, and in `data` what the user made and no more. */
export type WorkflowNode = {
  [T in WorkflowNodeType]: {
    id: string;
    type: T;
    position: { x: number; y: number };
    data: WorkflowNodeData[T];
  };
}[WorkflowNodeType];

/** An edge of a file. */
export interface WorkflowEdge {
  id: string;
  source: string;
  sourceHandle?: string;
  target: string;
  targetHandle?: string;
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
  nodes: Pick<WorkflowNode, "id" | "type" | "data">[];
  edges: Omit<WorkflowEdge, "id">[];
  env_vars?: Record<string, string>;
  on_error?: "skip" | "null";
}

/** The text of the file that Save writes. */
export function serializeWorkflow(workflow: Workflow): string {
  return JSON.stringify(workflow, null, 2) + "\n";
}

/**
 * What is sent to run a workflow: no positions, nothing that it says of itself. A variable without a label is called by
 * its name, as on the canvas.
 */
export function workflowToRunRequest(
  workflow: Pick<Workflow, "nodes" | "edges">,
  envVars: Record<string, string> = {},
): RunBody {
  const body: RunBody = {
    nodes: workflow.nodes.map(toRequestNode),
    edges: workflow.edges.map(({ id: _, ...edge }) => edge),
  };
  if (Object.keys(envVars).length > 0) body.env_vars = envVars;
  return body;
}

function toRequestNode(node: WorkflowNode): RunBody["nodes"][number] {
  const { id, type, data } = node;
  if (node.type !== "variableNode" || data.label || node.data.variableName === "") {
    return { id, type, data };
  }
  return { id, type, data: { ...data, label: node.data.variableName } };
}
