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
  type FinalConnectionState,
  type Handle,
  type Node,
  type NodeChange,
  type OnConnectStartParams as ConnectionEnd,
  type Viewport,
  type XYPosition,
} from "@xyflow/react";
import type {
  FunctionData,
  PlainData,
  VariableData,
  Workflow,
  WorkflowNode,
  WorkflowNodeType,
} from "../engine/core/workflow.ts";
import { WHOLE } from "./models/connections.ts";
import { VIEW_INPUT } from "./models/handles.ts";
import { listHandle } from "./models/list_inputs.ts";
import { makeNode, newId } from "./models/node_data.ts";

/** Nodes as the canvas has them: React Flow's fields, and in `data` what the user made and no more. */
export type FunctionNodeType = Node<FunctionData, "functionNode">;
/** See {@link FunctionNodeType}. */
export type VariableNodeType = Node<VariableData, "variableNode">;
/** See {@link FunctionNodeType}. */
export type ListNodeType = Node<PlainData, "listNode">;
/** See {@link FunctionNodeType}. */
export type ViewNodeType = Node<PlainData, "viewNode">;
/** A node of any kind. */
export type EditorNode = FunctionNodeType | VariableNodeType | ListNodeType | ViewNodeType;
/** Type names of nodes in files and in React Flow. */
export type EditorNodeType = WorkflowNodeType;
/** The data of any node. */
export type EditorData = EditorNode["data"];
/** An edge as the canvas has it. */
export type EditorEdge = Edge;

export { applyEdgeChanges, applyNodeChanges };
export type { FunctionData, PlainData, VariableData, Workflow };
export type { Connection, ConnectionEnd, EdgeChange, FinalConnectionState, NodeChange };
export type { Viewport, XYPosition };

/** One end of a connection that is being made. */
export type HandleEnd = Pick<Handle, "nodeId" | "id" | "type">;

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
    nodes: flow.nodes.map(({ id, type, position: { x, y }, data }) =>
      ({ id, type, position: { x, y }, data }) as WorkflowNode
    ),
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
