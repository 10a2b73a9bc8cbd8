import { deserialize, serialize } from "node:v8";
import type { JsonValue } from "../core/json.ts";
import { toJson } from "../core/to_json.ts";
import { readWhole, writeWhole } from "../core/whole_value.ts";
import type { CarriedValue } from "./protocol.ts";

/**
 * Packs a value for another host: JSON where that loses nothing, else a structured clone, else (functions and the
 * like) the stand-in that events show.
 */
export function carryValue(value: unknown): CarriedValue {
  if (value === undefined) return { form: "json", value: null };
  if (isPlainJson(value)) return { form: "json", value: value as JsonValue };
  try {
    return { form: "v8", data: toBase64(serialize(value)) };
  } catch {
    // Not cloneable, which is no error: see the summary.
    return { form: "json", value: toJson(value) };
  }
}

/**
 * Packs a value where results are reused, so that the server too can tell what it is. Undefined where it cannot: then
 * {@link carryValue} may serve.
 */
export function carryWhole(value: unknown): CarriedValue | undefined {
  const text = writeWhole(value);
  return text === undefined ? undefined : { form: "whole", text };
}

/** Unpacks what {@link carryValue} packed; null for values that are not there. */
export function uncarryValue(carried: CarriedValue): unknown {
  switch (carried.form) {
    case "json":
      return carried.value;
    case "v8":
      return deserialize(fromBase64(carried.data));
    case "whole":
      return readWhole(carried.text);
    case "failed":
    case "lost":
      return null;
  }
}

/** Bounds of what {@link isPlainJson} looks at: what is larger or deeper counts as not plain. */
const MOST_MEMBERS = 1_000_000, MOST_LEVELS = 500;

/** Says whether a value is JSON already: turning it into JSON and back gives the same. */
export function isPlainJson(value: unknown): boolean {
  if (isPlainLeaf(value)) return true;
  if (typeof value !== "object") return false;
  const seen = new Set<unknown>([value]);
  let members = 0;
  let level = [value as object];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > MOST_LEVELS) return false;
    const next: object[] = [];
    for (const object of level) {
      for (const member of plainMembers(object)) {
        if (++members > MOST_MEMBERS) return false;
        if (isPlainLeaf(member)) continue;
        // A value met twice would come back as two, and a cycle would not end.
        if (typeof member !== "object" || seen.has(member)) return false;
        seen.add(member);
        next.push(member as object);
      }
    }
    level = next;
  }
  return true;
}

/** Whether a value is one that JSON has and that has no parts. */
export function isPlainLeaf(value: unknown): boolean {
  return value === null || typeof value === "string" || typeof value === "boolean" ||
    (typeof value === "number" && Number.isFinite(value) && !Object.is(value, -0));
}

const NOT_PLAIN = [undefined];

function plainMembers(value: object): unknown[] {
  try {
    if (Array.isArray(value)) {
      return Object.getPrototypeOf(value) === Array.prototype ? value : NOT_PLAIN;
    }
    if (Object.getPrototypeOf(value) !== Object.prototype) return NOT_PLAIN;
    return Reflect.ownKeys(value).map((key) => {
      const property = Object.getOwnPropertyDescriptor(value, key)!;
      return typeof key === "string" && property.enumerable && "value" in property
        ? property.value
        : undefined;
    });
  } catch {
    // A proxy with traps that throw.
    return NOT_PLAIN;
  }
}

function toBase64(bytes: Uint8Array): string {
  return (bytes as Uint8Array & { toBase64(): string }).toBase64();
}

function fromBase64(text: string): Uint8Array {
  return (Uint8Array as unknown as { fromBase64(text: string): Uint8Array }).fromBase64(text);
}
