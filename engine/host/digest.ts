import { createHash } from "node:crypto";
import type { Inputs } from "../core/gather_inputs.ts";
import { writeWhole } from "../core/whole_value.ts";
import { isPlainJson } from "./values.ts";

/** Texts up to this many characters stand for themselves: they are shorter than what would be made of them. */
const SHORT = 43;
/** Texts from this many characters on are remembered with their digests. */
const LONG = 1000;

const stringify = JSON.stringify;

/** SHA-256 of a text, base64. */
export function hashText(text: string): string {
  return createHash("sha256").update(text).digest("base64");
}

/**
 * Digests of values: the same for values that no op can tell apart, different for others. Remembers those of lists,
 * objects and long texts while it is there, so that a large value that goes to many nodes is read once. Values must
 * not change meanwhile.
 */
export class Digests {
  readonly #objects = new WeakMap<object, string>();
  readonly #texts = new Map<string, string>();

  /** Undefined for values that hold what cannot be compared (functions, instances of classes) or are too large. */
  of(value: unknown): string | undefined {
    if (typeof value === "string" && value.length >= LONG) {
      let digest = this.#texts.get(value);
      if (digest === undefined) this.#texts.set(value, digest = digestOfText(stringify(value)));
      return digest;
    }
    if (typeof value !== "object" || value === null) return digestOf(value);
    const known = this.#objects.get(value);
    if (known !== undefined) return known;
    const digest = digestOf(value);
    if (digest !== undefined) this.#objects.set(value, digest);
    return digest;
  }

  /**
   * Digest of a node's inputs by their names, as `gatherInputs` gives them: base64 of 44 characters. Undefined when
   * one of them has none.
   */
  ofInputs(inputs: Inputs): string | undefined {
    const parts: string[] = [];
    for (const name of Object.keys(inputs)) {
      const digest = this.of(inputs[name]);
      if (digest === undefined) return undefined;
      parts.push(name, digest);
    }
    return hashText(stringify(parts));
  }
}

function digestOf(value: unknown): string | undefined {
  if (isPlainJson(value)) return digestOfText(stringify(value));
  const text = writeWhole(value);
  // The sign keeps it apart from the JSON that it looks like.
  return text === undefined ? undefined : `~${digestOfText(text)}`;
}

function digestOfText(text: string): string {
  return text.length <= SHORT ? text : `#${hashText(text)}`;
}
