import type { JsonValue } from "../engine/core/json.ts";

/** What the lean stream sends in the place of a value over a size. */
export interface ValuePreview {
  /** `list`, `dict`, `str`, … */
  readonly type: string;
  /** Bytes of the whole as JSON. */
  readonly size: number;
  /** The first of it, as text. */
  readonly text: string;
  /** Items of a list or dict, characters of a text. */
  readonly length?: number;
}

/** How a value is shown. */
export type ValueKind = "preview" | "image" | "text" | "tree" | "plain";

/** Reads a preview; undefined for every other value. */
export function parsePreview(value: JsonValue | undefined): ValuePreview | undefined {
  if (!isDict(value) || value.$preview !== true) return undefined;
  const { type, size, text, length } = value;
  if (typeof type !== "string" || typeof size !== "number" || typeof text !== "string") {
    return undefined;
  }
  return { type, size, text, ...(typeof length === "number" ? { length } : {}) };
}

/** Chooses how to show a value. Empty lists and dicts have nothing to unfold: they are plain. */
export function valueKind(value: JsonValue): ValueKind {
  if (typeof value === "string") return isImage(value) ? "image" : "text";
  if (typeof value !== "object" || value === null) return "plain";
  if (parsePreview(value)) return "preview";
  return childCount(value) === 0 ? "plain" : "tree";
}

/** Whether a text is an image that a page may show: a data URL, never an address elsewhere. */
export function isImage(text: string): boolean {
  return /^data:image\/[\w.+-]+[;,]/i.test(text);
}

/** Items of a list or dict; 0 for everything else. */
export function childCount(value: JsonValue): number {
  if (Array.isArray(value)) return value.length;
  return isDict(value) ? Object.keys(value).length : 0;
}

/** One line that says what a list or dict is: `list of 3`, `dict of 1`. */
export function describe(value: JsonValue): string {
  if (Array.isArray(value)) return `list of ${value.length}`;
  return isDict(value) ? `dict of ${Object.keys(value).length}` : plainText(value);
}

/** A value as text to copy: texts as they are, everything else as indented JSON. */
export function valueText(value: JsonValue): string {
  return typeof value === "string" ? value : JSON.stringify(value, null, 2);
}

/** A value that is not unfolded, in one line. */
export function plainText(value: JsonValue): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}

/** Bytes in words: `812 B`, `32 kB`, `1.5 MB`. */
export function formatBytes(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  if (bytes < 1_000_000) return `${Math.round(bytes / 1000)} kB`;
  return `${(bytes / 1_000_000).toFixed(1)} MB`;
}

/** A span of time in words: `3 ms`, `1.2 s`, `2 min 05 s`. */
export function formatDuration(ms: number): string {
  if (ms < 1) return "< 1 ms";
  if (ms < 1000) return `${Math.round(ms)} ms`;
  if (ms < 60_000) return `${(ms / 1000).toFixed(1)} s`;
  const seconds = Math.floor(ms / 1000);
  return `${Math.floor(seconds / 60)} min ${String(seconds % 60).padStart(2, "0")} s`;
}

function isDict(value: JsonValue | undefined): value is { [key: string]: JsonValue } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
