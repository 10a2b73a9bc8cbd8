import type { NodeProps } from "@xyflow/react";
import { memo } from "react";
import type { GroupNodeType, NoteNodeType } from "../../client/flow.ts";
import { Group, Note } from "./paper.tsx";
import { sameNode, useNodeData } from "./use_node_data.ts";

/** A note or a group. */
export const PaperNode = memo(function PaperNode(props: NodeProps<NoteNodeType | GroupNodeType>) {
  const { id, type } = props;
  const data = useNodeData(props);
  const { width, height, color } = data;
  return (
    <div
      class={`paper paper-${type === "groupNode" ? "group" : "note"} paper-${color}`}
      data-node-id={id}
      // As large as the user has made it.
      style={{ width: `${width}px`, height: `${height}px` }}
    >
      {type === "groupNode"
        ? <Group id={id} data={data as GroupNodeType["data"]} />
        : <Note id={id} data={data as NoteNodeType["data"]} />}
    </div>
  );
}, sameNode);
