/** Reused results with real packs in real hosts. */
import { expect } from "@std/expect";
import { describe, it } from "@std/testing/bdd";
import { parseRunRequest } from "@/engine/core/parse_graph.ts";
import { createEngine } from "@/engine/mod.ts";
import { type GraphResult, runGraph } from "@/tests/helpers/run_graph.ts";
import { type TempPacks, tempPacks } from "@/tests/helpers/temp_packs.ts";

const FILES = {
  "p/ops.ts": `
    import { scale } from "../_shared/scale.ts";
    let calls = 0;
    /** @impure */
    export function ticks(): number { return ++calls; }
    /** @impure */
    export function parity(n: number): number { return n % 2; }
    export function scaled(a: number): number { return a * scale; }
    export function bytes(n: number): Uint8Array { return new Uint8Array([n, 1, 2]); }
    export function size(data: Uint8Array): string { return data.constructor.name + data[0]; }
    export function die(a: number): number { if (a > 100) Deno.exit(3); return a; }
  `,
  "_shared/scale.ts": "export const scale = 10;",
  "q/ops.ts": `
    export function total(values: unknown[]): number {
      return values.reduce((sum: number, it) => sum + Number(it), 0);
    }
  `,
  "e/ops.ts": `
    export function read_key(): string { return String(Deno.env.get("KEY")); }
    export function shout(text: string): string { return text.toUpperCase(); }
  `,
  "e/deno.json": `{"permissions": {"default": {"env": ["KEY"]}}}`,
};

async function withEngine(
  test: (run: (body: object) => Promise<GraphResult>, packs: TempPacks, tools: {
    predict: (body: object) => Promise<Record<string, string>>;
    changed: () => Promise<void>;
  }) => Promise<void>,
): Promise<void> {
  await using packs = await tempPacks(FILES);
  const engine = createEngine({ nodepackDir: packs.dir, watch: true, log: () => {} });
  try {
    expect((await engine.catalog()).problems).toEqual([]);
    const run = (body: object) => runGraph(engine, { reuse: true, ...body });
    const predict = (body: object) => engine.predict(parseRunRequest(body));
    const changed = () =>
      new Promise<void>((resolve) => {
        const end = engine.onCatalogChange(() => resolve(end()));
      });
    await test(run, packs, { predict, changed });
  } finally {
    await engine.close();
  }
}

const op = (id: string, functionName: string, values: object = {}) => ({
  id,
  type: "functionNode",
  data: { functionName, values },
});
const edge = (source: string, target: string, targetHandle: string) => ({
  source,
  target,
  targetHandle,
});
const cachedOf = ({ events }: GraphResult) =>
  events.flatMap((it) => it.status === "completed" && it.cached ? [it.node_id] : []);
const ranOf = ({ events }: GraphResult) =>
  events.flatMap((it) => it.status === "executing" ? [it.node_id] : []);

describe("reused results in hosts", () => {
  const chain = {
    nodes: [
      op("t", "ticks"),
      op("p", "parity"),
      op("s", "scaled"),
      { id: "l", type: "listNode", data: {} },
      op("sum", "total"),
      { id: "v", type: "viewNode", data: {} },
    ],
    edges: [
      edge("t", "p", "n"),
      edge("p", "s", "a"),
      edge("s", "l", "input-0"),
      edge("p", "l", "input-1"),
      edge("l", "sum", "values"),
      edge("sum", "v", "input"),
    ],
  };

  it("goes on behind impure ops only as far as values change", async () => {
    await withEngine(async (run, _packs, { predict }) => {
      expect((await run(chain)).results).toEqual({ v: 11 });
      expect((await run(chain)).results).toEqual({ v: 0 });
      expect(await predict(chain)).toEqual({
        t: "will_run",
        p: "will_run",
        s: "stale",
        l: "stale",
        sum: "stale",
        v: "stale",
      });
      const third = await run(chain);
      expect(third.results).toEqual({ v: 11 });
      expect(ranOf(third)).toEqual(["t", "p"]);
      expect(cachedOf(third)).toEqual(["s", "l", "sum", "v"]);
    });
  });

  it("carries binary values to nodes that run, whole", async () => {
    await withEngine(async (run) => {
      const nodes = [op("b", "bytes", { n: 7 })];
      await run({ nodes, edges: [] });
      const more = await run({
        nodes: [...nodes, op("s", "size")],
        edges: [edge("b", "s", "data")],
      });
      expect(cachedOf(more)).toEqual(["b"]);
      expect(more.outputs).toEqual({ b: "[Uint8Array 3 bytes]", s: "Uint8Array7" });
    });
  });

  it("runs again what is of other code, also of folders that packs share", async () => {
    await withEngine(async (run, packs, { changed, predict }) => {
      const graph = {
        nodes: [op("s", "scaled", { a: 2 }), op("t", "total", { values: [1, 2] })],
        edges: [edge("s", "t", "order")],
      };
      expect((await run(graph)).outputs).toEqual({ s: 20, t: 3 });
      expect(await predict(graph)).toEqual({ s: "up_to_date", t: "up_to_date" });
      const change = changed();
      await packs.write({ "_shared/scale.ts": "export const scale = 100;" });
      await change;
      expect(await predict(graph)).toEqual({ s: "will_run", t: "stale" });
      const again = await run(graph);
      expect(again.outputs).toEqual({ s: 200, t: 3 });
      expect(ranOf(again)).toEqual(["s", "t"]);
    });
  });

  it("does not let a result that a variable led to reach a run that has another", async () => {
    await withEngine(async (run) => {
      const graph = {
        nodes: [op("k", "read_key"), op("s", "shout"), op("t", "total", { values: [1] })],
        edges: [edge("k", "s", "text"), edge("k", "t", "order")],
      };
      const outputs = async (env_vars: object) => {
        const result = await run({ ...graph, env_vars });
        return [result.outputs.s, ranOf(result)];
      };
      expect(await outputs({ KEY: "plain one" })).toEqual(["PLAIN ONE", ["k", "s", "t"]]);
      expect(await outputs({ KEY: "plain two" })).toEqual(["PLAIN TWO", ["k", "s"]]);
      expect(await outputs({ OTHER: "x" })).toEqual(["UNDEFINED", ["k", "s"]]);
      expect(await outputs({ KEY: "plain one" })).toEqual(["PLAIN ONE", []]);
    });
  });

  it("goes on in another host with what is known", async () => {
    await withEngine(async (run) => {
      const ahead = { nodes: [op("a", "scaled", { a: 1 }), op("s", "scaled")], edges: [] };
      await run({ ...ahead, edges: [edge("a", "s", "a")] });
      const died = await run({
        nodes: [...ahead.nodes, op("d", "die", { a: 500 }), op("t", "ticks"), op("x", "scaled")],
        edges: [edge("a", "s", "a"), edge("s", "x", "a")],
      });
      expect(Object.keys(died.errors)).toEqual(["d"]);
      expect(died.outputs).toMatchObject({ a: 10, s: 100, x: 1000 });
      expect(died.end.status).toBe("done");
    });
  });
});
