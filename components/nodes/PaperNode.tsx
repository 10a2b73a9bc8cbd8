import type { NodeProps } from "@xyflow/react";
import { memo } from "react";
import type { GroupNodeType, NoteNodeType } from "../../client/flow.ts";
import { useLater } from "../editor/load_later.ts";
import { sameNode, useNodeData } from "./use_node_data.ts";

/** A note or a group: its place at once, what is in it when that is loaded. Graphs that have none never load it. */
export const PaperNode = memo(function PaperNode(props: NodeProps<NoteNodeType | GroupNodeType>) {
  const { id, type } = props;
  const data = useNodeData(props);
  const parts = useLater();
  const { width, height, color } = data;
  return (
    <div
      class={`paper paper-${type === "groupNode" ? "group" : "note"} paper-${color}`}
      data-node-id={id}
      style={{ width: `${width}px`, height: `${height}px` }}
    >
      {parts && (type === "groupNode"
        ? <parts.Group id={id} data={data as GroupNodeType["data"]} />
        : <parts.Note id={id} data={data as NoteNodeType["data"]} />)}
    </div>
  );
}, sameNode);
