import type { JsonValue } from "../../engine/core/json.ts";
import { mediaKind } from "../data/views.ts";
import { describe, formatBytes, isImage, parsePreview, plainText } from "../values.ts";

/** Characters of a text that are said of it. */
const MOST = 80;

/** A value in a few words: `15`, `list of 3`, `image, 12 kB`, the beginning of a text. */
export function shortValue(value: JsonValue): string {
  const preview = parsePreview(value);
  if (preview) return `${preview.type}, ${formatBytes(preview.size)}`;
  if (typeof value === "object") return value === null ? "null" : describe(value);
  if (typeof value !== "string") return plainText(value);
  if (isImage(value)) return `image, ${formatBytes(value.length)}`;
  const media = mediaKind(value);
  if (media) return `${media}, ${formatBytes(value.length)}`;
  const line = value.replace(/\s+/g, " ").trim();
  if (line === "") return "empty text";
  return line.length > MOST ? `${line.slice(0, MOST)}…` : line;
}
