import type { NodeTypes } from "@xyflow/react";
import type { EditorNodeType } from "../../client/flow.ts";
import { FunctionNode } from "./FunctionNode.tsx";
import { ListNode } from "./ListNode.tsx";
import { PaperNode } from "./PaperNode.tsx";
import { VariableNode } from "./VariableNode.tsx";
import { ViewNode } from "./ViewNode.tsx";

/** The component of each kind of node. Loaded with the second part of the page: see `late_nodes.tsx`. */
export const NODE_COMPONENTS = {
  functionNode: FunctionNode,
  variableNode: VariableNode,
  listNode: ListNode,
  viewNode: ViewNode,
  noteNode: PaperNode,
  groupNode: PaperNode,
} as const satisfies Record<EditorNodeType, NodeTypes[string]>;
