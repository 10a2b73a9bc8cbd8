import { expect } from "@std/expect";
import { EventStreamDecoder } from "@/engine/core/event_stream.ts";
import { createEngine } from "@/engine/mod.ts";
import { bodyOf, JSON_TYPE } from "@/tests/helpers/live_server.ts";
import { tempPacks } from "@/tests/helpers/temp_packs.ts";
import { apiHandler, fakeServices } from "@/tests/helpers/test_app.ts";

const OPS = `
/** Waits until it is stopped. */
export function hang(): Promise<never> {
  return new Promise(() => setInterval(() => {}, 1000));
}
/** Gives back what it gets. */
export function echo(value: unknown) { return value; }
`;
const HANG = bodyOf({ n: ["hang"] });
const ECHO = bodyOf({ n: ["echo", { value: 5 }], v: "view" }, ["n -> v.input"]);

/** The routes with a real engine that lets one run have its turn and `waiting` wait. */
async function setUp(waiting: number) {
  await using ending = new AsyncDisposableStack();
  const packs = ending.use(await tempPacks({ "p/ops.ts": OPS }));
  const engine = createEngine({
    nodepackDir: packs.dir,
    limits: { runs: 1, waiting },
    log: () => {},
  });
  ending.defer(() => engine.close());
  await engine.catalog();
  const handle = apiHandler({ ...fakeServices(), engine });
  const kept = ending.move();
  const ask = (path: string, body: unknown, signal?: AbortSignal) =>
    handle(
      new Request(`http://localhost${path}`, {
        method: "POST",
        headers: JSON_TYPE,
        body: JSON.stringify(body),
        signal,
      }),
    );
  return {
    execute: (body: unknown, signal?: AbortSignal) => ask("/execute", body, signal),
    async stream(body: unknown, query = "?events=delta") {
      const answer = await ask(`/execute/stream${query}`, body);
      return new Stream(answer);
    },
    async stop(id: string | null) {
      const request = new Request(`http://localhost/runs/${id}`, { method: "DELETE" });
      return (await handle(request)).status;
    },
    [Symbol.asyncDispose]: () => kept.disposeAsync(),
  };
}

/** An answer of Server-Sent Events, read piece by piece. */
class Stream {
  readonly id: string | null;
  readonly status: number;
  text = "";
  readonly events: Record<string, unknown>[] = [];
  readonly #reader: ReadableStreamDefaultReader<string>;
  readonly #decoder = new EventStreamDecoder();

  constructor(answer: Response) {
    this.id = answer.headers.get("X-Run-Id");
    this.status = answer.status;
    this.#reader = answer.body!.pipeThrough(new TextDecoderStream()).getReader();
  }

  /** Reads until there is such an event; gives all so far. */
  async until(enough: (event: Record<string, unknown>) => boolean) {
    while (!this.events.some(enough)) if (!await this.readOn()) throw new Error(this.text);
    return this.events;
  }

  /** Reads to the end. */
  async toEnd() {
    while (await this.readOn());
    return this.events;
  }

  async readOn(): Promise<boolean> {
    const { done, value } = await this.#reader.read();
    if (done) return false;
    this.text += value;
    this.events.push(...this.#decoder.push(value).map((text) => JSON.parse(text)));
    return true;
  }

  /** Goes away. */
  leave(): Promise<void> {
    return this.#reader.cancel();
  }
}

const isStatus = (status: string) => (event: Record<string, unknown>) => event.status === status;
const isBefore = (before: number) => (event: Record<string, unknown>) => event.before === before;

Deno.test("a run that waits says so at once, has its id, and runs when its turn comes", async () => {
  await using app = await setUp(5);
  const first = await app.stream(HANG);
  await first.until(isStatus("executing"));
  const second = await app.stream(ECHO);
  expect(second.id).toMatch(/^[0-9a-f-]{36}$/);
  expect(await second.until(() => true)).toEqual([{ status: "waiting", before: 1 }]);
  const third = await app.stream(ECHO);
  expect(await third.until(() => true)).toEqual([{ status: "waiting", before: 2 }]);

  expect(await app.stop(first.id)).toBe(204);
  const events = await second.toEnd();
  expect(events[1]).toEqual({ status: "waiting", before: 0 });
  expect(events.at(-1)).toEqual({ status: "done", results: { v: 5 } });
  expect((await third.toEnd()).at(-1)).toEqual({ status: "done", results: { v: 5 } });
  expect((await first.toEnd()).at(-1)).toMatchObject({ stopped: true });
});

Deno.test("clients of the original are told in comments, which they skip", async () => {
  await using app = await setUp(5);
  const first = await app.stream(HANG);
  await first.until(isStatus("executing"));
  const second = await app.stream(ECHO, "");
  await second.readOn();
  expect(second.text).toBe(": waiting for 1 run before it\n\n");
  await first.leave();
  const events = await second.toEnd();
  expect(second.text).toContain(": its turn has come\n\n");
  expect(events.map(({ status }) => status)).not.toContain("waiting");
  expect(events.at(-1)).toEqual({ status: "done", results: { v: 5 } });
});

Deno.test("/execute waits as well", async () => {
  await using app = await setUp(5);
  const first = await app.stream(HANG);
  await first.until(isStatus("executing"));
  const answer = app.execute(ECHO);
  // The next one knows that there are two before it.
  const third = await app.stream(ECHO);
  await third.until(isBefore(2));
  await first.leave();
  expect(await (await answer).json()).toEqual({ results: { v: 5 }, errors: {} });
  await third.toEnd();
});

Deno.test("who comes when too many wait is told to come again", async () => {
  await using app = await setUp(1);
  const first = await app.stream(HANG);
  await first.until(isStatus("executing"));
  const second = await app.stream(ECHO);
  await second.until(isBefore(1));
  const detail = "1 run waits for its turn already (limit --max-waiting). Try again later.";
  const refused = await app.execute(ECHO);
  expect([refused.status, refused.headers.get("Retry-After")]).toEqual([503, "5"]);
  expect(await refused.json()).toEqual({ detail });
  const stream = await app.stream(ECHO);
  await stream.toEnd();
  expect([stream.status, stream.id, JSON.parse(stream.text)]).toEqual([503, null, { detail }]);
  await first.leave();
  expect((await second.toEnd()).at(-1)).toMatchObject({ status: "done" });
  expect((await app.execute(ECHO)).status).toBe(200);
});

Deno.test("Stop and a client that leaves take a run out that waits", async () => {
  await using app = await setUp(3);
  const first = await app.stream(HANG);
  await first.until(isStatus("executing"));
  const second = await app.stream(ECHO);
  const leaving = new AbortController();
  const third = app.execute(ECHO, leaving.signal).then((answer) => answer.status);
  const fourth = await app.stream(ECHO);
  await fourth.until(isBefore(3));

  expect(await app.stop(second.id)).toBe(204);
  expect((await second.toEnd()).at(-1)).toEqual({
    status: "error",
    error: "Run stopped",
    stopped: true,
  });
  await fourth.until(isBefore(2));
  leaving.abort();
  await third;
  await fourth.until(isBefore(1));
  const fifth = await app.stream(ECHO);
  await fifth.until(isBefore(2));
  await fourth.leave();
  await fifth.until(isBefore(1));
  await first.leave();
  expect((await fifth.toEnd()).at(-1)).toMatchObject({ status: "done" });
});
