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
  nodes: { id: string; type: string; position: XYPosition; data: EditorData }[];
  edges: {
    id: string;
    source: string;
    sourceHandle?: string;
    target: string;
    targetHandle?: string;
  }[];
  viewport?: Viewport;
}
