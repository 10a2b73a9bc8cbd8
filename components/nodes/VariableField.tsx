import type { VariableType } from "../../engine/core/graph.ts";
import type { ParamSchema } from "../../engine/core/schema.ts";
import type { VariableData } from "../../client/flow.ts";
import { useEditor } from "../editor/context.ts";
import { Field } from "../fields/Field.tsx";

const VALUE = { name: "value", optional: true } as const;

/** What the field of each type edits. A variable may always be empty. */
const PARAMS = {
  String: { ...VALUE, type: "str", ts_type: "string" },
  Number: { ...VALUE, type: "float", ts_type: "number" },
  Boolean: { ...VALUE, type: "bool", ts_type: "boolean" },
  List: { ...VALUE, type: "list", ts_type: "unknown[]" },
  Object: { ...VALUE, type: "dict", ts_type: "Record<string, unknown>" },
  Image: { ...VALUE, type: "Image", ts_type: "Image" },
} as const satisfies Record<VariableType, ParamSchema>;

/** The control for a variable's value, by its type. In the node and in the properties panel. */
export function VariableField({ id, data, fieldId = `${id}-value-field` }: {
  /** Id of the node. */
  id: string;
  data: VariableData;
  fieldId?: string;
}) {
  const { graph } = useEditor();
  return (
    <Field
      // Another type is another control: nothing that was typed into the last one stays.
      key={data.variableType}
      id={fieldId}
      label="Value"
      param={PARAMS[data.variableType]}
      value={data.variableValue}
      resettable={false}
      onChange={(value) => graph.updateData(id, { variableValue: value })}
    />
  );
}
