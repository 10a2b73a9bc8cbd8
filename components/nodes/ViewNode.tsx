import type { NodeProps } from "@xyflow/react";
import { memo } from "react";
import eye from "lucide/dist/esm/icons/eye.mjs";
import type { ViewNodeType } from "../../client/flow.ts";
import { VIEW_INPUT } from "../../client/models/handles.ts";
import { useEditor } from "../editor/context.ts";
import { nodeElement } from "../../client/canvas_place.ts";
import { InputHandle } from "./handles.tsx";
import { NodeFrame } from "./NodeFrame.tsx";
import { PaperGrip } from "./PaperGrip.tsx";
import { sameNode, useNodeData } from "./use_node_data.ts";
import { ViewContent } from "./ViewContent.tsx";

/** Shows the value that comes in; while the node before it streams, the text so far. */
export const ViewNode = memo(function ViewNode(props: NodeProps<ViewNodeType>) {
  const { id } = props;
  const data = useNodeData(props);
  const { graph } = useEditor();
  const source = graph.connections(id).value.inputs.get(VIEW_INPUT);
  return (
    <NodeFrame id={id} kind="view" title={data.label ?? "View"} icon={eye} size={data}>
      <div class="node-row view-input">
        <InputHandle id={VIEW_INPUT} label="Input" connected={source !== undefined} />
        <span class="param-label">
          <span class="param-name">input</span> <span class="param-type">(Any)</span>
        </span>
      </div>
      <ViewContent id={id} sourceId={source?.nodeId} />
      <PaperGrip
        id={id}
        size={() => {
          // The element's own pixels, which the zoom of the canvas does not change.
          const element = nodeElement(id);
          return {
            width: data.width ?? element?.offsetWidth ?? 300,
            height: data.height ?? element?.offsetHeight ?? 200,
          };
        }}
        onReset={() => graph.updateData(id, { width: undefined, height: undefined })}
      />
    </NodeFrame>
  );
}, sameNode);
