import type { JsonValue } from "../engine/core/json.ts";

/** Characters up to which JSON stays on one line. */
const LINE = 48;

/** A value as JSON to edit: on one line when it is short, else indented. */
export function jsonText(value: JsonValue | undefined): string {
  if (value === undefined) return "";
  const line = JSON.stringify(value, null, 1).replace(/\n\s*/g, " ");
  return line.length <= LINE ? tighten(value) : JSON.stringify(value, null, 2);
}

/** `[1, 2, 3]` and `{"a": 1}`: JSON on one line, as people write it. */
function tighten(value: JsonValue): string {
  if (Array.isArray(value)) return `[${value.map(tighten).join(", ")}]`;
  if (typeof value === "object" && value !== null) {
    const entries = Object.entries(value).map(([key, item]) =>
      `${JSON.stringify(key)}: ${tighten(item)}`
    );
    return `{${entries.join(", ")}}`;
  }
  return JSON.stringify(value);
}

/** The JSON that a text holds, or the text itself where it is none: it stays to be mended. "" is no value. */
export function jsonOrText(text: string): JsonValue | undefined {
  if (text.trim() === "") return undefined;
  const parsed = parseJson(text);
  return parsed === undefined ? text : parsed;
}

/** A value of unknown type as text to edit. Texts that would read as JSON are in quotes. */
export function anyText(value: JsonValue | undefined): string {
  if (typeof value !== "string") return jsonText(value);
  return value === "" || value.trim() !== value || parseJson(value) !== undefined
    ? JSON.stringify(value)
    : value;
}

/**
 * The number that a text holds in plain form, else the text itself: `1_000` is for the engine to read, and "3.7" stays a
 * text where a whole number is asked for, since the engine refuses the text and would cut the number. "" is no value.
 */
export function numberOrText(text: string, type: "float" | "int"): JsonValue | undefined {
  const trimmed = text.trim();
  if (trimmed === "") return undefined;
  if (!/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(trimmed)) return text;
  const number = Number(trimmed);
  const holds = type === "int" ? Number.isSafeInteger(number) : Number.isFinite(number);
  return holds ? number : text;
}

/** What a value is, in one word for people. */
export function valueWord(value: JsonValue): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "list";
  switch (typeof value) {
    case "string":
      return "text";
    case "object":
      return "object";
    case "boolean":
      return "true/false";
    default:
      return typeof value;
  }
}

function parseJson(text: string): JsonValue | undefined {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // Not JSON (yet): what the user types is kept as text.
  }
}
