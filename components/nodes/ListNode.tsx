import type { NodeProps } from "@xyflow/react";
import { memo } from "react";
import list from "lucide/dist/esm/icons/list-ordered.mjs";
import x from "lucide/dist/esm/icons/x.mjs";
import type { ListNodeType } from "../../client/flow.ts";
import { WHOLE } from "../../client/models/connections.ts";
import { listHandle } from "../../client/models/list_inputs.ts";
import { useEditor } from "../editor/context.ts";
import { IconButton } from "../ui/Button.tsx";
import { InputHandle, OutputHandle, useHandleLayout, useLingering } from "./handles.tsx";
import { NodeFrame } from "./NodeFrame.tsx";
import { sameNode, useNodeData } from "./use_node_data.ts";

/** Collects values in order. There is always one free input below those that are connected. */
export const ListNode = memo(function ListNode(props: NodeProps<ListNodeType>) {
  const { id } = props;
  const data = useNodeData(props);
  const { graph, types } = useEditor();
  const solved = types.solvedOf(id).value?.outputs[WHOLE]?.ts_type ?? "unknown[]";
  const connections = graph.connections(id).value;
  const { inputs, outputs } = connections;
  const count = inputs.size;
  const lingering = useLingering(connections);
  const rows = Math.max(count, lingering.inputs.size) + 1;
  useHandleLayout(id, String(rows));
  return (
    <NodeFrame
      id={id}
      kind="list"
      title={data.label ?? "List"}
      icon={list}
      extra={count === 1 ? "1 item" : `${count} items`}
    >
      {Array.from({ length: rows }, (_, index) => {
        const handle = listHandle(index);
        const source = inputs.get(handle);
        return (
          <div key={handle} class="node-row list-input" data-param={handle}>
            <InputHandle id={handle} label={`Input ${index}`} connected={source !== undefined} />
            <span class="list-index">{index}</span>
            <span class="list-source">
              {source ? graph.title(source.nodeId).value : "Connect a value"}
            </span>
            {source && (
              <IconButton
                class="nodrag nokey"
                label={`Remove input ${index}`}
                icon={x}
                size={12}
                onClick={() => graph.disconnect(source.edgeId)}
              />
            )}
          </div>
        );
      })}
      <div class="node-outputs">
        <div class="node-row output" title={`list: ${solved}`}>
          <span class="param-label">
            <span class="param-name">list</span> <span class="param-type">(list)</span>
          </span>
          <OutputHandle id={WHOLE} label="Output list" type="list" connected={outputs.has(WHOLE)} />
        </div>
      </div>
    </NodeFrame>
  );
}, sameNode);
