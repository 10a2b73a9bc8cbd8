import { expect } from "@std/expect";
import { describe, it } from "@std/testing/bdd";
import { decodeEventStream } from "../../engine/core/event_stream.ts";
import { eventStreamResponse } from "../../server/event_stream.ts";
import { within } from "../helpers/within.ts";

function read(response: Response): AsyncGenerator<string> {
  if (response.body === null) throw new Error("no body");
  return decodeEventStream(response.body);
}

async function* numbers(count: number): AsyncGenerator<number> {
  for (let i = 1; i <= count; i++) yield i;
}

const encode = (item: number): string => String(item);

describe("eventStreamResponse()", () => {
  it("sends the headers that keep proxies from holding events back", async () => {
    const response = eventStreamResponse({
      items: numbers(0),
      encode,
      headers: { "X-Run-Id": "r1" },
    });
    expect(response.headers.get("Content-Type")).toBe("text/event-stream");
    expect(response.headers.get("Cache-Control")).toBe("no-cache");
    expect(response.headers.get("X-Accel-Buffering")).toBe("no");
    expect(response.headers.get("X-Run-Id")).toBe("r1");
    expect(await response.text()).toBe("");
  });

  it("sends every item once, in order", async () => {
    const events = read(eventStreamResponse({ items: numbers(3), encode }));
    expect(await Array.fromAsync(events)).toEqual(["1", "2", "3"]);
  });

  it("sends the first item before there is a second", async () => {
    const second = Promise.withResolvers<number>();
    async function* items(): AsyncGenerator<number> {
      yield 1;
      yield await second.promise;
    }
    const events = read(eventStreamResponse({ items: items(), encode }));
    expect((await events.next()).value).toBe("1");
    second.resolve(2);
    expect((await events.next()).value).toBe("2");
    expect((await events.next()).done).toBe(true);
  });

  it("sends what is ready together in one write", async () => {
    const { body } = eventStreamResponse({ items: numbers(1000), encode });
    const chunks = body === null ? [] : await Array.fromAsync(body);
    // The first leaves alone; the others are ready by then.
    expect(chunks.length).toBe(2);
  });

  it("lets the items wait for a client that does not read", async () => {
    let made = 0;
    async function* items(): AsyncGenerator<string> {
      while (true) {
        made++;
        yield "x".repeat(10_000);
      }
    }
    const response = eventStreamResponse({ items: items(), encode: (item) => item });
    const reader = response.body?.getReader();
    await reader?.read();
    const settled = await stable(() => made);
    expect(settled * 10_000).toBeLessThan(2_000_000);
    await reader?.read();
    expect(await stable(() => made)).toBeGreaterThan(settled);
    await reader?.cancel();
  });

  it("lets a client go that takes nothing", async () => {
    const gone = Promise.withResolvers<void>();
    async function* items(): AsyncGenerator<string> {
      while (true) yield "x".repeat(10_000);
    }
    const response = eventStreamResponse({
      items: items(),
      encode: (item) => item,
      onGone: () => gone.resolve(),
      stallMs: 20,
    });
    await within("the end of a stream that is not read", gone.promise);
    const left = await response.body?.getReader().read().catch((error: Error) => error.message);
    expect(left).toBe("The client took nothing for 20 ms (limit --max-stall)");
  });

  it("does not let a client go that takes little of what is large, or that nothing waits for", async () => {
    let isGone = false;
    const more = Promise.withResolvers<void>();
    async function* items(): AsyncGenerator<string> {
      yield "x".repeat(5_000_000);
      await more.promise;
      yield "y";
    }
    const response = eventStreamResponse({
      items: items(),
      encode: (item) => item,
      onGone: () => void (isGone = true),
      stallMs: 200,
    });
    const reader = response.body?.getReader();
    let size = 0;
    while (size < 5_000_000) {
      size += (await reader?.read())?.value?.length ?? NaN;
      await new Promise((resolve) => setTimeout(resolve, 30));
    }
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(isGone).toBe(false);
    more.resolve();
    expect(new TextDecoder().decode((await reader?.read())?.value)).toBe("data: y\n\n");
    await reader?.cancel();
  });

  it("says that the client has gone, and reads no further item", async () => {
    const gone = Promise.withResolvers<void>();
    let ended = false;
    async function* items(): AsyncGenerator<number> {
      try {
        yield 1;
        await gone.promise;
        yield 2;
      } finally {
        ended = true;
      }
    }
    const response = eventStreamResponse({ items: items(), encode, onGone: () => gone.resolve() });
    const reader = response.body?.getReader();
    await reader?.read();
    await reader?.cancel();
    await gone.promise;
    await stable(() => ended);
    expect(ended).toBe(true);
  });

  it("sends comments while nothing happens, and none after the end", async () => {
    const end = Promise.withResolvers<number>();
    async function* items(): AsyncGenerator<number> {
      yield await end.promise;
    }
    const response = eventStreamResponse({ items: items(), encode, heartbeatMs: 5 });
    const reader = response.body?.getReader();
    const first = await reader?.read();
    expect(new TextDecoder().decode(first?.value)).toMatch(/^: .+\n\n$/);
    end.resolve(1);
    let last = await reader?.read();
    while (last?.done === false) last = await reader?.read();
    expect(last?.done).toBe(true);
  });

  it("sends what is said of an error as the last item", async () => {
    async function* items(): AsyncGenerator<string> {
      yield "one";
      throw new Error("lost");
    }
    const quiet = console.error;
    console.error = () => {};
    try {
      const events = read(eventStreamResponse({
        items: items(),
        encode: (item) => item,
        onError: (error) => `failed: ${error instanceof Error ? error.message : ""}`,
      }));
      expect(await Array.fromAsync(events)).toEqual(["one", "failed: lost"]);
    } finally {
      console.error = quiet;
    }
  });
});

/** The value once it has not changed for some turns of the event loop. */
async function stable<T>(value: () => T): Promise<T> {
  let last = value();
  for (let same = 0; same < 20; same++) {
    await new Promise((resolve) => setImmediate(resolve));
    if (value() !== last) same = 0;
    last = value();
  }
  return last;
}
