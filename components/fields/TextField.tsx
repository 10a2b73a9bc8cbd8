import { flag } from "../ui/flag.ts";
import { controlAttributes, placeholder } from "./common.ts";
import type { ControlProps } from "./types.ts";

/** Lines that a text is shown with at most; beyond them it scrolls. */
const MOST_ROWS = 10;

/** Lines that a text of several is shown with at least. */
const MULTILINE_ROWS = 4;

/** A text of one or more lines; grows with what is in it. */
export function TextField(props: ControlProps) {
  const { value, onChange, param: { multiline } } = props;
  const text = typeof value === "string" ? value : value === undefined ? "" : JSON.stringify(value);
  const lines = Math.max(text.split("\n").length, multiline ? MULTILINE_ROWS : 1);
  return (
    <textarea
      {...controlAttributes(props)}
      class="control control-text nodrag nowheel"
      data-multiline={flag(multiline === true)}
      rows={Math.min(lines, MOST_ROWS)}
      placeholder={placeholder(props, String)}
      value={text}
      onInput={(event) => onChange(event.currentTarget.value)}
    />
  );
}
