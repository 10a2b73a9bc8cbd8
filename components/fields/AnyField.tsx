import { anyText, jsonOrText, valueWord } from "../../client/field_text.ts";
import { controlAttributes, placeholder, useTyped } from "./common.ts";
import type { ControlProps } from "./types.ts";

const MOST_ROWS = 12;

/** JSON where the text is JSON, else text. Says which of them it took it for. */
export function AnyField(props: ControlProps) {
  const [text, type] = useTyped(props, anyText, jsonOrText);
  const { value } = props;
  return (
    <span class="control-any">
      <textarea
        {...controlAttributes(props)}
        class="control control-json nodrag nowheel"
        rows={Math.min(text.split("\n").length, MOST_ROWS)}
        spellcheck={false}
        placeholder={placeholder(props, anyText)}
        value={text}
        onInput={(event) => type(event.currentTarget.value)}
      />
      {value !== undefined && (
        <span
          class="control-kind"
          title='Read as JSON where it is JSON. To mean a text, put it in quotes: "5"'
        >
          {valueWord(value)}
        </span>
      )}
    </span>
  );
}
