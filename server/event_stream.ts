import { encodeComment } from "../engine/core/event_stream.ts";
import { limitNote, limitText } from "../engine/core/limits.ts";

/** How often a comment keeps the connection open. */
const HEARTBEAT_MS = 15_000;

/** What may wait for a client that reads slowly, in bytes; beyond that the source waits. */
const BUFFER_BYTES = 256 * 1024;

/** How often a client that does not read is looked at, in the time that it has. */
const LOOKS = 4;

const HEADERS = {
  "Content-Type": "text/event-stream",
  "Cache-Control": "no-cache",
  "X-Accel-Buffering": "no",
};

/** What is sent as Server-Sent Events, and how. */
export interface EventStreamOptions<Item> {
  /** Read once, item by item. The stream ends with it. */
  items: AsyncIterable<Item>;
  /** What is said in the end when `items` throws; without it the connection breaks. */
  onError?: (error: unknown) => Item;
  /** The data of an item's event: JSON, which has no line break. */
  encode: (item: Item) => string;
  /** The text of items that are told as a comment, which readers skip; undefined for all others. */
  comment?: (item: Item) => string | undefined;
  /** Called when the client has gone away: `items` must end soon after. */
  onGone?: () => Promise<void> | void;
  /** Milliseconds after which a client that takes nothing of what waits for it is let go; never without it. */
  stallMs?: number;
  /** Headers beside those of every event stream. */
  headers?: Record<string, string>;
  /** Milliseconds between comments. */
  heartbeatMs?: number;
}

/**
 * Answers with Server-Sent Events. The first leaves at once, what is ready together later leaves in one write. A
 * client that does not read makes the source wait, and is let go after a time.
 */
export function eventStreamResponse<Item>(options: EventStreamOptions<Item>): Response {
  const strategy = new ByteLengthQueuingStrategy({ highWaterMark: BUFFER_BYTES });
  const body = new ReadableStream(new EventWriter(options), strategy);
  return new Response(body, { headers: { ...HEADERS, ...options.headers } });
}

class EventWriter<Item> implements UnderlyingDefaultSource<Uint8Array> {
  #options: EventStreamOptions<Item>;
  #encoder = new TextEncoder();
  #pending = "";
  #flush: ReturnType<typeof setImmediate> | undefined;
  #heartbeat: ReturnType<typeof setInterval> | undefined;
  /** Resolves when the client has read enough for more; undefined while there is room. */
  #room: PromiseWithResolvers<void> | undefined;
  /** While the client is waited for. */
  #stall: StallWatch | undefined;
  /** The client has gone away. */
  #gone = false;

  constructor(options: EventStreamOptions<Item>) {
    this.#options = options;
  }

  start(controller: ReadableStreamDefaultController<Uint8Array>): void {
    const { heartbeatMs = HEARTBEAT_MS } = this.#options;
    this.#heartbeat = setInterval(() => this.#beat(controller), heartbeatMs);
    // Not awaited, because `pull` is called only once `start` has settled. It never rejects.
    void this.#run(controller);
  }

  pull(): void {
    this.#stall?.end();
    this.#room?.resolve();
    this.#room = undefined;
  }

  async cancel(): Promise<void> {
    this.#gone = true;
    this.#stopTimers();
    this.#room?.resolve();
    await this.#options.onGone?.();
  }

  async #run(controller: ReadableStreamDefaultController<Uint8Array>): Promise<void> {
    const { items, encode, comment } = this.#options;
    let first = true;
    try {
      for await (const item of items) {
        if (this.#gone) return;
        // Not `encodeEvent`, which looks for line breaks: that makes V8 copy each text together first.
        const aside = comment?.(item);
        this.#pending += aside === undefined ? `data: ${encode(item)}\n\n` : encodeComment(aside);
        if (first || this.#pending.length >= BUFFER_BYTES) this.#write(controller);
        // A macrotask: everything that is ready by then has been added by microtasks.
        else this.#flush ??= setImmediate(() => this.#write(controller));
        first = false;
        if (this.#room !== undefined) await this.#room.promise;
      }
      if (this.#gone) return;
      this.#write(controller);
      controller.close();
    } catch (error) {
      console.error("A stream of events broke:", error);
      this.#sayWhy(controller, error);
    } finally {
      this.#stopTimers();
    }
  }

  #write(controller: ReadableStreamDefaultController<Uint8Array>): void {
    clearImmediate(this.#flush);
    this.#flush = undefined;
    if (this.#gone || this.#pending === "") return;
    const bytes = this.#encoder.encode(this.#pending);
    this.#pending = "";
    // In pieces: of what is taken as a whole, nobody sees how much the client has read.
    for (let at = 0; at < bytes.length; at += BUFFER_BYTES) {
      controller.enqueue(bytes.subarray(at, at + BUFFER_BYTES));
    }
    if ((controller.desiredSize ?? 0) > 0 || this.#room) return;
    this.#room = Promise.withResolvers();
    const { stallMs = Infinity } = this.#options;
    this.#stall = new StallWatch(controller, stallMs, () => this.#letGo(controller, stallMs));
  }

  /** Ends what a client does not read, as if it had left. */
  #letGo(controller: ReadableStreamDefaultController<Uint8Array>, stallMs: number): void {
    const time = limitText("stall", stallMs);
    const error = new Error(`The client took nothing for ${time} ${limitNote("stall")}`);
    // The runtime prints it: where it was made says nothing.
    error.stack = error.message;
    controller.error(error);
    void this.cancel();
  }

  #sayWhy(controller: ReadableStreamDefaultController<Uint8Array>, error: unknown): void {
    const { encode, onError } = this.#options;
    if (this.#gone) return;
    if (onError === undefined) return controller.error(error);
    this.#pending += `data: ${encode(onError(error))}\n\n`;
    this.#write(controller);
    controller.close();
  }

  #beat(controller: ReadableStreamDefaultController<Uint8Array>): void {
    // A client that does not read has enough to wait for.
    if (this.#room === undefined) controller.enqueue(this.#encoder.encode(encodeComment("open")));
  }

  #stopTimers(): void {
    this.#stall?.end();
    clearImmediate(this.#flush);
    clearInterval(this.#heartbeat);
  }
}

/** Looks whether a client takes something of what waits for it. */
class StallWatch {
  readonly #timer: ReturnType<typeof setInterval> | undefined;

  /** @param stalled called once it has taken nothing for so long */
  constructor(
    controller: ReadableStreamDefaultController<Uint8Array>,
    stallMs: number,
    stalled: () => void,
  ) {
    if (stallMs === Infinity) return;
    let left = LOOKS;
    let before = controller.desiredSize;
    this.#timer = setInterval(() => {
      left = controller.desiredSize === before ? left - 1 : LOOKS;
      before = controller.desiredSize;
      if (left > 0) return;
      this.end();
      stalled();
    }, stallMs / LOOKS);
  }

  /** Looks no more. */
  end(): void {
    clearInterval(this.#timer);
  }
}
