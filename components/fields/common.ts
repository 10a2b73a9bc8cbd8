import { useState } from "preact/hooks";
import type { JsonValue } from "../../engine/core/json.ts";
import type { ControlProps } from "./types.ts";

/** Attributes that every control has: its name, and whether its value is wrong. */
export function controlAttributes({ id, label, invalid, describedBy, param }: ControlProps) {
  return {
    id,
    "aria-label": label,
    "aria-invalid": invalid || undefined,
    "aria-describedby": describedBy,
    "aria-required": !param.optional && param.default === undefined ? true : undefined,
  };
}

/** What an empty control says: its default, or that one has to be given. */
export function placeholder({ param, value }: ControlProps, format: (value: JsonValue) => string) {
  if (value === "") return "empty text";
  if (param.default !== undefined) {
    return param.default === "" ? "empty text" : format(param.default);
  }
  return param.optional ? "not set" : "required";
}

/**
 * The text of a control whose value is not a text: what is typed stays as it was typed ("1." or "[1,"), until the
 * value becomes another one from outside.
 */
export function useTyped(
  { value, onChange }: Pick<ControlProps, "value" | "onChange">,
  format: (value: JsonValue | undefined) => string,
  parse: (text: string) => JsonValue | undefined,
): [text: string, type: (text: string) => void] {
  const [typed, setTyped] = useState<{ text: string; value: JsonValue | undefined }>();
  const text = typed && typed.value === value ? typed.text : format(value);
  const type = (text: string) => {
    const value = parse(text);
    setTyped({ text, value });
    onChange(value);
  };
  return [text, type];
}
