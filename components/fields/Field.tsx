import type { VNode } from "preact";
import reset from "lucide/dist/esm/icons/rotate-ccw.mjs";
import { valueProblem } from "../../client/value_problem.ts";
import type { ValueType } from "../../engine/core/schema.ts";
import { IconButton } from "../ui/Button.tsx";
import { AnyField } from "./AnyField.tsx";
import { BoolField } from "./BoolField.tsx";
import { ImageField } from "./ImageField.tsx";
import { JsonField } from "./JsonField.tsx";
import { LiteralField } from "./LiteralField.tsx";
import { NumberField } from "./NumberField.tsx";
import { PasswordField } from "./PasswordField.tsx";
import { TextField } from "./TextField.tsx";
import type { ControlProps, FieldProps } from "./types.ts";

const CONTROLS = {
  float: NumberField,
  int: NumberField,
  str: TextField,
  bool: BoolField,
  Literal: LiteralField,
  list: JsonField,
  dict: JsonField,
  Image: ImageField,
  Any: AnyField,
} as const satisfies Record<ValueType, (props: ControlProps) => VNode>;

/** Types whose control says by itself how to go back to the default. */
const HAS_NONE = new Set<ValueType>(["Literal", "Image"]);

/** The control for a parameter by its type, marked with the reason when its value cannot be converted. */
export function Field(props: FieldProps) {
  const { id, param, value, onChange, resettable = true } = props;
  const Control = param.password ? PasswordField : CONTROLS[param.type] ?? AnyField;
  const problem = valueProblem(param, value);
  const reasonId = `${id}-problem`;
  const canReset = resettable && value !== undefined && !HAS_NONE.has(param.type) &&
    (param.optional || param.default !== undefined);
  return (
    // Keys typed into a field are for the field, not for the canvas.
    <div class="field nokey" data-type={param.type}>
      <div class="field-row">
        <Control
          {...props}
          invalid={problem !== undefined}
          describedBy={problem === undefined ? undefined : reasonId}
        />
        {param.unit && <span class="field-unit">{param.unit}</span>}
        {canReset && (
          <IconButton
            class="field-reset nodrag"
            label={param.default === undefined ? `Clear ${param.name}` : `Reset ${param.name}`}
            icon={reset}
            size={12}
            onClick={() => onChange(undefined)}
          />
        )}
      </div>
      {problem && <p class="field-problem" id={reasonId}>{problem}</p>}
    </div>
  );
}
