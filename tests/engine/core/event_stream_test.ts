import { expect } from "@std/expect";
import fc from "fast-check";
import {
  decodeEventStream,
  encodeComment,
  encodeEvent,
  EventStreamDecoder,
} from "../../../engine/core/event_stream.ts";

function streamOf(pieces: Uint8Array<ArrayBuffer>[]): ReadableStream<Uint8Array<ArrayBuffer>> {
  return new ReadableStream({
    start(controller) {
      for (const piece of pieces) controller.enqueue(piece);
      controller.close();
    },
  });
}

async function collect(stream: ReadableStream<Uint8Array<ArrayBuffer>>): Promise<string[]> {
  return await Array.fromAsync(decodeEventStream(stream));
}

Deno.test("encodeEvent() writes one data line for a text without line breaks", () => {
  expect(encodeEvent('{"a":1}')).toBe('data: {"a":1}\n\n');
});

Deno.test("encodeEvent() writes a data line for each line of a text", () => {
  expect(encodeEvent("a\nb\r\nc\rd")).toBe("data: a\ndata: b\ndata: c\ndata: d\n\n");
});

Deno.test("encodeComment() writes a line that readers skip", () => {
  const decoder = new EventStreamDecoder();
  expect(encodeComment("keep\nalive")).toBe(": keep alive\n\n");
  expect(decoder.push(encodeComment("keep alive") + encodeEvent("x"))).toEqual(["x"]);
});

for (const [name, newline] of [["LF", "\n"], ["CRLF", "\r\n"], ["CR", "\r"]]) {
  Deno.test(`EventStreamDecoder reads lines that end with ${name}`, () => {
    const text = ["data: a", "data:b", "", ": comment", "event: x", "data", "", ""].join(newline);
    expect(new EventStreamDecoder().push(text)).toEqual(["a\nb", ""]);
  });
}

Deno.test("EventStreamDecoder takes CR and LF in two pieces for one line end", () => {
  const decoder = new EventStreamDecoder();
  expect(decoder.push("data: a\r")).toEqual([]);
  expect(decoder.push("\n\r")).toEqual(["a"]);
  expect(decoder.push("\ndata: b\r\n\r\n")).toEqual(["b"]);
});

Deno.test("EventStreamDecoder skips a byte order mark at the beginning only", () => {
  expect(new EventStreamDecoder().push("\ufeffdata: \ufeffa\n\n")).toEqual(["\ufeffa"]);
});

Deno.test("decodeEventStream() gives no event that the stream breaks off in", async () => {
  const bytes = new TextEncoder().encode("data: a\n\ndata: b\n");
  expect(await collect(streamOf([bytes]))).toEqual(["a"]);
});

Deno.test("decodeEventStream() cancels the stream when its reader leaves", async () => {
  let cancelled = false;
  const stream = new ReadableStream<Uint8Array<ArrayBuffer>>({
    pull(controller) {
      controller.enqueue(new TextEncoder().encode("data: a\n\n"));
    },
    cancel() {
      cancelled = true;
    },
  });
  for await (const data of decodeEventStream(stream)) {
    expect(data).toBe("a");
    break;
  }
  expect(cancelled).toBe(true);
});

Deno.test("decodeEventStream() passes on the error of a stream that breaks", async () => {
  const stream = new ReadableStream<Uint8Array<ArrayBuffer>>({
    pull(controller) {
      controller.error(new Error("connection lost"));
    },
  });
  await expect(collect(stream)).rejects.toThrow("connection lost");
});

Deno.test("what encodeEvent() writes decodeEventStream() reads, at any chunk boundaries", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.string({ unit: "grapheme" }).map((text) => text.replace(/\r\n?/g, "\n"))),
      fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1 }),
      async (texts, sizes) => {
        const bytes = new TextEncoder().encode(texts.map(encodeEvent).join(""));
        const pieces: Uint8Array<ArrayBuffer>[] = [];
        for (let at = 0, i = 0; at < bytes.length; i++) {
          const size = sizes[i % sizes.length];
          pieces.push(bytes.slice(at, at + size));
          at += size;
        }
        expect(await collect(streamOf(pieces))).toEqual(texts);
      },
    ),
    { numRuns: 300 },
  );
});
