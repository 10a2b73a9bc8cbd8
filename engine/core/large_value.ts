import { firstCharacters, PREVIEW_TEXT, type ValuePreview } from "./preview.ts";
import { toJson } from "./to_json.ts";

/** Values whose JSON takes more than about so many bytes stay with the host that made them. */
export const LARGE_VALUE = 1024 * 1024;

/** Items of a list or dict that its preview looks at: each takes a character of its text at least. */
const SHOWN_ITEMS = PREVIEW_TEXT;

/** Units of a text that are looked at in one go. */
const PIECE = 20_000;

const encoder = new TextEncoder();

/**
 * Previews of values that are too large to be told, made without writing the values out. Sizes are those of texts in
 * UTF-8 and about those of everything else. Texts come again and again, so the last one is remembered.
 */
export class LargePreviews {
  #text: string | undefined;
  #preview: ValuePreview | undefined;

  /** @param over bytes from which on a value is large */
  constructor(private readonly over: number) {}

  /** The preview of a value; undefined when it is not large. */
  of(value: unknown): ValuePreview | undefined {
    if (typeof value === "string") {
      return value.length <= this.over ? undefined : this.#ofText(value);
    }
    if (typeof value !== "object" || value === null) return undefined;
    try {
      if (sizeOf(value, this.over) <= this.over) return undefined;
      const shown = toJson(value, { maxItems: SHOWN_ITEMS });
      const text = JSON.stringify(shown, shorten);
      const isList = Array.isArray(shown);
      return {
        $preview: true,
        type: isList ? "list" : "dict",
        size: sizeOf(value, Infinity),
        text: firstCharacters(text, PREVIEW_TEXT),
        length: Array.isArray(value) ? value.length : countOf(value),
      };
    } catch {
      // A proxy or getter that throws: what it can be shown as is found where it is told as a whole.
      return undefined;
    }
  }

  #ofText(text: string): ValuePreview {
    if (this.#preview !== undefined && this.#text === text) return this.#preview;
    this.#text = text;
    return this.#preview = {
      $preview: true,
      type: "str",
      size: utf8Length(text) + 2,
      text: firstCharacters(text, PREVIEW_TEXT),
      length: text.length,
    };
  }
}

function shorten(_: string, value: unknown): unknown {
  return typeof value === "string" && value.length > PREVIEW_TEXT
    ? value.slice(0, PREVIEW_TEXT)
    : value;
}

function countOf(value: object): number {
  return value instanceof Map || value instanceof Set ? value.size : Object.keys(value).length;
}

/** Bytes that a value takes as JSON, about; counts on until there are more than `most`. */
function sizeOf(value: object, most: number): number {
  const open: object[] = [value];
  const seen = new Set<object>(open);
  let size = 0;
  const add = (member: unknown): void => {
    size += 1;
    if (typeof member === "string") size += member.length + 2;
    else if (typeof member === "number") size += Number.isInteger(member) ? digits(member) : 18;
    else if (typeof member !== "object" || member === null) size += 4;
    else if (!seen.has(member)) {
      seen.add(member);
      open.push(member);
    }
  };
  for (let object = open.pop(); object !== undefined; object = open.pop()) {
    size += 2;
    if (Array.isArray(object) || object instanceof Set) {
      for (const member of object) {
        add(member);
        if (size > most) return size;
      }
    } else if (object instanceof Map) {
      for (const [key, member] of object) {
        add(key);
        add(member);
        if (size > most) return size;
      }
    } else if (isPlain(object)) {
      for (const key in object) {
        size += key.length + 3;
        add((object as Record<string, unknown>)[key]);
        if (size > most) return size;
      }
    }
  }
  return size;
}

/** Other objects are told as short texts. */
function isPlain(object: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(object);
  return prototype === Object.prototype || prototype === null;
}

function digits(whole: number): number {
  return 1 + Math.floor(Math.log10(Math.max(Math.abs(whole), 1)));
}

/** Without a copy of the text. */
function utf8Length(text: string): number {
  const room = new Uint8Array(3 * PIECE);
  let bytes = 0;
  for (let at = 0; at < text.length;) {
    let end = at + PIECE;
    // Not within a character of two units.
    if ((text.charCodeAt(end - 1) & 0xfc00) === 0xd800) end--;
    bytes += encoder.encodeInto(text.slice(at, end), room).written;
    at = end;
  }
  return bytes;
}
