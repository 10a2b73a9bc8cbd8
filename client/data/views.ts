import type { JsonValue } from "../../engine/core/json.ts";
import { childCount, isImage } from "../values.ts";
import { canPlot } from "./plot_data.ts";

/** Ways to look at a value. */
export const DATA_VIEWS = [
  "table",
  "tree",
  "image",
  "media",
  "text",
  "markdown",
  "plot",
  "code",
  "diff",
] as const;
/** See {@link DATA_VIEWS}. */
export type DataView = typeof DATA_VIEWS[number];

/** What each is called. */
export const VIEW_NAMES = {
  table: "Table",
  tree: "Tree",
  image: "Image",
  media: "Player",
  text: "Text",
  markdown: "Markdown",
  plot: "Plot",
  code: "JSON",
  diff: "Changes",
} as const satisfies Record<DataView, string>;

/** A value's views, the one that fits best first. `diff` is not among them: it needs another value. */
export function viewsOf(value: JsonValue): DataView[] {
  if (typeof value === "string") return viewsOfText(value);
  if (typeof value !== "object" || value === null || childCount(value) === 0) return ["text"];
  const views: DataView[] = isTable(value) ? ["table", "tree"] : ["tree"];
  if (canPlot(value)) views.push("plot");
  return [...views, "code"];
}

function viewsOfText(text: string): DataView[] {
  if (isImage(text)) return ["image", "text"];
  if (mediaKind(text)) return ["media", "text"];
  return ["text", "markdown"];
}

/** Whether a text is a sound or a film that a page may play: a data URL, never an address elsewhere. */
export function mediaKind(text: string): "audio" | "video" | undefined {
  const [, kind] = /^data:(audio|video)\/[\w.+-]+[;,]/i.exec(text) ?? [];
  return kind === undefined ? undefined : kind.toLowerCase() as "audio" | "video";
}

/** Rows that are looked at to say whether a list is a table: what follows is mostly alike. */
const SAMPLE = 100;

/** Whether a value reads well in rows and columns: a list of dicts or of lists, or of plain values. */
export function isTable(value: JsonValue): value is JsonValue[] {
  if (!Array.isArray(value) || value.length === 0) return false;
  const rows = value.slice(0, SAMPLE);
  const nested = rows.filter((row) => typeof row === "object" && row !== null).length;
  const empty = rows.filter((row) => row === null).length;
  return nested === 0 || nested + empty === rows.length;
}
