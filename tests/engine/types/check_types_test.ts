import { expect } from "@std/expect";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import type { EdgeVerdict, TypesAnswer } from "@/engine/core/edge_types.ts";
import { parseRunRequest } from "@/engine/core/parse_graph.ts";
import { createEngine, type Engine } from "@/engine/mod.ts";
import { type TempPacks, tempPacks } from "../../helpers/temp_packs.ts";
import { TYPED_PACKS } from "../../helpers/typed_packs.ts";

let packs: TempPacks;
let engine: Engine;
const lines: string[] = [];

beforeAll(async () => {
  packs = await tempPacks(TYPED_PACKS);
  engine = createEngine({ nodepackDir: packs.dir, log: (_, line) => lines.push(line) });
  expect((await engine.catalog()).problems).toEqual([]);
});

afterAll(async () => {
  await engine.close();
  await packs[Symbol.asyncDispose]();
});

type Step = [id: string, op: string, inputs?: Record<string, string>, values?: object];

/** Checks nodes that name where their inputs come from: `{ a: "n1" }`, or `"n1.quotient"`. */
async function check(...steps: Step[]): Promise<TypesAnswer> {
  const edges = steps.flatMap(([target, , inputs = {}]) =>
    Object.entries(inputs).flatMap(([targetHandle, from]) =>
      from.split("+").map((one) => {
        const [source, sourceHandle = "output"] = one.split(".");
        return { source, sourceHandle, target, targetHandle };
      })
    )
  );
  const nodes = steps.map(([id, op, , values = {}]) => {
    if (op === "list") return { id, type: "listNode", data: {} };
    if (/^[A-Z][a-z]+$/.test(op) && "variableValue" in values) {
      return { id, type: "variableNode", data: { variableType: op, ...values } };
    }
    return { id, type: "functionNode", data: { functionName: op, values } };
  });
  const answer = await engine.checkTypes(parseRunRequest({ nodes, edges }));
  expect(lines).toEqual([]);
  expect(answer.by).toBe("compiler");
  return answer;
}

/** The verdict on the edge from one op to another. */
async function edge(from: string, to: string, param: string): Promise<EdgeVerdict> {
  const { edges } = await check(["a", from], ["b", to, { [param]: "a" }]);
  return edges[0];
}

describe("Engine.checkTypes()", () => {
  it("lets pass what the compiler says is assignable", async () => {
    expect(await edge("make_numbers", "numbers", "numbers")).toEqual({ ok: true });
    expect(await edge("point", "length", "point")).toEqual({ ok: true });
    expect(await edge("later", "numbers", "numbers")).toEqual({ ok: true });
    expect(await edge("count", "numbers", "numbers")).toEqual({ ok: true });
    expect(await edge("inferred", "numbers", "numbers")).toEqual({ ok: true });
    expect(await edge("Slow", "texts", "texts")).toEqual({ ok: true });
    expect(await edge("pick", "choose", "mode")).toEqual({ ok: true });
    expect(await edge("number", "needs_union", "value")).toEqual({ ok: true });
    expect(await edge("signalled", "number", "value")).toEqual({ ok: true });
    expect(await edge("over", "number", "value")).toEqual({ ok: true });
  });

  it("refuses what is not, with both types in words", async () => {
    const refused = { ok: false, reason: '"texts" takes string[], this is number[]' };
    expect(await edge("make_numbers", "texts", "texts")).toEqual(refused);
    expect(await edge("later", "texts", "texts")).toEqual(refused);
    expect(await edge("count", "texts", "texts")).toEqual(refused);
    expect(await edge("inferred", "text", "text")).toMatchObject({
      ok: true,
      converts: "list → text",
    });
    expect(await edge("inferred", "texts", "texts")).toEqual(refused);
    expect((await edge("Slow", "numbers", "numbers")).ok).toBe(false);
    expect((await edge("divmod", "length", "point")).ok).toBe(false);
    expect((await edge("point", "labels", "labels")).ok).toBe(false);
    expect((await edge("text", "needs_union", "value")).ok).toBe(false);
  });

  it("names the conversions that happen, and when they can fail", async () => {
    expect(await edge("number", "text", "text")).toEqual({ ok: true, converts: "number → text" });
    expect(await edge("text", "number", "value")).toEqual({
      ...{ ok: true, converts: "text → number", depends: "if the text is a number" },
    });
    expect(await edge("either", "number", "value")).toMatchObject({
      ok: true,
      converts: "text → number",
    });
    expect(await edge("make_texts", "text", "text")).toEqual({ ok: true, converts: "list → text" });
    expect(await edge("text", "show", "image")).toMatchObject({
      ok: true,
      converts: "text → image",
    });
  });

  it("takes what may be empty, or is not known, for what it may be", async () => {
    expect(await edge("maybe", "text", "text")).toEqual({
      ok: true,
      depends: "if it is not empty",
    });
    expect(await edge("maybe", "maybe", "text")).toEqual({ ok: true });
    expect(await edge("loose", "numbers", "numbers")).toMatchObject({ ok: true });
    expect(await edge("bag", "labels", "labels")).toEqual({
      ok: true,
      depends: "seen when it runs",
    });
    expect(await edge("boxed", "numbers", "numbers")).toMatchObject({ ok: true });
    expect(await edge("number", "boxed", "box")).toMatchObject({ ok: true });
  });

  it("solves generics for what is connected, and on through the graph", async () => {
    const { nodes, edges } = await check(
      ["n", "number"],
      ["i", "identity", { value: "n" }],
      ["p", "pair", { a: "i", b: "t" }],
      ["t", "text"],
      ["x", "numbers", { numbers: "l" }],
      ["l", "list", { "input-0": "p.a", "input-1": "i" }],
      ["y", "texts", { texts: "l" }],
      ["f", "first", { items: "l" }],
    );
    expect(nodes.i.outputs.output).toEqual({ type: "float", ts_type: "number" });
    expect(nodes.i.inputs).toEqual({ value: "number" });
    expect(nodes.p.outputs.b).toMatchObject({ type: "str", ts_type: "string" });
    expect(nodes.l.outputs.output).toEqual({ type: "list", ts_type: "number[]" });
    expect(nodes.f.outputs.output.ts_type).toBe("number | undefined");
    const refused = edges.flatMap((verdict) => verdict.ok ? [] : [verdict.reason]);
    expect(refused).toEqual(['"texts" takes string[], this is number[]']);
  });

  it("knows the types of values", async () => {
    const rows = { variableValue: [{ name: "a", age: 1 }, { name: "b", age: 2 }] };
    const { nodes, edges } = await check(
      ["rows", "List", {}, rows],
      ["ages", "column", { rows: "rows" }, { key: "age" }],
      ["bad", "numbers", { numbers: "rows" }],
    );
    expect(nodes.rows.outputs.output.ts_type).toBe("{ name: string; age: number; }[]");
    expect(edges.map(({ ok }) => ok)).toEqual([true, false]);
  });

  it("follows single keys of what an op gives", async () => {
    const { edges } = await check(
      ["d", "divmod"],
      ["s", "Speak"],
      ["a", "number", { value: "d.quotient" }],
      ["b", "texts", { texts: "s.words" }],
      ["c", "text", { text: "s.said" }],
    );
    expect(edges.map(({ ok }) => ok)).toEqual([true, false, true]);
  });

  it("adds several edges into a list, and spreads a rest parameter's", async () => {
    const { edges } = await check(
      ["a", "number"],
      ["b", "number"],
      ["n", "numbers", { numbers: "a+b" }],
      ["m", "make_numbers"],
      ["t", "total", { numbers: "m" }],
      ["x", "make_texts"],
      ["u", "total", { numbers: "x" }],
    );
    expect(edges.map(({ ok }) => ok)).toEqual([true, true, true, false]);
  });

  it("sees packs as they are after a change", async () => {
    const own = await tempPacks({
      "p/ops.ts": "export function f(a: number[]): number[] { return a; }\n",
    });
    const changing = createEngine({ nodepackDir: own.dir, watch: true, log: () => {} });
    try {
      const graph = parseRunRequest({
        nodes: ["a", "b"].map((id) => ({ id, type: "functionNode", data: { functionName: "f" } })),
        edges: [{ source: "a", target: "b", targetHandle: "a" }],
      });
      expect((await changing.checkTypes(graph)).edges).toEqual([{ ok: true }]);
      const changed = new Promise<void>((resolve) => changing.onCatalogChange(() => resolve()));
      await own.write({
        "p/ops.ts": "export function f(a: number[]): string[] { return a.map(String); }\n",
      });
      await changed;
      expect((await changing.checkTypes(graph)).edges).toEqual([
        { ok: false, reason: '"a" takes number[], this is string[]' },
      ]);
    } finally {
      await changing.close();
      await own[Symbol.asyncDispose]();
    }
  });

  it("says choices as they are, whatever they are called", async () => {
    expect(await edge("speed", "choose", "mode")).toEqual({
      ok: false,
      reason: '"mode" takes "fast" | "slow" | "off", this is "fast" | "slow" | "fastest"',
    });
  });

  it("refuses lists and objects in nodes that are not of their type", async () => {
    const values = async (op: string, own: object) => (await check(["n", op, {}, own])).values;
    expect(await values("settings", { options: { mode: "fast", depth: 2 } })).toBe(undefined);
    expect(await values("settings", { options: '{ "mode": "slow" }' })).toBe(undefined);
    expect(await values("settings", { options: { mode: "quick" } })).toEqual([{
      node: "n",
      param: "options",
      reason: '"options" takes { mode: Speed; depth?: number | undefined; }, this is ' +
        '{ mode: "quick"; }',
    }]);
    expect(await values("numbers", { numbers: [1, 2] })).toBe(undefined);
    expect(await values("numbers", { numbers: [] })).toBe(undefined);
    expect(await values("numbers", { numbers: ["a"] })).toMatchObject([{ param: "numbers" }]);
    expect(await values("needs_union", { value: "x" })).toMatchObject([{ param: "value" }]);
    for (const open of ["loose", "identity", "first"]) {
      expect(await values(open, { value: ["a"], items: [1, "b"] })).toBe(undefined);
    }
    // What is connected counts, and the value does not.
    const { values: none } = await check(
      ["m", "make_numbers", {}, { count: 1 }],
      ["n", "numbers", { numbers: "m" }, { numbers: ["a"] }],
    );
    expect(none).toBe(undefined);
  });

  it("refuses a cycle", async () => {
    await expect(check(["a", "number", { value: "b" }], ["b", "number", { value: "a" }]))
      .rejects.toThrow("Graph contains a cycle");
  });
});
