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

/** What a value is saved as: images, sounds and films as what they are, texts as text, others as JSON. */
export function fileOf(value: JsonValue, base: string): ValueFile {
  const name = base.replace(/[^\p{L}\p{N}_-]+/gu, "-").replace(/^-|-$/g, "") || "value";
  if (typeof value !== "string") {
    return { name: `${name}.json`, type: "application/json", text: valueText(value) };
  }
  if (isImage(value) || mediaKind(value)) {
    const [, type = "", ending = "bin"] = /^data:(\w+\/([\w-]+))/i.exec(value) ?? [];
    return { name: `${name}.${ending.toLowerCase()}`, type, url: value };
  }
  return { name: `${name}.txt`, type: "text/plain", text: value };
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
