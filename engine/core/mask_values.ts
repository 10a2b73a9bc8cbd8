import type { JsonValue } from "./json.ts";
import { setOwn } from "./own.ts";
import { isNodeEvent, type RunEvent } from "./run_event.ts";

/** Stands where the value of an environment variable was. */
export const MASKED = "••••";

/** Values that are shorter stand in texts by chance, or tell nothing. */
const TEXT_LENGTH = 4;

/** The same for what ops compute, which is changed only for values that cannot be there by chance. */
const DATA_LENGTH = 8;

/** Names of variables whose values are secrets. */
const SECRET_NAME = /KEY|TOKEN|SECRET|PASS|PWD|CREDENTIAL|AUTH|PRIVATE/i;

/** Takes the values of a run's environment variables out of what is told of it. */
export interface ValueMask {
  /** A line or message for people: no variable's value is left in it. */
  text(text: string): string;
  /**
   * A node's value: texts in it that hold a secret and more, or that are a secret inside a list or object, are masked.
   * A value that is nothing but the secret stays, as that is what its op was asked for.
   */
  data(value: JsonValue): JsonValue;
  /** An event: messages as texts; inputs, outputs and results as data; chunks without secrets. */
  event(event: RunEvent): RunEvent;
}

/**
 * Makes the mask of a run; undefined when there is nothing to mask.
 *
 * It keeps secrets out of logs, screenshots and files that an op's carelessness would put them in. It is no fence
 * against an op that means to give them away: that can write them in another way.
 *
 * @param envVars values by name
 */
export function createValueMask(envVars: Record<string, string>): ValueMask | undefined {
  const named = Object.entries(envVars);
  const all = needles(named.map(([, value]) => value), TEXT_LENGTH);
  if (all.length === 0) return undefined;
  const secret = named.filter(([name]) => SECRET_NAME.test(name)).map(([, value]) => value);
  return new Mask(all, needles(secret, DATA_LENGTH), new Set(secret));
}

/** Values and the lines of those that have several, the longest first: one may be a part of another. */
function needles(values: readonly string[], shortest: number): string[] {
  const parts = values.flatMap((value) => [value, ...value.split(/\r?\n/)]);
  return [...new Set(parts)].filter((part) => part.trim().length >= shortest)
    .sort((a, b) => b.length - a.length);
}

class Mask implements ValueMask {
  constructor(
    private readonly all: readonly string[],
    private readonly secrets: readonly string[],
    private readonly whole: ReadonlySet<string>,
  ) {}

  text(text: string): string {
    return without(text, this.all);
  }

  data(value: JsonValue): JsonValue {
    if (this.secrets.length === 0) return value;
    return typeof value === "string" && this.whole.has(value) ? value : this.#inside(value);
  }

  event(event: RunEvent): RunEvent {
    if (!isNodeEvent(event)) {
      if (event.status === "waiting") return event;
      return event.status === "done"
        ? { ...event, results: this.#each(event.results) }
        : { ...event, error: this.text(event.error) };
    }
    switch (event.status) {
      case "executing":
        return { ...event, inputs: this.#each(event.inputs) };
      case "progress":
        return { ...event, progress_message: this.text(event.progress_message) };
      case "streaming":
        return { ...event, streaming_chunk: without(event.streaming_chunk, this.secrets) };
      case "log":
        return { ...event, text: this.text(event.text) };
      case "completed":
        return { ...event, output: this.data(event.output) };
      case "error":
        return { ...event, error: this.text(event.error) };
    }
  }

  #each(values: Record<string, JsonValue>): Record<string, JsonValue> {
    return mapped(values, (value) => this.data(value));
  }

  /** The same value where nothing in it is masked, so that large ones are not copied for nothing. */
  #inside(value: JsonValue): JsonValue {
    if (typeof value === "string") return without(value, this.secrets);
    if (typeof value !== "object" || value === null) return value;
    if (!Array.isArray(value)) return mapped(value, (one) => this.#inside(one));
    const items = value.map((one) => this.#inside(one));
    return items.every((item, i) => item === value[i]) ? value : items;
  }
}

function without(text: string, parts: readonly string[]): string {
  let masked = text;
  for (const part of parts) masked = masked.replaceAll(part, MASKED);
  return masked;
}

/** The same object where no value changes. */
function mapped(
  values: Record<string, JsonValue>,
  change: (value: JsonValue) => JsonValue,
): Record<string, JsonValue> {
  const copy: Record<string, JsonValue> = {};
  let isChanged = false;
  for (const [key, value] of Object.entries(values)) {
    const next = change(value);
    isChanged ||= next !== value;
    setOwn(copy, key, next);
  }
  return isChanged ? copy : values;
}
