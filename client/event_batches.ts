import { EventStreamDecoder } from "../engine/core/event_stream.ts";
import type { Clock } from "./clock.ts";

/** The server sends at least a comment every 15 s; after three missed ones it is gone, whatever TCP says. */
const SILENCE_LIMIT_MS = 50_000;

/**
 * The events of a response, those that arrive together as one batch. Leaving the loop ends the
 * connection.
 *
 * @throws an Error in words when the connection breaks or goes silent
 */
export async function* eventBatches(
  body: ReadableStream<Uint8Array>,
  clock: Clock,
): AsyncGenerator<string[], void, undefined> {
  const decoder = new EventStreamDecoder();
  const texts = new TextDecoder();
  const reader = body.getReader();
  try {
    while (true) {
      const { done, value } = await readInTime(reader, clock);
      if (done) return;
      const events = decoder.push(texts.decode(value, { stream: true }));
      if (events.length > 0) yield events;
    }
  } finally {
    // What broke is cancelled already and says so; the loop has been told by `read`.
    await reader.cancel().catch(() => {});
  }
}

async function readInTime(
  reader: ReadableStreamDefaultReader<Uint8Array>,
  clock: Clock,
): Promise<ReadableStreamReadResult<Uint8Array>> {
  let callOff = () => {};
  const silence = new Promise<never>((_, reject) => {
    callOff = clock.after(
      SILENCE_LIMIT_MS,
      () => reject(new Error("The server has gone silent. Check that it is still running.")),
    );
  });
  try {
    return await Promise.race([reader.read(), silence]);
  } finally {
    callOff();
  }
}
