import { expect } from "@std/expect";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import { OP_ICONS } from "@/engine/core/op_icons.ts";
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
  const blocks = page.matchAll(/(?:`nodepacks\/(\S+)`:\n\n)?^(`{3,})\w+\n([^]*?)^\2$/gm);
  for (const [, above, , code] of blocks) {
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
      "garden/tell_beds",
      "garden/weed",
      "garden/count_down",
      "garden/weather",
      "garden/inspect_plant",
      "garden/water_needed",
      "garden/draw_lot",
      "garden/describe",
      "garden/how_tall",
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

  it("shows tags that do what its table says", () => {
    const water = ops.find(({ name }) => name === "water_needed")!;
    expect(water).toMatchObject({ title: "Water a bed", icon: "calculator", category: "Water" });
    expect(water.params).toMatchObject([
      { name: "area", unit: "m²", min: 0, description: "How large it is." },
      { name: "rain", unit: "mm", min: 0, max: 200, step: 5 },
      { name: "notes", multiline: true },
    ]);
  });

  it("lists the icons that there are", async () => {
    const page = await Deno.readTextFile(PAGE);
    const [, list] = /^Icons: ([^.]*)\./m.exec(page)!;
    expect(list.split(/,\s+/)).toEqual(OP_ICONS.map((name) => `\`${name}\``));
  });

  it("is right about what ops log", async () => {
    const { events, errors } = await runGraph(engine, {
      nodes: [
        node("small", "inspect_plant", { name: "pea", height: 2 }),
        node("wet", "water_needed", { area: 1, rain: 500 }),
      ],
      edges: [],
    });
    const logs = events.flatMap((it) => it.status === "log" ? [[it.level, it.text]] : []);
    expect(logs).toEqual([
      ["log", "pea: 2 cm"],
      ["warn", "Too small { name: 'pea', height: 2 }"],
    ]);
    expect(errors).toEqual({
      wet: '500 is out of range for parameter "rain": it must be from 0 to 200 mm',
    });
  });

  it("shows ops that report and stream, by every way", async () => {
    const { events } = await runGraph(engine, {
      nodes: [
        node("tell", "tell_beds", { plants: ["peas"] }),
        node("weed", "weed", { rows: 2 }),
        node("down", "count_down", { from: 2 }),
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
    expect(text("tell")).toBe("Bed 1: peas. ");
    expect(progress("weed")).toEqual([[0.5, "Row 1"], [1, "Row 2"], [1, ""]]);
    expect([text("down"), progress("down")]).toEqual(["2 1 ", [[0, ""], [0.5, ""]]]);
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
