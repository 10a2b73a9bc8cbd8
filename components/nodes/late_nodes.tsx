import type { NodeProps, NodeTypes } from "@xyflow/react";
import { memo } from "react";
import type { EditorNodeType } from "../../client/flow.ts";
import { useLater } from "../editor/load_later.ts";
import { sameNode } from "./use_node_data.ts";

/** A node whose component comes with the second part of the page: only its place until then. */
function late(type: EditorNodeType): NodeTypes[string] {
  return memo(function LateNode(props: NodeProps) {
    const later = useLater();
    if (!later) return <div class="node" />;
    const Component: NodeTypes[string] = later.NODE_COMPONENTS[type];
    return <Component {...props} />;
  }, sameNode);
}

/** What React Flow draws each kind of node with. */
export const NODE_TYPES = {
  functionNode: late("functionNode"),
  variableNode: late("variableNode"),
  listNode: late("listNode"),
  viewNode: late("viewNode"),
  noteNode: late("noteNode"),
  groupNode: late("groupNode"),
} as const satisfies Record<EditorNodeType, NodeTypes[string]>;
