import type { JsonValue } from "../../engine/core/json.ts";
import { isImage, valueText } from "../values.ts";
import { mediaKind } from "./views.ts";

/** A value as a file. */
export interface ValueFile {
  readonly name: string;
  readonly type: string;
  /** The content, or the data URL that holds it. */
  readonly text?: string;
  readonly url?: string;
}

/** Endings that are not what the type is called. */
const ENDINGS: ReadonlyMap<string, string> = new Map([
  ["audio/mpeg", "mp3"],
  ["audio/mp4", "m4a"],
  ["audio/x-m4a", "m4a"],
  ["audio/vnd.wave", "wav"],
  ["audio/wave", "wav"],
  ["audio/x-wav", "wav"],
  ["audio/x-flac", "flac"],
  ["image/svg+xml", "svg"],
  ["image/jpeg", "jpg"],
  ["image/vnd.microsoft.icon", "ico"],
  ["image/x-icon", "ico"],
  ["video/ogg", "ogv"],
  ["video/quicktime", "mov"],
  ["video/x-matroska", "mkv"],
]);

/** What a value is saved as: images, sounds and films as what they are, texts as text, others as JSON. */
export function fileOf(value: JsonValue, base: string): ValueFile {
  const name = nameOf(base);
  if (typeof value !== "string") {
    return { name: `${name}.json`, type: "application/json", text: valueText(value) };
  }
  if (isImage(value) || mediaKind(value)) {
    const [, type = "", plain = "bin"] = /^data:(\w+\/([\w.+-]+))/i.exec(value.toLowerCase()) ?? [];
    return { name: `${name}.${ENDINGS.get(type) ?? plain}`, type, url: value };
  }
  return { name: `${name}.txt`, type: "text/plain", text: value };
}

/** A table as a file. */
export function csvFile(csv: string, base: string): ValueFile {
  return { name: `${nameOf(base)}.csv`, type: "text/csv", text: csv };
}

function nameOf(base: string): string {
  return base.replace(/[^\p{L}\p{N}_-]+/gu, "-").replace(/^-|-$/g, "") || "value";
}

/** Saves a file by the browser's download. */
export function download({ name, type, text, url }: ValueFile): void {
  const address = url ?? URL.createObjectURL(new Blob([text ?? ""], { type }));
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  // The browser has taken the file over by the next turn.
  if (url === undefined) setTimeout(() => URL.revokeObjectURL(address), 0);
}
