import { expect } from "@std/expect";
import { afterAll, afterEach, beforeAll, describe, it } from "@std/testing/bdd";
import { startServer, type TestServer } from "../helpers/command_line.ts";
import { copyPacks, type PackFolder } from "../helpers/copy_packs.ts";
import { bodyOf, expectNextRunWorks, post, readUntil, runIsGone } from "../helpers/live_server.ts";
import { connectTo, say } from "../helpers/raw_http.ts";
import { busyDescendants, memoryOf, settledCpu, stillBusy } from "../helpers/processes.ts";

const MIB = 1024 * 1024;

/** One of each kind of op, then an op that never ends. */
const LONG = bodyOf({
  n: ["add", { a: 1, b: 2 }],
  p: ["FastProgress", { count: 3, delay: 0.01 }],
  s: ["UpperStream", { text: "one two three", delay: 0.01 }],
  e: ["echo"],
  x: ["spin"],
  v: "view",
}, ["n -> p.count", "p -> e.value", "s -> e.value", "e -> x.after", "x -> v.input"]);

describe("bad clients", () => {
  let packs: PackFolder;
  let server: TestServer;
  beforeAll(async () => {
    packs = await copyPacks("basic", "testing");
    server = await startServer(["--nodepack-dir", packs.path]);
  });
  afterAll(async () => {
    await server[Symbol.asyncDispose]();
    await packs[Symbol.asyncDispose]();
  });
  afterEach(() => expectNextRunWorks(server));

  for (const query of ["", "?events=delta"]) {
    it(`that leave at any event of /execute/stream${query} leave nothing running`, async () => {
      const isSpinning = (event: Record<string, unknown>): boolean =>
        event.node_id === "x" && event.status === "executing";
      const whole = await readUntil(
        await post(server, `/execute/stream${query}`, LONG),
        (events) => events.some(isSpinning),
      );
      expect(whole.length).toBeGreaterThanOrEqual(15);
      for (let count = 0; count <= whole.length; count++) {
        const answer = await post(server, `/execute/stream${query}`, LONG);
        await readUntil(answer, (events) => events.length >= count);
        await runIsGone(server, answer.headers.get("X-Run-Id") ?? "");
      }
      expect(await stillBusy(server.pid)).toEqual([]);
    });
  }

  for (const [size, more] of [["a short body", {}], ["a long body", { x: "x".repeat(9999) }]]) {
    it(`that leave while /execute runs leave nothing running: ${size}`, async () => {
      const body = JSON.stringify(bodyOf({ x: ["spin"] }, [], Object(more)));
      const connection = await connectTo(server);
      try {
        const head = "POST /execute HTTP/1.1\r\nHost: localhost\r\n" +
          `Content-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n`;
        await say(connection, head + body);
        while ((await busyDescendants(server.pid)).length === 0);
      } finally {
        connection.close();
      }
      expect(await stillBusy(server.pid)).toEqual([]);
    });
  }

  it("that leave before they have sent all of a body are forgotten", async () => {
    const { hostname, port } = new URL(server.url);
    const connection = await Deno.connect({ hostname, port: Number(port) });
    const head = `POST /execute HTTP/1.1\r\nHost: ${hostname}\r\n` +
      "Content-Type: application/json\r\nContent-Length: 1000\r\n\r\n";
    await connection.write(new TextEncoder().encode(`${head}{"nodes":`));
    connection.close();
    await expectNextRunWorks(server);
    expect(server.stderr()).toBe("");
  });

  it("that never read do not make the server grow", async () => {
    // In the original's form this stream is 400 GB: each of 20,000 events has all the text so far.
    const body = JSON.stringify(bodyOf({ m: ["ManyChunks", { n: 20_000, size: 2000 }] }));
    const { hostname, port } = new URL(server.url);
    const before = await memoryOf(server.pid);
    const connection = await Deno.connect({ hostname, port: Number(port) });
    try {
      const head = `POST /execute/stream HTTP/1.1\r\nHost: ${hostname}\r\n` +
        "Content-Type: application/json\r\n" +
        `Content-Length: ${body.length}\r\n\r\n`;
      await connection.write(new TextEncoder().encode(head + body));
      await settledCpu(server.pid, async () => {
        expect(await memoryOf(server.pid) - before).toBeLessThan(250 * MIB);
      });
      // Others are served meanwhile.
      await expectNextRunWorks(server);
    } finally {
      connection.close();
    }
  });

  it("that send many requests at once are all answered", async () => {
    const answers = await Promise.all(Array.from({ length: 50 }, async (_, i) => {
      const body = bodyOf({ n: ["add", { a: i, b: 1 }], v: "view" }, ["n -> v.input"]);
      return (await (await post(server, "/execute", body)).json()).results.v;
    }));
    expect(answers).toEqual(Array.from({ length: 50 }, (_, i) => i + 1));
  });
});
