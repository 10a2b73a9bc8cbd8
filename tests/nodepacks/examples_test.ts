import { fileURLToPath } from "node:url";
import { expect } from "@std/expect";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import type { OpSchema } from "@/engine/core/schema.ts";
import { createEngine, type Engine } from "@/engine/mod.ts";
import { pngOf } from "@/tests/helpers/images.ts";
import { readExamples } from "@/tests/helpers/op_examples.ts";
import { runGraph } from "@/tests/helpers/run_graph.ts";

/** What examples call `photo`: an orange image, 4 wide and 2 high. */
const photo = pngOf(4, 2, new Array(8).fill([255, 128, 0]));

describe("the nodepacks that ship", () => {
  let engine: Engine;
  let ops: OpSchema[];

  beforeAll(async () => {
    const nodepackDir = fileURLToPath(new URL("../../nodepacks", import.meta.url));
    engine = createEngine({ nodepackDir, watch: false });
    ops = (await engine.catalog()).ops.map((op) => op.schema);
  });
  afterAll(() => engine.close());

  it("load without problems", async () => {
    const { packs, problems } = await engine.catalog();
    expect(problems).toEqual([]);
    expect(packs.map((pack) => pack.name)).toEqual(["basic", "data", "image", "llms", "text"]);
  });

  it("ask for no permissions but those of llms", async () => {
    const { packs } = await engine.catalog();
    const permissions = packs.map(({ name, permissions }) => [name, permissions]);
    expect(Object.fromEntries(permissions)).toEqual({
      basic: {},
      data: {},
      image: {},
      llms: { net: true, env: true },
      text: {},
    });
  });

  it("describe each op and parameter, and have an example of each op", () => {
    for (const { name, docstring, params, examples } of ops) {
      expect([name, docstring]).toEqual([name, expect.stringMatching(/^[A-Z]/)]);
      expect([name, examples]).toEqual([name, expect.any(Array)]);
      for (const param of params) {
        expect([name, param.name, param.description]).toEqual([
          name,
          param.name,
          expect.stringMatching(/^[A-Z]/),
        ]);
      }
    }
  });

  it("use every type", () => {
    const types = ops.flatMap(({ params, returns }) =>
      [...params, ...returns].map((it) => it.type)
    );
    expect(Array.from(new Set(types)).sort()).toEqual(
      ["Any", "Image", "Literal", "bool", "dict", "float", "int", "list", "str"],
    );
  });

  it("give what their examples say, in hosts with their permissions", async () => {
    // The examples of language models need one.
    const examples = ops.filter(({ pack }) => pack !== "llms").flatMap((op) =>
      readExamples(op, { photo }).map((example, i) => ({ id: `${op.name} ${i}`, op, ...example }))
    );
    const nodes = examples.map(({ id, op, values }) => ({
      id,
      type: "functionNode",
      data: { functionName: op.name, pack: op.pack, values },
    }));
    const { outputs, errors } = await runGraph(engine, { nodes, edges: [] });
    expect(errors).toEqual({});
    for (const { id, code, result } of examples) {
      expect(Object.keys(outputs)).toContain(id);
      if (result !== undefined) expect([code, outputs[id]]).toEqual([code, result]);
    }
  });
});
