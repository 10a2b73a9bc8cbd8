import { expect } from "@std/expect";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import type { RunEvent } from "@/engine/core/run_event.ts";
import { parseRunRequest } from "@/engine/core/parse_graph.ts";
import { createEngine, type Engine } from "@/engine/mod.ts";
import { runGraph } from "@/tests/helpers/run_graph.ts";
import { type TempPacks, tempPacks } from "@/tests/helpers/temp_packs.ts";

const OPS = `
import type { Progress } from "psynapse";
const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

export async function* words(text: string): AsyncGenerator<string, number> {
  let count = 0;
  for (const word of text.split(" ")) {
    count++;
    yield word + " ";
    await sleep(1);
  }
  return count;
}
export function* steps(count: number): Generator<Progress, number> {
  for (let i = 1; i <= count; i++) yield { current: i, total: count, message: "step " + i };
  return count;
}
export async function* inferred(a: number) {
  yield "x" + a;
  return { a };
}
export async function* wrong(): AsyncGenerator<unknown, number> {
  yield "a";
  yield [1];
  return 1;
}
export async function* fails(): AsyncGenerator<string, number> {
  yield "a";
  throw new RangeError("enough");
}
export function handed_on(text: string): AsyncGenerator<string, number> {
  return words(text);
}
export const thread = () => typeof (globalThis as { WorkerGlobalScope?: unknown }).WorkerGlobalScope;

export function sees_signal(a: number, signal: AbortSignal): string {
  return a + " " + (signal instanceof AbortSignal) + " " + signal.aborted;
}
export async function sees_optional(a = 1, signal?: AbortSignal): Promise<string> {
  return await Promise.resolve(a + " " + signal?.aborted);
}
export function sees_between(a: number, signal: AbortSignal, b = 2, ...more: number[]): string {
  return [a, signal.aborted, b, ...more].join(" ");
}
export async function* stream_signal(a: number, signal: AbortSignal): AsyncGenerator<string, boolean> {
  yield String(a);
  return signal.aborted;
}
export async function waits(file: string, signal: AbortSignal): Promise<void> {
  await new Promise((_, reject) => signal.addEventListener("abort", () => {
    Deno.writeTextFileSync(file, "heard");
    reject(signal.reason);
  }));
}
export async function* cleans_up(file: string): AsyncGenerator<string, void> {
  try {
    for (;;) {
      yield "tick";
      await sleep(1);
    }
  } finally {
    Deno.writeTextFileSync(file, "cleaned up");
  }
}
export function* spins_politely(file: string): Generator<string, void> {
  try {
    yield "tick";
    for (;;) yield "";
  } finally {
    Deno.writeTextFileSync(file, "cleaned up");
  }
}
export async function* spins(): AsyncGenerator<string, void> {
  yield "tick";
  for (;;);
}
`;
const STREAM_OPS = `
export class Say {
  async *call(text: string, signal: AbortSignal): AsyncGenerator<string, string> {
    yield text;
    return text + signal.aborted;
  }
}
`;

describe("generator ops and signals, in hosts", () => {
  let packs: TempPacks;
  let engine: Engine;
  let file: string;

  beforeAll(async () => {
    const parent = await Deno.realPath(await Deno.makeTempDir({ prefix: "psynapse-test-" }));
    file = `${parent}/said.txt`;
    packs = await tempPacks({
      "forms/ops.ts": OPS,
      "forms/stream_ops.ts": STREAM_OPS,
      "forms/deno.json": JSON.stringify({ permissions: { default: { write: [parent] } } }),
    });
    engine = createEngine({ nodepackDir: packs.dir, watch: false });
    expect((await engine.catalog()).problems).toEqual([]);
  });
  afterAll(async () => {
    await engine.close();
    await packs[Symbol.asyncDispose]();
    await Deno.remove(file.slice(0, file.lastIndexOf("/")), { recursive: true });
  });

  const node = (id: string, functionName: string, values: Record<string, unknown> = {}) => ({
    id,
    type: "functionNode",
    data: { functionName, values },
  });
  const run = (name: string, values?: Record<string, unknown>) =>
    runGraph(engine, { nodes: [node("a", name, values)], edges: [] });
  const chunks = (events: RunEvent[]) =>
    events.flatMap((it) => it.status === "streaming" ? [it.streaming_chunk] : []);
  const progress = (events: RunEvent[]) =>
    events.flatMap((it) => it.status === "progress" ? [[it.progress, it.progress_message]] : []);

  it("stream what they yield and put out what they return", async () => {
    const { events, outputs } = await run("words", { text: "a b c" });
    expect(chunks(events)).toEqual(["a ", "b ", "c "]);
    expect(outputs).toEqual({ a: 3 });
    expect((await run("inferred", { a: 5 })).outputs).toEqual({ a: { a: 5 } });
    const handed = await run("handed_on", { text: "x y" });
    expect([chunks(handed.events), handed.outputs]).toEqual([["x ", "y "], { a: 2 }]);
    const say = await run("Say", { text: "hi" });
    expect([chunks(say.events), say.outputs]).toEqual([["hi"], { a: "hifalse" }]);
  });

  it("tell their progress", async () => {
    const { events, outputs } = await run("steps", { count: 2 });
    expect(progress(events)).toEqual([[0.5, "step 1"], [1, "step 2"]]);
    expect(outputs).toEqual({ a: 2 });
  });

  it("fail with what they throw, and for what they should not yield", async () => {
    expect((await run("fails")).errors).toEqual({ a: "enough" });
    expect((await run("wrong")).errors.a).toMatch(/yields text, a number from 0 to 1.*is a list$/);
  });

  it("give ops the run's signal between their inputs", async () => {
    const asked = { a: 1, b: 3, more: [4, 5] };
    expect((await run("sees_between", asked)).outputs).toEqual({ a: "1 false 3 4 5" });
    expect((await run("sees_between", { a: 1 })).outputs).toEqual({ a: "1 false 2" });
  });

  it("give ops the run's signal behind their inputs", async () => {
    expect((await run("sees_signal", { a: 2 })).outputs).toEqual({ a: "2 true false" });
    expect((await run("sees_optional", {})).outputs).toEqual({ a: "1 false" });
    expect((await run("stream_signal", { a: 2 })).outputs).toEqual({ a: false });
    // An input of that name is none.
    expect((await run("sees_signal", { a: 2, signal: "x" })).outputs).toEqual({
      a: "2 true false",
    });
  });

  /** Stops a run once its node has said something, and gives the last event. */
  async function stopped(name: string, when: RunEvent["status"], values: Record<string, unknown>) {
    const { events, id } = await engine.run(
      parseRunRequest({ nodes: [node("a", name, values)], edges: [] }),
    );
    let last: RunEvent | undefined;
    for await (const event of events) {
      last = event;
      if (event.status === when) void engine.findRun(id)?.stop();
    }
    return last;
  }

  for (const name of ["cleans_up", "spins_politely"]) {
    it(`end ${name} by its finally block when the run is stopped`, async () => {
      await Deno.writeTextFile(file, "");
      const last = await stopped(name, "streaming", { file });
      expect(last).toMatchObject({ status: "error", stopped: true });
      expect(await Deno.readTextFile(file)).toBe("cleaned up");
    });
  }

  it("abort the signal that an op was given when the run is stopped", async () => {
    await Deno.writeTextFile(file, "");
    expect(await stopped("waits", "executing", { file })).toMatchObject({ stopped: true });
    expect(await Deno.readTextFile(file)).toBe("heard");
  });

  it("end one that yields no more by force", async () => {
    expect(await stopped("spins", "streaming", {})).toMatchObject({ stopped: true });
  });
});
