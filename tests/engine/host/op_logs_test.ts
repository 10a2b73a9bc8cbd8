import { expect } from "@std/expect";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import { LEFT_OUT, LOG_LIMITS } from "@/engine/core/log_budget.ts";
import { parseRunRequest } from "@/engine/core/parse_graph.ts";
import type { NodeEvent } from "@/engine/core/run_event.ts";
import { createEngine, type Engine } from "@/engine/mod.ts";
import { runGraph } from "@/tests/helpers/run_graph.ts";
import { type TempPacks, tempPacks } from "@/tests/helpers/temp_packs.ts";

const OPS = `
console.log("loaded");
const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

export async function talks(name: string, rounds: number): Promise<string> {
  for (let i = 0; i < rounds; i++) {
    console.log("%s says %o", name, i);
    await sleep(1);
  }
  console.error(new Error("oh").message);
  return name;
}
export function floods(lines: number): number {
  for (let i = 0; i < lines; i++) console.debug("line " + i);
  return lines;
}
export async function* streams(text: string): AsyncGenerator<string, string> {
  console.info("before");
  yield text;
  console.warn({ text });
  return text;
}
export function blocks(): void {
  console.log("about to block");
  for (;;);
}
let late: (() => void)[] = [];
export function leaves(): void {
  const before = console;
  late.push(() => before.log("too late"));
  setTimeout(() => late.forEach((it) => it()), 50);
}
export function rejects_late(): number {
  setTimeout(() => Promise.reject(new Error("rejected late")), 1);
  return 1;
}
export function throws_late(): number {
  setTimeout(() => {
    throw new Error("thrown late");
  }, 1);
  return 1;
}
export async function waits(ms: number): Promise<void> {
  await sleep(ms);
}
export function tells(name: string): void {
  console.log("key is " + Deno.env.get(name));
}
`;
const PROGRESS_OPS = `
export class Steps {
  call(a: number): number {
    console.table([{ a }]);
    return a;
  }
}
`;

describe("what ops log", () => {
  let packs: TempPacks;
  let engine: Engine;
  const printed: string[] = [];

  beforeAll(async () => {
    packs = await tempPacks({
      "chatty/ops.ts": OPS,
      "chatty/progress_ops.ts": PROGRESS_OPS,
      "chatty/deno.json": JSON.stringify({ permissions: { default: { env: true } } }),
    });
    engine = createEngine({
      nodepackDir: packs.dir,
      watch: false,
      log: (_, line) => void printed.push(line),
    });
    expect((await engine.catalog()).problems).toEqual([]);
  });
  afterAll(async () => {
    await engine.close();
    await packs[Symbol.asyncDispose]();
  });

  const node = (id: string, functionName: string, values: Record<string, unknown> = {}) => ({
    id,
    type: "functionNode",
    data: { functionName, label: id.toUpperCase(), values },
  });
  const logsOf = (events: NodeEvent[], id: string) =>
    events.flatMap((it) =>
      it.status === "log" && it.node_id === id ? [`${it.level}: ${it.text}`] : []
    );

  it("comes as events of its own node, also of nodes that overlap", async () => {
    const { events, outputs } = await runGraph(engine, {
      nodes: [
        node("a", "talks", { name: "ann", rounds: 3 }),
        node("b", "talks", { name: "bob", rounds: 3 }),
      ],
      edges: [],
    });
    expect(outputs).toEqual({ a: "ann", b: "bob" });
    const said = (name: string) => [
      ...[0, 1, 2].map((i) => `log: ${name} says ${i}`),
      "error: oh",
    ];
    expect(logsOf(events, "a")).toEqual(said("ann"));
    expect(logsOf(events, "b")).toEqual(said("bob"));
    expect(events.find((it) => it.status === "log" && it.node_id === "b")).toEqual({
      node_id: "b",
      node_number: 2,
      node_name: "B",
      pack: "chatty",
      status: "log",
      level: "log",
      text: "bob says 0",
    });
    // Both began before either had ended.
    const ends = events.map((it) => it.status).indexOf("completed");
    expect(new Set(events.slice(0, ends).map((it) => it.node_id))).toEqual(new Set(["a", "b"]));
    expect(printed.filter((line) => line.includes("says"))).toEqual([]);
  });

  it("has the errors that come behind the end of an op, while its run is at work", async () => {
    const logged = async (op: string) => {
      const nodes = [node("a", op), node("w", "waits", { ms: 300 })];
      const { events, outputs } = await runGraph(engine, { nodes, edges: [] });
      expect(outputs).toMatchObject({ a: 1 });
      return logsOf(events, "a").map((text) => text.split("\n")[0]);
    };
    expect(await logged("rejects_late")).toEqual([
      "error: Unhandled rejection: Error: rejected late",
    ]);
    // The second time it is known that it gives no promise, and it has no context.
    for (let round = 0; round < 2; round++) {
      expect(await logged("throws_late")).toEqual(["error: Uncaught error: Error: thrown late"]);
    }
  });

  it("comes from workers, in its place among chunks", async () => {
    const { events } = await runGraph(engine, {
      nodes: [node("a", "streams", { text: "x" }), node("b", "Steps", { a: 7 })],
      edges: [],
    });
    const a = events.filter((it) => it.node_id === "a").map((it) => it.status);
    expect(a).toEqual(["executing", "log", "streaming", "log", "completed"]);
    expect(logsOf(events, "a")).toEqual(["info: before", "warn: { text: 'x' }"]);
    expect(logsOf(events, "b")[0]).toContain("│ 0       │ 7 │");
  });

  it("is bounded for each node", async () => {
    const { events, outputs } = await runGraph(engine, {
      nodes: [node("a", "floods", { lines: 5000 }), node("b", "floods", { lines: 2 })],
      edges: [],
    });
    expect(outputs).toEqual({ a: 5000, b: 2 });
    const lines = logsOf(events, "a");
    expect([lines.length, lines.at(-1)]).toEqual([LOG_LIMITS.lines + 1, `debug: ${LEFT_OUT}`]);
    expect(logsOf(events, "b")).toEqual(["debug: line 0", "debug: line 1"]);
  });

  it("is told before an op blocks its thread", async () => {
    const run = await engine.run(parseRunRequest({ nodes: [node("a", "blocks")], edges: [] }));
    const statuses: string[] = [];
    for await (const event of run.events) {
      statuses.push(event.status);
      if (event.status === "log") void run.stop();
    }
    expect(statuses).toEqual(["executing", "log", "error"]);
  });

  it("is no event of a later run", async () => {
    await runGraph(engine, { nodes: [node("a", "leaves")], edges: [] });
    const { events } = await runGraph(engine, {
      nodes: [node("a", "waits", { ms: 150 })],
      edges: [],
    });
    expect(logsOf(events, "a")).toEqual([]);
  });

  it("goes to the server's log only where no op runs", () => {
    expect(printed).toContain("loaded");
    // What is left of an op may log as long as its host lives.
    expect(printed.filter((line) => line !== "loaded" && line !== "too late")).toEqual([]);
  });

  it("has no secrets of the run in it", async () => {
    const { events } = await runGraph(engine, {
      nodes: [node("a", "tells", { name: "API_KEY" })],
      edges: [],
      env_vars: { API_KEY: "sk-open-sesame" },
    });
    expect(logsOf(events, "a")).toEqual(["log: key is ••••"]);
  });
});
