/**
 * Workflow file ↔ React Flow: the one mapping. Models take React Flow's types from here.
 *
 * @module
 */
import {
  applyEdgeChanges,
  applyNodeChanges,
  type Connection,
  type Edge,
  type EdgeChange,
  type Node,
  type NodeChange,
  type Viewport,
  type XYPosition,
} from "@xyflow/react";
import type { VariableType } from "../engine/core/graph.ts";
import type { JsonValue } from "../engine/core/json.ts";
import { WHOLE } from "./models/connections.ts";
import { VIEW_INPUT } from "./models/handles.ts";
import { listHandle } from "./models/list_inputs.ts";
import { makeNode, newId } from "./models/node_data.ts";

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

/** A node as the canvas has it: React Flow's fields, and in `data` what the user made and no more. */
export type EditorNode =
  | Node<FunctionData, "functionNode">
  | Node<VariableData, "variableNode">
  | Node<PlainData, "listNode">
  | Node<PlainData, "viewNode">;
/** Type names of nodes in files and in React Flow. */
export type EditorNodeType = EditorNode["type"] & string;
/** The data of any node. */
export type EditorData = EditorNode["data"];
/** An edge as the canvas has it. */
export type EditorEdge = Edge;

export { applyEdgeChanges, applyNodeChanges };
export type { Connection, EdgeChange, NodeChange, Viewport, XYPosition };

/** A saved workflow, parsed. */
export interface Workflow {
  version: 1;
  name?: string;
  description?: string;
  nodes: { id: string; type: EditorNodeType; position: XYPosition; data: EditorData }[];
  edges: {
    id: string;
    source: string;
    sourceHandle?: string;
    target: string;
    targetHandle?: string;
  }[];
  viewport?: Viewport;
}

/**
 * React Flow's nodes and edges of a saved workflow. Edges that leave a handle out, as files by others may, get the
 * one that the engine takes; ids of edges become unique.
 */
export function toFlow(
  workflow: Workflow,
): { nodes: EditorNode[]; edges: EditorEdge[] } {
  const types = new Map(workflow.nodes.map(({ id, type }) => [id, type]));
  const ids = new Set<string>();
  const edges = workflow.edges.map((edge) => {
    const id = ids.has(edge.id) || !edge.id ? newId("edge", ids) : edge.id;
    ids.add(id);
    const targetHandle = edge.targetHandle ?? firstInput(types.get(edge.target));
    return { ...edge, id, sourceHandle: wholeValue(edge.sourceHandle), targetHandle };
  });
  return { nodes: workflow.nodes.map(makeNode), edges };
}

/** What is saved of React Flow's nodes and edges: what the user made, without selection, sizes and the like. */
export function fromFlow(
  flow: { nodes: readonly EditorNode[]; edges: readonly EditorEdge[] },
): Pick<Workflow, "version" | "nodes" | "edges"> {
  return {
    version: 1,
    nodes: flow.nodes.map(({ id, type, position, data }) => ({
      id,
      type: type as EditorNodeType,
      position: { x: position.x, y: position.y },
      data,
    })),
    edges: flow.edges.map(({ id, source, sourceHandle, target, targetHandle }) => ({
      id,
      source,
      sourceHandle: sourceHandle ?? WHOLE,
      target,
      ...(targetHandle ? { targetHandle } : {}),
    })),
  };
}

/** `result` and no handle are other names of the whole value, whose handle is `output` here. */
function wholeValue(handle: string | undefined): string {
  return handle === undefined || handle === "result" ? WHOLE : handle;
}

function firstInput(type: EditorNodeType | undefined): string | undefined {
  if (type === "viewNode") return VIEW_INPUT;
  return type === "listNode" ? listHandle(0) : undefined;
}
