import { type ErrorCode, PsynapseError } from "./errors.ts";
import { isObject, own } from "./own.ts";

/** Words for what a value is, for messages: `a number`, `a list`, `nothing`. */
export function kindOf(value: unknown): string {
  if (value === undefined) return "nothing";
  if (value === null) return "null";
  if (Array.isArray(value)) return "a list";
  switch (typeof value) {
    case "string":
      return value === "" ? "an empty text" : "a text";
    case "object":
      return "an object";
    case "boolean":
      return String(value);
    default:
      return `a ${typeof value}`;
  }
}

/**
 * Reads fields of parsed JSON of unknown form. Each reader returns the value with its type or throws a PsynapseError
 * of the given code, whose message and `details.field` name the place (`nodes[3].id`).
 */
export class FormReader {
  constructor(private readonly code: ErrorCode) {}

  /** Throws: `field` must be `wanted`, and is what `value` is. */
  fail(field: string, wanted: string, value: unknown): never {
    const message = value === undefined
      ? `${field} is missing: it must be ${wanted}`
      : `${field} must be ${wanted}, not ${kindOf(value)}`;
    throw new PsynapseError(this.code, message, { field });
  }

  /** An object. */
  object(value: unknown, field: string): Record<string, unknown> {
    return isObject(value) ? value : this.fail(field, "an object", value);
  }

  /** A list. */
  list(value: unknown, field: string): unknown[] {
    return Array.isArray(value) ? value : this.fail(field, "a list", value);
  }

  /** A text that is not empty. */
  name(value: unknown, field: string): string {
    return typeof value === "string" && value !== ""
      ? value
      : this.fail(field, "a text that is not empty", value);
  }

  /** A text under a key; undefined when it is absent or null, and when it is empty. */
  optionalText(object: Record<string, unknown>, key: string, path: string): string | undefined {
    const value = own(object, key);
    if (typeof value === "string") return value === "" ? undefined : value;
    if (value === undefined || value === null) return undefined;
    return this.fail(`${path}.${key}`, "a text", value);
  }

  /** A switch under a key; off when it is absent or null. */
  flag(object: Record<string, unknown>, key: string, path: string): boolean {
    const value = own(object, key);
    if (value === undefined || value === null) return false;
    return typeof value === "boolean" ? value : this.fail(`${path}.${key}`, "true or false", value);
  }

  /** One of a list of names; `fallback` when it is absent or null. */
  oneOf<T extends string>(value: unknown, field: string, names: readonly T[], fallback: T): T {
    if (value === undefined || value === null) return fallback;
    if (typeof value === "string" && (names as readonly string[]).includes(value)) {
      return value as T;
    }
    const wanted = names.map((name) => `"${name}"`).join(", ");
    if (typeof value !== "string") return this.fail(field, `one of ${wanted}`, value);
    throw new PsynapseError(
      this.code,
      `${field} must be one of ${wanted}, not ${JSON.stringify(value)}`,
      { field },
    );
  }
}
