import type { JsonValue } from "./json.ts";
import { setOwn } from "./own.ts";
import { isNodeEvent, type NodeEvent, type RunEvent, type StreamingEvent } from "./run_event.ts";
import { isSecretName, isSetting, looksSecret, passwordsIn } from "./secret_values.ts";

/** Stands where the value of an environment variable was. */
export const MASKED = "••••";

/** Values that are shorter stand in texts by chance, or tell nothing. */
const TEXT_LENGTH = 4;

/** The same for what ops compute, which is changed only for values that cannot be there by chance. */
const DATA_LENGTH = 8;

/** What stands at the end of a text that was cut; the first of a secret may stand before it. */
const CUT = "…";

/** Takes the secrets among a run's environment variables out of what is told of it. */
export interface ValueMask {
  /** A line or message for people: no secret is left in it, nor the first of one where it was cut with `…`. */
  text(text: string): string;
  /**
   * A node's value: texts in it that hold a secret and more, or that are a secret inside a list or object, are masked.
   * A value that is nothing but the secret stays, as that is what its op was asked for.
   */
  data(value: JsonValue): JsonValue;
  /**
   * An event, masked: messages as texts; inputs, outputs and results as data; chunks without secrets. To be called with
   * every event of the run, in order. The end of a chunk that may be the first of a secret comes with the node's next
   * event: then an event becomes two, or none.
   */
  events(event: RunEvent): RunEvent[];
}

/**
 * Makes the mask of a run; undefined when there is nothing to mask. Secret is the value of a variable whose name says
 * so, and one that looks like a secret: words, numbers and paths stay as they are.
 *
 * It keeps secrets out of logs, screenshots and files that an op's carelessness would put them in. It is no fence
 * against an op that means to give them away: that can write them in another way.
 *
 * @param envVars values by name
 */
export function createValueMask(envVars: Record<string, string>): ValueMask | undefined {
  const whole = new Set<string>();
  const parts: string[] = [];
  for (const [name, value] of Object.entries(envVars)) {
    const isNamed = isSecretName(name) && !isSetting(value);
    if (isNamed || looksSecret(value)) {
      whole.add(value);
      parts.push(value);
      // Logs are written line by line, and a key in a file has several.
      parts.push(...value.split(/\r?\n/).filter((line) => isNamed || looksSecret(line)));
    }
    parts.push(...passwordsIn(value));
  }
  const texts = needles(parts, TEXT_LENGTH);
  return texts.length === 0 ? undefined : new Mask(texts, needles(parts, DATA_LENGTH), whole);
}

/** Secrets in every form that messages have them in, the longest first: one may be a part of another. */
function needles(secrets: readonly string[], shortest: number): string[] {
  const long = secrets.filter((secret) => secret.trim().length >= shortest);
  const forms = long.flatMap((secret) => [
    secret,
    JSON.stringify(secret).slice(1, -1),
    // Half of a surrogate pair has no such form.
    encodeURIComponent(secret.toWellFormed()),
  ]);
  return [...new Set(forms)].sort((a, b) => b.length - a.length);
}

class Mask implements ValueMask {
  /** By node, what has come of its text and is not told yet. */
  readonly #held = new Map<string, StreamingEvent>();

  constructor(
    private readonly texts: readonly string[],
    private readonly secrets: readonly string[],
    private readonly whole: ReadonlySet<string>,
  ) {}

  text(text: string): string {
    const masked = without(text, this.texts);
    if (!masked.includes(CUT)) return masked;
    const pieces = masked.split(CUT);
    return pieces.map((piece, i) => {
      const begun = i === pieces.length - 1 ? 0 : begunAtEnd(piece, this.texts);
      return begun < TEXT_LENGTH ? piece : piece.slice(0, -begun) + MASKED;
    }).join(CUT);
  }

  data(value: JsonValue): JsonValue {
    if (this.secrets.length === 0) return value;
    return typeof value === "string" && this.whole.has(value) ? value : this.#inside(value);
  }

  events(event: RunEvent): RunEvent[] {
    if (event.status === "waiting") return [event];
    if (!isNodeEvent(event)) {
      const last = event.status === "done"
        ? { ...event, results: this.#each(event.results) }
        : { ...event, error: this.text(event.error) };
      return [...this.#release(), last];
    }
    if (event.status === "streaming") return this.#chunk(event);
    return [...this.#release(event.node_id), this.#nodeEvent(event)];
  }

  #nodeEvent(event: Exclude<NodeEvent, StreamingEvent>): RunEvent {
    switch (event.status) {
      case "executing":
        return { ...event, inputs: this.#each(event.inputs) };
      case "progress":
        return { ...event, progress_message: this.text(event.progress_message) };
      case "log":
        return { ...event, text: this.text(event.text) };
      case "completed": {
        const output = this.data(event.output);
        const { inputs } = event;
        return {
          ...event,
          output,
          ...(inputs === undefined ? {} : { inputs: this.#each(inputs) }),
        };
      }
      case "error":
        return { ...event, error: this.text(event.error) };
    }
  }

  /** A secret may be cut in two by the chunks: what may be its first waits for the next. */
  #chunk(event: StreamingEvent): RunEvent[] {
    const before = this.#held.get(event.node_id)?.streaming_chunk ?? "";
    const text = before + event.streaming_chunk;
    const end = this.#endOfCertain(text);
    if (end === text.length) this.#held.delete(event.node_id);
    else this.#held.set(event.node_id, { ...event, streaming_chunk: text.slice(end) });
    const certain = without(text.slice(0, end), this.secrets);
    return certain === "" ? [] : [{ ...event, streaming_chunk: certain }];
  }

  /** Up to where a text holds no first part of a secret whose rest may come; never within a secret. */
  #endOfCertain(text: string): number {
    let end = text.length - begunAtEnd(text, this.secrets);
    for (const secret of this.secrets) {
      const at = text.indexOf(secret, Math.max(0, end - secret.length + 1));
      if (at !== -1 && at < end) end = at + secret.length;
    }
    return end;
  }

  /** What waited of a node's text, or of all nodes': its rest did not come. */
  #release(nodeId?: string): RunEvent[] {
    const ids = nodeId === undefined ? [...this.#held.keys()] : [nodeId];
    return ids.flatMap((id) => {
      const held = this.#held.get(id);
      this.#held.delete(id);
      if (held === undefined) return [];
      return { ...held, streaming_chunk: without(held.streaming_chunk, this.secrets) };
    });
  }

  #each(values: Record<string, JsonValue>): Record<string, JsonValue> {
    return mapped(values, (value) => this.data(value));
  }

  /** The same value where nothing in it is masked, so that large ones are not copied for nothing. */
  #inside(value: JsonValue): JsonValue {
    if (typeof value === "string") return without(value, this.secrets);
    if (typeof value !== "object" || value === null) return value;
    if (!Array.isArray(value)) {
      return mapped(value, (one) => this.#inside(one), (key) => without(key, this.secrets));
    }
    const items = value.map((one) => this.#inside(one));
    return items.every((item, i) => item === value[i]) ? value : items;
  }
}

function without(text: string, parts: readonly string[]): string {
  let masked = text;
  for (const part of parts) masked = masked.replaceAll(part, MASKED);
  return masked;
}

/** How many characters at the end of a text are the first of one of the parts, and not the whole of it. */
function begunAtEnd(text: string, parts: readonly string[]): number {
  let most = 0;
  const last = text[text.length - 1];
  for (const part of parts) {
    for (let size = Math.min(part.length - 1, text.length); size > most; size--) {
      if (part[size - 1] === last && text.endsWith(part.slice(0, size))) most = size;
    }
  }
  return most;
}

/** The same object where nothing changes. */
function mapped(
  values: Record<string, JsonValue>,
  change: (value: JsonValue) => JsonValue,
  rename: (key: string) => string = (key) => key,
): Record<string, JsonValue> {
  const copy: Record<string, JsonValue> = {};
  let isChanged = false;
  for (const [key, value] of Object.entries(values)) {
    const next = change(value);
    const name = rename(key);
    isChanged ||= next !== value || name !== key;
    setOwn(copy, name, next);
  }
  return isChanged ? copy : values;
}
