import { numberOrText } from "../../client/field_text.ts";
import { controlAttributes, placeholder, useTyped } from "./common.ts";
import type { ControlProps } from "./types.ts";

const FORMAT = (value: unknown) => value === undefined || value === null ? "" : String(value);

/**
 * A number. It is a text field, so that a wrong text is kept and marked where a browser's own number field would
 * swallow it; arrow keys step by 1 or the parameter's step, with Shift by ten of them, within its bounds.
 */
export function NumberField(props: ControlProps) {
  const { type: paramType, min = -Infinity, max = Infinity, step: size = 1 } = props.param;
  const wanted = paramType === "int" ? "int" : "float";
  const [text, type] = useTyped(props, FORMAT, (text) => numberOrText(text, wanted));
  const step = (by: number) => {
    const from = text.trim() === "" ? Number(props.param.default ?? 0) : Number(text);
    // Decimal steps without the dust of binary ones: 0.1 + 1 is 1.1.
    if (Number.isFinite(from)) {
      type(String(Math.min(Math.max(Number((from + by).toPrecision(15)), min), max)));
    }
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "ArrowUp" && event.key !== "ArrowDown") return;
    event.preventDefault();
    step((event.key === "ArrowUp" ? 1 : -1) * size * (event.shiftKey ? 10 : 1));
  };
  return (
    <input
      {...controlAttributes(props)}
      class="control control-number nodrag"
      type="text"
      role="spinbutton"
      aria-valuenow={Number.isFinite(Number(text)) && text !== "" ? Number(text) : undefined}
      aria-valuemin={Number.isFinite(min) ? min : undefined}
      aria-valuemax={Number.isFinite(max) ? max : undefined}
      inputMode={wanted === "int" ? "numeric" : "decimal"}
      autoComplete="off"
      spellcheck={false}
      placeholder={placeholder(props, FORMAT)}
      value={text}
      onInput={(event) => type(event.currentTarget.value)}
      onKeyDown={onKeyDown}
    />
  );
}
