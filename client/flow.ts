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
  GroupData,
  NoteData,
  PlainData,
  VariableData,
  ViewData,
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
export type ViewNodeType = Node<ViewData, "viewNode">;
/** See {@link FunctionNodeType}. */
export type NoteNodeType = Node<NoteData, "noteNode">;
/** See {@link FunctionNodeType}. */
export type GroupNodeType = Node<GroupData, "groupNode">;
/** A node of any kind. */
export type EditorNode =
  | FunctionNodeType
  | VariableNodeType
  | ListNodeType
  | ViewNodeType
  | NoteNodeType
  | GroupNodeType;
/** Type names of nodes in files and in React Flow. */
export type EditorNodeType = WorkflowNodeType;
/** The data of any node. */
export type EditorData = EditorNode["data"];
/** What the canvas keeps of an edge beside its ends: the places that its wire is led through. */
export type EdgeData = { points?: XYPosition[] };
/** An edge as the canvas has it. Those with points are drawn by a component of their own. */
export type EditorEdge = Edge<EdgeData>;

export { applyEdgeChanges, applyNodeChanges };
export type { FunctionData, GroupData, NoteData, PlainData, VariableData, Workflow };
export type { Connection, ConnectionEnd, EdgeChange, FinalConnectionState, NodeChange };
export type { Viewport, XYPosition };

/** One end of a connection that is being made. */
export type HandleEnd = Pick<Handle, "nodeId" | "id" | "type">;

/**
 * React Flow's nodes and edges of a saved workflow. Edges that leave a handle out, as files by others may, get the
 * one that the engine takes; ids of edges become unique.
 */
export function toFlow(
  workflow: Pick<Workflow, "nodes" | "edges">,
): { nodes: EditorNode[]; edges: EditorEdge[] } {
  const types = new Map(workflow.nodes.map(({ id, type }) => [id, type]));
  const ids = new Set<string>();
  const edges = workflow.edges.map(({ points, ...edge }): EditorEdge => {
    const id = ids.has(edge.id) || !edge.id ? newId("edge", ids) : edge.id;
    ids.add(id);
    const targetHandle = edge.targetHandle ?? firstInput(types.get(edge.target));
    const sourceHandle = wholeValue(edge.sourceHandle);
    return withPoints({ ...edge, id, sourceHandle, targetHandle }, points ?? []);
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
    edges: flow.edges.map(({ id, source, sourceHandle, target, targetHandle, data }) => ({
      id,
      source,
      sourceHandle: sourceHandle ?? WHOLE,
      target,
      ...(targetHandle ? { targetHandle } : {}),
      ...(data?.points ? { points: data.points.map(({ x, y }) => ({ x, y })) } : {}),
    })),
  };
}

/** Type of the edges that {@link EdgeData.points} lead; all others are React Flow's own. */
export const LED_EDGE = "led";

/** The edge led through these points; a plain one where there are none. */
export function withPoints(edge: EditorEdge, points: readonly XYPosition[]): EditorEdge {
  const { data: _data, type: _type, ...plain } = edge;
  return points.length === 0 ? plain : { ...plain, type: LED_EDGE, data: { points: [...points] } };
}

/** `result` and no handle are other names of the whole value, whose handle is `output` here. */
function wholeValue(handle: string | undefined): string {
  return handle === undefined || handle === "result" ? WHOLE : handle;
}

function firstInput(type: EditorNodeType | undefined): string | undefined {
  if (type === "viewNode") return VIEW_INPUT;
  return type === "listNode" ? listHandle(0) : undefined;
}
