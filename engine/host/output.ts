import type { JsonValue } from "../core/json.ts";
import { limitNote, limitText } from "../core/limits.ts";
import { EXECUTING, type FromHost, type HostEvent } from "./protocol.ts";

/** What happened to a node is too large to be told. The message completes `Node "x" …`. */
export class TooLargeError extends Error {
  override readonly name = "TooLargeError";
  readonly #isOne = true;

  /** Whether something is one. Unlike `instanceof`, it asks nothing of what is thrown, which may be a hostile proxy. */
  static is(thrown: unknown): boolean {
    return typeof thrown === "object" && thrown !== null && #isOne in thrown;
  }
}

/** Writes messages to the server. Made before ops are loaded: it uses nothing that an op can replace. */
export class HostOutput {
  #events = "";
  #run = 0;
  #scheduled = false;
  readonly #prefix: string;
  /** Gets what goes wrong where nobody waits for it. */
  onFailure: (error: unknown) => void = (error) => {
    throw error;
  };
  readonly #flushLater = (): void => {
    this.#scheduled = false;
    try {
      this.flush();
    } catch (error) {
      this.onFailure(error);
    }
  };

  /** @param most characters of an event */
  constructor(secret: string, private readonly most = Infinity) {
    this.#prefix = `\n${secret}`;
  }

  /** Events from now on belong to this run. */
  begin(run: number): void {
    this.flush();
    this.#run = run;
  }

  /**
   * Keeps an event for the next {@link flush}, which comes by itself once the thread is free.
   *
   * @throws {TooLargeError} when its JSON is longer than an event may be
   */
  event(event: HostEvent): void {
    const text = eventText(event, this.most);
    if (this.#events.length + text.length > MOST_TEXT) this.flush();
    this.#events = this.#events === "" ? text : `${this.#events},${text}`;
    if (this.#scheduled) return;
    this.#scheduled = true;
    soon(this.#flushLater);
  }

  /**
   * For a value of which only a preview is told.
   *
   * @param bytes that its JSON takes, about
   * @throws {TooLargeError} when that is more than a value may take
   */
  check(bytes: number): void {
    if (bytes > this.most) throw tooLarge("put out", this.most);
  }

  /** Sends the events that are kept. Blocks while the server does not read: that is the back-pressure. */
  flush(): void {
    if (this.#events !== "") writeAll(encode(this.#takeEvents()));
  }

  /** Sends a message, after the events that are kept. */
  send(message: Exclude<FromHost, { type: "events" }>): void {
    writeAll(encode(`${this.#takeEvents()}${this.#prefix}${stringify(message)}\n`));
  }

  /** Tells a value that was asked for; says that there is none when it is too large to be told at once. */
  answer(id: number, value: JsonValue | undefined): void {
    let text: string | undefined;
    try {
      if (value !== undefined) text = stringify({ type: "value", id, value });
    } catch {
      // There is no text of that length.
    }
    if (text === undefined || text.length > this.most) text = stringify({ type: "value", id });
    writeAll(encode(`${this.#takeEvents()}${this.#prefix}${text}\n`));
  }

  #takeEvents(): string {
    if (this.#events === "") return "";
    const line = `${this.#prefix}[${this.#run},${this.#events}]\n`;
    this.#events = "";
    return line;
  }
}

/** Events that are kept at most before they are sent, in characters. */
const MOST_TEXT = 65536;

/** An event as JSON. */
function eventText(event: HostEvent, most: number): string {
  let text: string | undefined;
  try {
    // A text that is too long by itself is not written out to be measured.
    if (!hasLonger(event, most)) text = stringify(event);
  } catch {
    // There is no text of that length.
  }
  if (text !== undefined && text.length <= most) return text;
  throw tooLarge(event[0] === EXECUTING ? "took in" : "put out", most);
}

function hasLonger(event: HostEvent, most: number): boolean {
  for (let i = 2; i < event.length; i++) {
    const part: unknown = event[i];
    if (typeof part === "string" && part.length > most) return true;
  }
  return false;
}

function tooLarge(verb: string, most: number): TooLargeError {
  return new TooLargeError(
    most === Infinity
      ? `${verb} more at once than can be told`
      : `${verb} more than ${limitText("value", most)} at once ${limitNote("value")}`,
  );
}

const stringify = JSON.stringify;
const soon = setImmediate;
const encode = TextEncoder.prototype.encode.bind(new TextEncoder());
const writeSync = Deno.stdout.writeSync.bind(Deno.stdout);
const Bytes = Uint8Array;
const TypedArray = Object.getPrototypeOf(Uint8Array.prototype);
/** Reads what every typed array has, by functions that ops cannot replace. */
function reader<T>(name: "buffer" | "byteLength"): (bytes: Uint8Array) => T {
  return Function.prototype.call.bind(Object.getOwnPropertyDescriptor(TypedArray, name)!.get!);
}
const bufferOf = reader<ArrayBuffer>("buffer");
const lengthOf = reader<number>("byteLength");

function writeAll(bytes: Uint8Array): void {
  let written = writeSync(bytes);
  const length = lengthOf(bytes);
  // Not `subarray()`: it asks the class of the bytes, which an op can change, what to make; the bytes hold the secret.
  while (written < length) {
    written += writeSync(new Bytes(bufferOf(bytes), written, length - written));
  }
}
