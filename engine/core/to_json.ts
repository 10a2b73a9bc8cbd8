import type { JsonValue } from "./json.ts";
import { setOwn } from "./own.ts";
import {
  binaryText,
  className,
  errorText,
  functionText,
  instanceText,
  symbolText,
} from "./stand_in.ts";

/** How much of a value is turned to JSON. */
export interface JsonLimits {
  /** How deep lists and objects may be nested; what is deeper becomes `[List …]` or `[Object …]`. 512 by default. */
  maxDepth?: number;
  /** How many items and fields there may be in all; the next ones become one `[…]`. 10,000,000 by default. */
  maxItems?: number;
}

const DEFAULT_LIMITS: Required<JsonLimits> = { maxDepth: 512, maxItems: 10_000_000 };

/**
 * A value as JSON can hold it, for events and results. What it cannot hold gets a readable stand-in: NaN and
 * infinities are the texts `NaN`, `Infinity`, `-Infinity`; dates ISO texts; big integers their digits; maps with text
 * keys objects, others lists of pairs; sets lists; functions, symbols, instances of classes, binary data and cycles a
 * text in brackets (`[Function add]`, `[Circular]`, `[Uint8Array 12 bytes]`). `toJSON` methods are asked. Undefined is
 * null, and as a field left out.
 *
 * Always a copy: it does not change when the value does. Never throws, whatever getters and proxies do.
 */
export function toJson(value: unknown, limits?: JsonLimits): JsonValue {
  switch (typeof value) {
    case "string":
    case "boolean":
      return value;
    case "number":
      return Number.isFinite(value) ? value : String(value);
    case "object":
      return value === null ? null : new Converter(limits ?? DEFAULT_LIMITS).object(value);
    case "undefined":
      return null;
    case "bigint":
      return String(value);
    case "symbol":
      return symbolText(value);
    case "function":
      return functionText(value);
  }
}

/** Turns one value to JSON; knows the objects that it is inside of. */
class Converter {
  readonly #inside = new Set<object>();
  readonly #maxDepth: number;
  #itemsLeft: number;

  constructor({ maxDepth, maxItems }: JsonLimits) {
    this.#maxDepth = maxDepth ?? DEFAULT_LIMITS.maxDepth;
    this.#itemsLeft = maxItems ?? DEFAULT_LIMITS.maxItems;
  }

  any(value: unknown): JsonValue {
    return typeof value === "object" && value !== null ? this.object(value) : toJson(value);
  }

  object(object: object): JsonValue {
    if (this.#inside.has(object)) return "[Circular]";
    if (this.#inside.size >= this.#maxDepth) return tooDeep(object);
    this.#inside.add(object);
    try {
      return this.#convert(object);
    } catch {
      // A getter, a proxy or a `toJSON` of the value threw, which is no fault of the run: the place is marked.
      return "[Unreadable]";
    } finally {
      this.#inside.delete(object);
    }
  }

  #convert(object: object): JsonValue {
    if (Array.isArray(object)) return this.#list(object);
    const prototype = Object.getPrototypeOf(object);
    if (prototype === Object.prototype || prototype === null) return this.#fields(object);
    return this.#instance(object);
  }

  #list(list: readonly unknown[]): JsonValue {
    if (isMostlyEmpty(list)) return `[List ${list.length} items, most of them empty]`;
    const converted: JsonValue[] = [];
    for (let i = 0; i < list.length; i++) {
      if (this.#itemsLeft-- <= 0) {
        converted.push("[…]");
        break;
      }
      converted.push(this.#field(list, i) ?? null);
    }
    return converted;
  }

  #fields(object: object): JsonValue {
    if (typeof (object as { toJSON?: unknown }).toJSON === "function") return this.#ask(object);
    const converted: { [key: string]: JsonValue } = {};
    for (const key of Object.keys(object)) {
      if (this.#itemsLeft-- <= 0) {
        setOwn<JsonValue>(converted, "…", "[…]");
        break;
      }
      const value = this.#field(object, key);
      if (value !== undefined) setOwn(converted, key, value);
    }
    return converted;
  }

  /** One item or field; undefined when it is undefined. One that throws does not take the others away. */
  #field(object: object, key: string | number): JsonValue | undefined {
    let value: unknown;
    try {
      value = (object as Record<string | number, unknown>)[key];
    } catch {
      return "[Unreadable]";
    }
    return value === undefined ? undefined : this.any(value);
  }

  #instance(object: object): JsonValue {
    if (object instanceof Date) {
      return Number.isNaN(object.getTime()) ? "Invalid Date" : object.toISOString();
    }
    if (object instanceof Map) return this.#map(object);
    if (object instanceof Set) return this.#list([...object]);
    if (object instanceof RegExp) return String(object);
    if (object instanceof Error) return errorText(object);
    const boxed = unbox(object);
    if (boxed !== undefined) return toJson(boxed);
    const binary = binaryText(object);
    if (binary !== undefined) return binary;
    if (typeof (object as { toJSON?: unknown }).toJSON === "function") return this.#ask(object);
    return instanceText(className(object), JSON.stringify(this.#fields(object)));
  }

  #map(map: Map<unknown, unknown>): JsonValue {
    const entries = [...map];
    if (!entries.every(([key]) => typeof key === "string")) return this.#list(entries);
    const converted: { [key: string]: JsonValue } = {};
    for (const [key, value] of entries) {
      if (this.#itemsLeft-- <= 0) {
        setOwn<JsonValue>(converted, "…", "[…]");
        break;
      }
      setOwn(converted, String(key), this.any(value));
    }
    return converted;
  }

  /** What an object says of itself. One that answers with itself is shown by its fields. */
  #ask(object: object): JsonValue {
    const answer: unknown = (object as { toJSON: (key: string) => unknown }).toJSON("");
    return answer === object ? `[${className(object)}]` : this.any(answer);
  }
}

/** Lists of fewer items are told item by item, empty or not. */
const MANY = 100_000;
/** How many places of a list tell whether it is empty. */
const PROBES = 64;

/** Whether hardly anything is in a list that is long: a few bytes of it could become gigabytes of nulls. */
function isMostlyEmpty(list: readonly unknown[]): boolean {
  if (list.length < MANY) return false;
  let found = 0;
  for (let i = 0; i < PROBES; i++) {
    if (Math.floor(i * (list.length / PROBES)) in list) found++;
  }
  return found < PROBES / 2;
}

/** The primitive inside `new Number(…)` and the like; undefined for other objects. */
function unbox(object: object): number | string | boolean | bigint | symbol | undefined {
  if (
    object instanceof Number || object instanceof String || object instanceof Boolean ||
    object instanceof BigInt || object instanceof Symbol
  ) return object.valueOf() as number | string | boolean | bigint | symbol;
  return undefined;
}

function tooDeep(object: object): string {
  try {
    return Array.isArray(object) ? "[List …]" : "[Object …]";
  } catch {
    return "[Unreadable]";
  }
}
