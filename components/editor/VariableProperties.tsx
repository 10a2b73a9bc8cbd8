import type { VariableData } from "../../client/flow.ts";
import { convertVariable } from "../../client/models/node_data.ts";
import { VARIABLE_TYPES } from "../../engine/core/graph.ts";
import { VariableField } from "../nodes/VariableField.tsx";
import { useEditor } from "./context.ts";

/** Of a variable node: name, type and value. */
export function VariableProperties({ id, data }: { id: string; data: VariableData }) {
  const { graph } = useEditor();
  const { variableName, variableType, variableValue } = data;
  const fieldId = (name: string) => `properties-${id}-${name}`;
  return (
    <>
      <p class="docstring">
        A value that you type or choose, for every node that it is connected to.
      </p>
      <div class="property">
        <label class="property-name" for={fieldId("name")}>Name</label>
        <input
          id={fieldId("name")}
          class="control"
          autoComplete="off"
          spellcheck={false}
          value={variableName}
          onInput={({ currentTarget }) =>
            graph.updateData(id, { variableName: currentTarget.value })}
        />
      </div>
      <div class="property">
        <label class="property-name" for={fieldId("type")}>Type</label>
        <select
          id={fieldId("type")}
          class="control control-select"
          value={variableType}
          onChange={({ currentTarget }) => {
            const to = VARIABLE_TYPES.find((type) => type === currentTarget.value);
            if (!to) return;
            const value = convertVariable(variableValue, to);
            graph.updateData(id, { variableType: to, variableValue: value });
          }}
        >
          {VARIABLE_TYPES.map((type) => <option key={type} value={type}>{type}</option>)}
        </select>
      </div>
      <div class="property">
        <span class="property-name">Value</span>
        <VariableField id={id} data={data} fieldId={fieldId("value")} />
      </div>
    </>
  );
}
