import { fileURLToPath } from "node:url";
import { expect } from "@std/expect";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import type { OpSchema } from "@/engine/core/schema.ts";
import { createEngine, type Engine } from "@/engine/mod.ts";
import { psynapse } from "@/tests/helpers/command_line.ts";

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

  for (const pack of ["basic", "data", "image", "llms", "text"]) {
    it(`give what the examples of ${pack} say, in hosts with their permissions`, async () => {
      const { code, stdout } = await psynapse(["test", pack, "--json"]);
      const [{ results, problems }] = JSON.parse(stdout);
      const bad = results.filter(({ status }: { status: string }) =>
        status !== "passed" && status !== "skipped"
      );
      expect([bad, problems, code]).toEqual([[], [], 0]);
      const passed = results.filter(({ status }: { status: string }) => status === "passed");
      const tested = new Set(passed.map(({ op }: { op: string }) => op));
      expect([...tested]).toEqual(ops.filter((op) => op.pack === pack).map(({ name }) => name));
    });
  }
});
