import { controlAttributes } from "./common.ts";
import type { ControlProps } from "./types.ts";

/** One of the values that the type lists. A value of a file that is none of them is shown, and marked. */
export function LiteralField(props: ControlProps) {
  const { param, value, onChange } = props;
  const texts = param.literal_values ?? [];
  // "" may be a literal itself; then the choice of none needs another name.
  const none = texts.includes("") ? "(none)" : "";
  const chosen = value === undefined || value === null ? none : String(value);
  const choose = (text: string) => {
    const index = texts.indexOf(text);
    onChange(index < 0 ? undefined : param.literals?.[index] ?? text);
  };
  return (
    <select
      {...controlAttributes(props)}
      class="control control-select nodrag"
      value={chosen}
      onChange={(event) => choose(event.currentTarget.value)}
    >
      <option value={none}>{noneText(props)}</option>
      {texts.map((text) => <option key={text} value={text}>{text === "" ? "(empty)" : text}
      </option>)}
      {chosen !== none && !texts.includes(chosen) && (
        <option value={chosen}>{chosen} (not a choice)</option>
      )}
    </select>
  );
}

function noneText({ param }: ControlProps): string {
  if (param.default !== undefined) return `${param.default} (default)`;
  return param.optional ? "not set" : "choose…";
}
