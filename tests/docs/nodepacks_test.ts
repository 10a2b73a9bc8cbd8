import { expect } from "@std/expect";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import type { OpSchema } from "@/engine/core/schema.ts";
import { createEngine, type Engine } from "@/engine/mod.ts";
import { testNodepack } from "@/engine/run/test_nodepack.ts";
import { copyPacks, type PackFolder } from "@/tests/helpers/copy_packs.ts";
import { runGraph } from "@/tests/helpers/run_graph.ts";

const PAGE = new URL("../../docs/nodepacks.md", import.meta.url);

/**
 * The files that the page shows, by path below the folder of nodepacks. A block of code says in its first line, or the
 * line above it, which file it belongs to; blocks of one file follow each other.
 */
function filesOf(page: string): Map<string, string> {
  const files = new Map<string, string>();
  const blocks = page.matchAll(/(?:`nodepacks\/(\S+)`:\n\n)?^```\w+\n([^]*?)^```/gm);
  for (const [, above, code] of blocks) {
    const path = above ?? /^\/\/ nodepacks\/(\S+)\n/.exec(code)?.[1];
    if (path !== undefined) files.set(path, (files.get(path) ?? "") + code);
  }
  return files;
}

describe("docs/nodepacks.md", () => {
  let folder: PackFolder;
  let engine: Engine;
  let ops: OpSchema[];

  beforeAll(async () => {
    folder = await copyPacks();
    for (const [path, text] of filesOf(await Deno.readTextFile(PAGE))) {
      await folder.write(path, text);
    }
    engine = createEngine({ nodepackDir: folder.path, watch: false });
    ops = (await engine.catalog()).ops.map((op) => op.schema);
  });
  afterAll(async () => {
    await engine.close();
    await folder[Symbol.asyncDispose]();
  });

  it("shows ops that load without problems", async () => {
    expect((await engine.catalog()).problems).toEqual([]);
    expect(ops.map(({ pack, name }) => `${pack}/${name}`)).toEqual([
      "garden/bed_area",
      "garden/plan",
      "garden/rest",
      "garden/share_seeds",
      "garden/shopping",
      "garden/describe",
      "garden/WaterBeds",
      "garden/CountSeeds",
      "garden/Diary",
      "garden/Echo",
      "survey/median_answer",
      "survey/all_answers",
    ]);
  });

  it("has the types that its table lists", () => {
    const describe = ops.find(({ name }) => name === "describe")!;
    expect(describe.params.map(({ type }) => type)).toEqual(
      ["float", "int", "str", "bool", "Literal", "list", "dict", "Any", "Image"],
    );
    expect(describe.returns).toMatchObject([{ name: "result", type: "dict" }]);
    const shares = ops.find(({ name }) => name === "share_seeds")!;
    expect(shares.returns.map(({ name }) => name)).toEqual(["each", "left"]);
  });

  it("says what its examples give", async () => {
    const catalog = await engine.catalog();
    for (const pack of catalog.packs) {
      const own = catalog.ops.filter(({ schema }) => schema.pack === pack.name);
      const results = await testNodepack(pack, own, { log: () => {} });
      expect(results.filter(({ status }) => status !== "passed")).toEqual([]);
      const tested = new Set(results.map(({ op }) => op));
      expect([...tested].sort()).toEqual(own.map(({ schema }) => schema.name).sort());
    }
  });

  it("shows ops that report and stream, by both ways", async () => {
    const { events } = await runGraph(engine, {
      nodes: [
        node("water", "WaterBeds", { beds: 2 }),
        node("count", "CountSeeds", { seeds: 2 }),
        node("diary", "Diary", { plants: ["peas"] }),
        node("echo", "Echo", { text: "grow well" }),
      ],
      edges: [],
    });
    const of = (id: string) => events.filter((event) => event.node_id === id);
    const progress = (id: string) =>
      of(id).flatMap((it) => it.status === "progress" ? [[it.progress, it.progress_message]] : []);
    const text = (id: string) =>
      of(id).map((it) => it.status === "streaming" ? it.streaming_chunk : "").join("");
    expect(progress("water")).toEqual([[0.5, "Bed 1/2"], [1, "Bed 2/2"]]);
    expect(progress("count")).toEqual([[0.5, "Seed 1"], [1, "Seed 2"]]);
    expect(text("diary")).toBe("peas are growing.\n");
    expect(text("echo")).toBe("grow well ");
  });

  it("is right that an op that throws fails with its message", async () => {
    const { errors } = await runGraph(engine, {
      nodes: [node("a", "share_seeds", { seeds: 1, rows: 0 }), {
        id: "b",
        type: "viewNode",
        data: {},
      }],
      edges: [{ source: "a", target: "b", targetHandle: "input" }],
    });
    expect(errors).toEqual({
      a: "There are no rows to sow",
      b: 'Skipped because "share_seeds" failed',
    });
  });

  it("is right that a run's environment variables reach a pack that may read them", async () => {
    const { outputs } = await runGraph(engine, {
      nodes: [node("a", "all_answers", {})],
      edges: [],
      env_vars: { SURVEY_TITLE: "Peas or beans?" },
    });
    expect(outputs.a).toEqual({ title: "Peas or beans?", answers: [4, 5, 3] });
  });
});

function node(id: string, functionName: string, values: Record<string, unknown>) {
  return { id, type: "functionNode", data: { functionName, values } };
}
