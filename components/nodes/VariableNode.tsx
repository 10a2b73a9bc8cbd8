import type { NodeProps } from "@xyflow/react";
import { memo } from "react";
import variable from "lucide/dist/esm/icons/variable.mjs";
import { VARIABLE_TYPES, type VariableType } from "../../engine/core/graph.ts";
import type { VariableNodeType } from "../../client/flow.ts";
import { WHOLE } from "../../client/models/connections.ts";
import { variableOutput } from "../../client/models/handles.ts";
import { convertVariable } from "../../client/models/node_data.ts";
import { useEditor } from "../editor/context.ts";
import { MessageFormat } from "./MessageFormat.tsx";
import { OutputHandle } from "./handles.tsx";
import { NodeFrame } from "./NodeFrame.tsx";
import { sameNode, useNodeData } from "./use_node_data.ts";
import { VariableField } from "./VariableField.tsx";

/** Holds a value: its name, its type, a field for it, and how it becomes a message for a language model. */
export const VariableNode = memo(function VariableNode(props: NodeProps<VariableNodeType>) {
  const { id } = props;
  const data = useNodeData(props);
  const { graph } = useEditor();
  const { outputs } = graph.connections(id).value;
  const { variableName, variableType, variableValue } = data;
  const changeType = (to: VariableType) =>
    graph.updateData(id, { variableType: to, variableValue: convertVariable(variableValue, to) });
  return (
    <NodeFrame
      id={id}
      kind="variable"
      title={data.label ?? (variableName || "Variable")}
      icon={variable}
      extra={variableType}
    >
      <div class="node-row variable-head nokey">
        <input
          class="control nodrag"
          aria-label="Name"
          title="Name"
          placeholder="name"
          autoComplete="off"
          spellcheck={false}
          value={variableName}
          onInput={(event) => graph.updateData(id, { variableName: event.currentTarget.value })}
        />
        <select
          class="control control-select nodrag"
          aria-label="Type"
          title="Type"
          value={variableType}
          onChange={(event) => changeType(event.currentTarget.value as VariableType)}
        >
          {VARIABLE_TYPES.map((type) => <option key={type} value={type}>{type}</option>)}
        </select>
      </div>
      <div class="node-row" data-inline={variableType === "Boolean"}>
        {variableType === "Boolean" && (
          <span class="param-label" aria-hidden="true">{String(data.variableValue === true)}</span>
        )}
        <VariableField id={id} data={data} />
      </div>
      {(variableType === "String" || variableType === "Image") && (
        <MessageFormat id={id} data={data} />
      )}
      <div class="node-outputs">
        <div class="node-row output">
          <span class="param-label">
            <span class="param-name">value</span>{" "}
            <span class="param-type">({variableOutput(data).type})</span>
          </span>
          <OutputHandle
            id={WHOLE}
            label="Output value"
            type={variableOutput(data).type}
            connected={outputs.has(WHOLE)}
          />
        </div>
      </div>
    </NodeFrame>
  );
}, sameNode);
