import { controlAttributes, placeholder } from "./common.ts";
import type { ControlProps } from "./types.ts";

/** Lines that a text is shown with at most; beyond them it scrolls. */
const MOST_ROWS = 10;

/** A text of one or more lines; grows with what is in it. */
export function TextField(props: ControlProps) {
  const { value, onChange } = props;
  const text = typeof value === "string" ? value : value === undefined ? "" : JSON.stringify(value);
  return (
    <textarea
      {...controlAttributes(props)}
      class="control control-text nodrag nowheel"
      rows={Math.min(text.split("\n").length, MOST_ROWS)}
      placeholder={placeholder(props, String)}
      value={text}
      onInput={(event) => onChange(event.currentTarget.value)}
    />
  );
}
