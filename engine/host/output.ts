import type { FromHost, HostEvent } from "./protocol.ts";

/** Writes messages to the server. Made before ops are loaded: it uses nothing that an op can replace. */
export class HostOutput {
  #events = "";
  #run = 0;
  #scheduled = false;
  readonly #prefix: string;
  readonly #flushLater = (): void => {
    this.#scheduled = false;
    this.flush();
  };

  constructor(secret: string) {
    this.#prefix = `\n${secret}`;
  }

  /** Events from now on belong to this run. */
  begin(run: number): void {
    this.flush();
    this.#run = run;
  }

  /** Keeps an event for the next {@link flush}, which comes by itself once the thread is free. */
  event(event: HostEvent): void {
    const text = eventText(event);
    if (this.#events.length + text.length > MOST_TEXT) this.flush();
    this.#events = this.#events === "" ? text : `${this.#events},${text}`;
    if (this.#scheduled) return;
    this.#scheduled = true;
    soon(this.#flushLater);
  }

  /** Sends the events that are kept. Blocks while the server does not read: that is the back-pressure. */
  flush(): void {
    if (this.#events !== "") writeAll(encode(this.#takeEvents()));
  }

  /** Sends a message, after the events that are kept. */
  send(message: Exclude<FromHost, { type: "events" }>): void {
    writeAll(encode(`${this.#takeEvents()}${this.#prefix}${stringify(message)}\n`));
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

/** An event as JSON. Throws when there is no text of that length. */
function eventText(event: HostEvent): string {
  try {
    return stringify(event);
  } catch (cause) {
    throw new Error("The value is too large to be told", { cause });
  }
}

const stringify = JSON.stringify;
const soon = setImmediate;
const encode = TextEncoder.prototype.encode.bind(new TextEncoder());
const writeSync = Deno.stdout.writeSync.bind(Deno.stdout);
const subarray = Function.prototype.call.bind(Uint8Array.prototype.subarray) as (
  bytes: Uint8Array,
  start: number,
) => Uint8Array;

function writeAll(bytes: Uint8Array): void {
  let rest = bytes;
  while (rest.length > 0) rest = subarray(rest, writeSync(rest));
}
