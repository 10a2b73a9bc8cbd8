import { jsonOrText, jsonText } from "../../client/field_text.ts";
import { controlAttributes, placeholder, useTyped } from "./common.ts";
import type { ControlProps } from "./types.ts";

/** Lines that JSON is shown with at most; beyond them it scrolls. */
const MOST_ROWS = 12;

/** A list or dict, written as JSON. Text that is no JSON yet is kept, and marked. */
export function JsonField(props: ControlProps) {
  const format = (value: ControlProps["value"]) =>
    typeof value === "string" ? value : jsonText(value);
  const [text, type] = useTyped(props, format, jsonOrText);
  return (
    <textarea
      {...controlAttributes(props)}
      class="control control-json nodrag nowheel"
      rows={Math.min(text.split("\n").length, MOST_ROWS)}
      spellcheck={false}
      placeholder={placeholder(props, jsonText)}
      value={text}
      onInput={(event) => type(event.currentTarget.value)}
    />
  );
}
