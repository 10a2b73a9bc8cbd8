import { controlAttributes } from "./common.ts";
import type { ControlProps } from "./types.ts";

/** Texts that count as true, as in the engine. */
const TRUE = new Set(["true", "1", "yes", "on"]);

/** True or false. Shows a dash while it is neither set nor has a default. */
export function BoolField(props: ControlProps) {
  const value = props.value ?? props.param.default;
  const checked = typeof value === "string" ? TRUE.has(value.trim().toLowerCase()) : Boolean(value);
  return (
    <input
      {...controlAttributes(props)}
      aria-required={undefined}
      class="control-checkbox nodrag"
      type="checkbox"
      checked={checked}
      ref={(input) => {
        if (input) input.indeterminate = value === undefined || value === null;
      }}
      onChange={(event) => props.onChange(event.currentTarget.checked)}
    />
  );
}
