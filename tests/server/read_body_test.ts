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
