import { expect } from "@std/expect";
import { describe, it } from "@std/testing/bdd";
import { HttpError } from "fresh";
import { PsynapseError } from "../../engine/core/errors.ts";
import { readJson } from "../../server/read_body.ts";

function post(body: BodyInit, headers: Record<string, string> = {}): Request {
  return new Request("http://localhost/", { method: "POST", body, headers });
}

async function refused(request: Request, limit = 1000): Promise<unknown> {
  return await readJson(request, limit).then(() => undefined, (error: unknown) => error);
}

describe("readJson()", () => {
  it("reads JSON, with a byte order mark or without", async () => {
    expect(await readJson(post('{"a":[1]}'), 1000)).toEqual({ a: [1] });
    expect(await readJson(post("\ufeff[]"), 1000)).toEqual([]);
  });

  it("reads a body of exactly the limit", async () => {
    expect(await readJson(post('"12345678"'), 10)).toBe("12345678");
    expect(await refused(post('"123456789"'), 10)).toMatchObject({ status: 413 });
  });

  it("refuses what is announced as too long without reading it", async () => {
    let pulled = 0;
    const body = new ReadableStream<Uint8Array>({ pull: () => void pulled++ }, {
      highWaterMark: 0,
    });
    const error = await refused(post(body, { "Content-Length": "1001" }));
    expect(error).toBeInstanceOf(HttpError);
    expect(error).toMatchObject({ status: 413, message: expect.stringContaining("--body-limit") });
    expect(pulled).toBe(0);
  });

  it("stops reading where a body of unknown length becomes too long", async () => {
    let pulled = 0;
    let cancelled = false;
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        pulled++;
        controller.enqueue(new Uint8Array(100));
      },
      cancel: () => void (cancelled = true),
    }, { highWaterMark: 0 });
    expect(await refused(post(body))).toMatchObject({ status: 413 });
    expect(pulled).toBe(11);
    expect(cancelled).toBe(true);
  });

  /** A body that gives its chunks, and then nothing more. */
  function stalled(...chunks: string[]): { body: ReadableStream<Uint8Array>; left: Promise<void> } {
    const left = Promise.withResolvers<void>();
    const bytes = chunks.map((chunk) => new TextEncoder().encode(chunk));
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        const next = bytes.shift();
        if (next) controller.enqueue(next);
        else return new Promise(() => {});
      },
      cancel: () => left.resolve(),
    });
    return { body, left: left.promise };
  }

  it("gives up a body of which nothing more comes", async () => {
    const { body, left } = stalled('{"nodes"', ":[");
    const times = { silence: 20, total: 60_000 };
    const error = await readJson(post(body), 1000, times).catch((error) => error);
    expect(error).toBeInstanceOf(HttpError);
    expect(error).toMatchObject({
      status: 408,
      message: "The body did not come: nothing of it for 0.02 s. Send it again.",
    });
    await left;
  });

  it("gives up a small body of which nothing comes, that is read in one go", async () => {
    const request = post(stalled().body, { "Content-Length": "100" });
    const error = await readJson(request, 1000, { silence: 20, total: 60_000 }).catch((e) => e);
    expect(error).toMatchObject({ status: 408, message: expect.stringContaining("0.02 s") });
  });

  it("gives up a body that comes byte by byte for ever", async () => {
    let asked = 0;
    const left = Promise.withResolvers<void>();
    const body = new ReadableStream<Uint8Array>({
      async pull(controller) {
        asked++;
        await new Promise((resolve) => setTimeout(resolve, 1));
        controller.enqueue(new Uint8Array([0x20]));
      },
      cancel: () => left.resolve(),
    }, { highWaterMark: 0 });
    const times = { silence: 60_000, total: 50 };
    const error = await readJson(post(body), 1_000_000, times).catch((error) => error);
    expect(error).toMatchObject({
      status: 408,
      message: "The body took longer than 0.05 s. Send it again, or less.",
    });
    await left.promise;
    expect(asked).toBeGreaterThan(1);
  });

  it("waits for a body that is slow, and comes", async () => {
    const chunks = ["[", "1", ",", "2", "]"];
    const body = new ReadableStream<Uint8Array>({
      async pull(controller) {
        await new Promise((resolve) => setTimeout(resolve, 1));
        const next = chunks.shift();
        if (next) controller.enqueue(new TextEncoder().encode(next));
        else controller.close();
      },
    });
    const times = { silence: 10_000, total: 60_000 };
    expect(await readJson(post(body), 1000, times)).toEqual([1, 2]);
  });

  const bad: [name: string, body: BodyInit, message: RegExp][] = [
    ["nothing", "", /empty/],
    ["no JSON", "{nodes: []}", /not JSON/],
    ["half of JSON", '{"nodes": [', /not JSON/],
    ["bytes that are no UTF-8", new Uint8Array([0x22, 0xff, 0x22]), /UTF-8/],
  ];
  for (const [name, body, message] of bad) {
    it(`refuses ${name}`, async () => {
      const error = await refused(post(body));
      expect(error).toBeInstanceOf(PsynapseError);
      expect(error).toMatchObject({ code: "bad_request", message: expect.stringMatching(message) });
    });
  }

  it("reads JSON that is nested deep", async () => {
    const depth = 100_000;
    const body = "[".repeat(depth) + "]".repeat(depth);
    expect(Array.isArray(await readJson(post(body), 1_000_000))).toBe(true);
  });
});
