import type { JsonValue } from "./json.ts";
import type { ValueType } from "./schema.ts";

/** JSON texts longer than this are sent as previews in the lean form of events. */
export const PREVIEW_LIMIT = 32 * 1024;

/** How much of a value a preview shows, in characters. */
export const PREVIEW_TEXT = 1000;

/** Stands for a large value in an event. `GET /runs/<id>/values/<node>` has the whole. */
export interface ValuePreview {
  $preview: true;
  type: ValueType;
  /** Bytes of the whole as JSON in UTF-8. */
  size: number;
  /** The first characters: of a text itself, of everything else as JSON. */
  text: string;
  /** Items of a list or dict, characters of a text. */
  length: number;
}

/** `value` itself, or its preview when its JSON is longer than `limit` characters. */
export function previewed(value: JsonValue, limit = PREVIEW_LIMIT): JsonValue {
  // Short texts and numbers are most of what there is; no need to write them out to know.
  if (typeof value !== "object" && typeof value !== "string") return value;
  if (value === null || (typeof value === "string" && value.length * 6 < limit)) return value;
  const json = JSON.stringify(value);
  if (json.length <= limit) return value;
  return { ...previewOf(value, json) };
}

function previewOf(
  value: string | JsonValue[] | { [key: string]: JsonValue },
  json: string,
): ValuePreview {
  const isText = typeof value === "string";
  const preview: ValuePreview = {
    $preview: true,
    type: isText ? "str" : Array.isArray(value) ? "list" : "dict",
    size: utf8Length(json),
    text: firstCharacters(isText ? value : json, PREVIEW_TEXT),
    length: isText || Array.isArray(value) ? value.length : Object.keys(value).length,
  };
  return preview;
}

/** The first `count` UTF-16 units, less one where that would cut a character in two. */
export function firstCharacters(text: string, count: number): string {
  const cut = text.slice(0, count);
  return cut.isWellFormed() || !text.isWellFormed() ? cut : cut.slice(0, -1);
}

function utf8Length(text: string): number {
  return new TextEncoder().encode(text).byteLength;
}
