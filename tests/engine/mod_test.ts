import { expect } from "@std/expect";
import { serializeCatalog } from "@/engine/catalog/snapshot.ts";
import {
  type CatalogSnapshot,
  createEngine,
  type Engine,
  type EngineOptions,
} from "@/engine/mod.ts";
import type { RunEvent } from "@/engine/core/run_event.ts";
import { errorOf, outputOf } from "@/tests/helpers/test_pool.ts";
import { type TempPacks, tempPacks } from "@/tests/helpers/temp_packs.ts";
import { collect, graphOf, type TestNode } from "@/tests/helpers/testing_pack.ts";

const ADD = "export function add(a: number, b: number): number { return a + b; }";

/** An engine over a folder of packs, closed when it is disposed of. */
function engineOf(packs: TempPacks, options: Partial<EngineOptions> = {}) {
  const engine = createEngine({ nodepackDir: packs.dir, log: () => {}, ...options });
  return { engine, [Symbol.asyncDispose]: () => engine.close() };
}

async function run(
  engine: Engine,
  nodes: Record<string, TestNode>,
  edges: string[] = [],
): Promise<RunEvent[]> {
  return await collect((await engine.run(graphOf(nodes, edges))).events);
}

Deno.test("an engine knows the ops of its nodepacks and runs graphs of them", async () => {
  await using packs = await tempPacks({ "math/ops.ts": ADD });
  await using it = engineOf(packs);
  const { ops, problems } = await it.engine.catalog();
  expect(ops.map((op) => op.schema.name)).toEqual(["add"]);
  expect(problems).toEqual([]);
  const run = await it.engine.run(graphOf({ a: ["add", { a: "2", b: 3 }], v: "view" }, ["a -> v"]));
  expect(it.engine.findRun(run.id)).toBe(run);
  const events = await collect(run.events);
  expect(events.at(-1)).toEqual({ status: "done", results: { v: 5 } });
  expect(it.engine.value(run.id, "a")).toBe(5);
  expect(it.engine.value(run.id, "nowhere")).toBeUndefined();
  expect(it.engine.value("no-run", "a")).toBeUndefined();
});

Deno.test("an engine refuses a cycle before anything runs", async () => {
  await using packs = await tempPacks({ "math/ops.ts": ADD });
  await using it = engineOf(packs);
  const graph = graphOf({ a: ["add"], b: ["add"] }, ["a -> b.a", "b -> a.a"]);
  await expect(it.engine.run(graph)).rejects.toThrow("Graph contains a cycle: a → b → a");
});

Deno.test("packs that never finish loading hold no others back", async () => {
  await using packs = await tempPacks({
    "a/ops.ts": "await new Promise(() => {});",
    "b/ops.ts": "for (;;);",
    "c/stream_ops.ts": "await new Promise(() => {});",
    "math/ops.ts": ADD,
  });
  // They would take a minute.
  await using it = engineOf(packs, { watch: true, loadTimeout: 60_000 });
  const { ops, problems } = await it.engine.catalog();
  expect(ops.map((op) => op.schema.name)).toEqual(["add"]);
  expect(problems).toEqual(["a", "b", "c"].map((pack) => ({
    pack,
    message: "It is still loading. Its ops are listed when it is ready.",
  })));
  const events = await run(it.engine, { a: ["add", { a: 1, b: 2 }] });
  expect(outputOf(events, "a")).toBe(3);
});

Deno.test("an engine that cannot follow its nodepacks any more says so, and goes on", async () => {
  await using packs = await tempPacks({ "math/ops.ts": ADD });
  const { watchFs } = Deno;
  const lines: string[] = [];
  try {
    Deno.watchFs = () => {
      throw new Error("too many open files");
    };
    const log = (_: string, line: string) => void lines.push(line);
    await using it = engineOf(packs, { watch: true, log });
    const told = Promise.withResolvers<CatalogSnapshot>();
    it.engine.onCatalogChange(told.resolve);
    const first = await it.engine.catalog();
    const catalog = first.problems.length > 0 ? first : await told.promise;
    const message = "Changes of nodepacks are not seen any more: too many open files. " +
      "Start the server again to follow them.";
    expect(catalog.problems).toEqual([{ message }]);
    expect(catalog.version).not.toBe("");
    expect(lines).toContain(message);
    const events = await run(it.engine, { a: ["add", { a: 1, b: 2 }] });
    expect(outputOf(events, "a")).toBe(3);
  } finally {
    Deno.watchFs = watchFs;
  }
});

Deno.test("a pack that cannot be loaded is a problem; its other files and packs run", async () => {
  await using packs = await tempPacks({
    "a/ops.ts": "Deno.exit(1); export function f() {}",
    "a/stream_ops.ts": "export class S { call(): string { return 's'; } }",
    "b/ops.ts": ADD,
  });
  await using it = engineOf(packs);
  const { ops, problems } = await it.engine.catalog();
  expect(ops.map((op) => op.schema.name)).toEqual(["S", "add"]);
  expect(problems).toMatchObject([{ pack: "a", file: "nodepacks/a/ops.ts" }]);
  const events = await run(it.engine, { s: ["S"], a: ["add", { a: 1, b: 2 }], f: ["f"] });
  expect(outputOf(events, "s")).toBe("s");
  expect(outputOf(events, "a")).toBe(3);
  expect(errorOf(events, "f")).toBe('Unknown op "f"');
});

Deno.test("what is listed is what runs: a change of a pack reaches the next run", async () => {
  await using packs = await tempPacks({ "math/ops.ts": ADD });
  await using it = engineOf(packs, { watch: true });
  await it.engine.catalog();
  expect(outputOf(await run(it.engine, { a: ["add", { a: 1, b: 2 }] }), "a")).toBe(3);
  const changed = Promise.withResolvers<string[]>();
  const forget = it.engine.onCatalogChange(({ ops }) => {
    changed.resolve(ops.map((op) => op.schema.name));
  });
  await packs.write({
    "math/ops.ts": "export function add(a: number, b: number): number { return 10 * a + b; }\n" +
      "export function half(a: number): number { return a / 2; }",
  });
  expect(await changed.promise).toEqual(["add", "half"]);
  forget();
  const events = await run(it.engine, { a: ["add", { a: 1, b: 2 }], h: ["half", { a: 3 }] });
  expect(outputOf(events, "a")).toBe(12);
  expect(outputOf(events, "h")).toBe(1.5);
});

Deno.test("an engine with a snapshot loads no pack to know its ops", async () => {
  await using packs = await tempPacks({ "math/ops.ts": `${ADD}\nconsole.log("loaded");` });
  let snapshot: string;
  {
    await using it = engineOf(packs);
    snapshot = serializeCatalog(await it.engine.catalog());
  }
  const lines: string[] = [];
  await using it = engineOf(packs, { snapshot, log: (_, line) => void lines.push(line) });
  expect((await it.engine.catalog()).ops.map((op) => op.schema.name)).toEqual(["add"]);
  expect(lines).toEqual([]);
  expect(outputOf(await run(it.engine, { a: ["add", { a: 1, b: 2 }] }), "a")).toBe(3);
  expect(lines).toEqual(["loaded"]);
});

Deno.test("stop() of a run ends it; its events say so", async () => {
  await using packs = await tempPacks({ "math/ops.ts": "export function spin() { for (;;); }" });
  await using it = engineOf(packs);
  const spinning = await it.engine.run(graphOf({ a: ["spin"] }));
  const events: RunEvent[] = [];
  for await (const event of spinning.events) {
    events.push(event);
    if (event.status === "executing") void spinning.stop();
  }
  expect(events.at(-1)).toEqual({ status: "error", error: "Run stopped", stopped: true });
  await spinning.stop();
});

Deno.test("close() stops runs, and what comes after is refused", async () => {
  await using packs = await tempPacks({ "math/ops.ts": "export function spin() { for (;;); }" });
  const { engine } = engineOf(packs);
  const spinning = await engine.run(graphOf({ a: ["spin"] }));
  const iterator = spinning.events[Symbol.asyncIterator]();
  await iterator.next();
  await engine.close();
  expect((await iterator.next()).value).toMatchObject({ status: "error", stopped: true });
  await expect(engine.run(graphOf({ a: ["spin"] }))).rejects.toThrow("The engine is closed");
  await engine.close();
});

Deno.test("close() ends an engine that still loads", async () => {
  await using packs = await tempPacks({ "slow/ops.ts": "for (;;);" });
  const { engine } = engineOf(packs);
  // Whoever waits hears of it while the engine is still at closing.
  const refused = expect(engine.catalog()).rejects.toThrow("The engine is closed");
  await engine.close();
  await refused;
});

Deno.test("a folder of nodepacks that is not there is a problem", async () => {
  await using packs = await tempPacks();
  await using it = engineOf(packs, { nodepackDir: `${packs.dir}/missing` });
  const { ops, problems } = await it.engine.catalog();
  expect(ops).toEqual([]);
  expect(problems.length).toBe(1);
});
