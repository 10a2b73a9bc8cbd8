import type { JsonValue } from "../../engine/core/json.ts";
import type { ParamSchema } from "../../engine/core/schema.ts";

/** What every field takes: it edits one value and keeps none of its own. */
export interface FieldProps {
  /** Element id of the control, for its `<label>`. */
  id: string;
  /** Accessible name, where no `<label>` points at `id`. */
  label?: string;
  param: ParamSchema;
  /** undefined: not set (the default, where there is one, applies). */
  value: JsonValue | undefined;
  /** Called on every input; undefined: no longer set. A text that cannot be converted is passed on as it is. */
  onChange(value: JsonValue | undefined): void;
  /** Whether a button takes the value back to the default; true when there is a way to be without one. */
  resettable?: boolean;
}

/** What the control inside of a field takes. */
export interface ControlProps extends FieldProps {
  /** Whether the value cannot be converted, or should be there and is not. */
  invalid: boolean;
  /** Element id of the reason. */
  describedBy?: string;
}
