import { expect } from "@std/expect";
import { signal } from "@preact/signals";
import type { Api } from "@/client/api.ts";
import { followTypes } from "@/client/follow_types.ts";
import type { EditorModel } from "@/client/models/editor.ts";
import { createGraph } from "@/client/models/graph.ts";
import { createTypes } from "@/client/models/types.ts";
import { AT, edge } from "../helpers/graphs.ts";
import { failure, success } from "../helpers/fake_api.ts";
import { ManualClock } from "../helpers/manual_clock.ts";
import { add, findOp, greet } from "../helpers/ops.ts";

/** A graph of a number that goes into a text, and what follows it; `answers` are what the server says, the last again and again. */
function stage(...answers: Awaited<ReturnType<Api["checkTypes"]>>[]) {
  const clock = new ManualClock();
  const graph = createGraph({ findOp });
  const types = createTypes();
  const asked: unknown[] = [];
  const state = signal({ status: "ready" });
  const catalog = { ops: signal([add, greet]), state, find: findOp };
  const api = {
    checkTypes(body: unknown) {
      asked.push(body);
      return Promise.resolve(answers[asked.length - 1] ?? answers[answers.length - 1]);
    },
  };
  const one = graph.addNode("functionNode", { ...AT, op: add });
  const two = graph.addNode("functionNode", { ...AT, op: greet });
  graph.connect(edge(one, two, "name"));
  const stop = followTypes({ api, catalog, clock, graph, types } as unknown as EditorModel);
  const look = () => types.looks.value.get(graph.edges.value[0].id);
  return { clock, catalog, graph, types, asked, stop, one, look };
}

/** Lets what has been answered be taken. */
const settled = () => new Promise((resolve) => setTimeout(resolve));

Deno.test("followTypes() decides by names at once, and the exact answer corrects", async () => {
  const reason = '"name" takes string, this is a secret';
  const { clock, types, look, asked, stop, one } = stage(success({
    edges: [{ ok: false, reason }],
    nodes: { add_1: { outputs: { output: { type: "int", ts_type: "Int" } } } },
  }));
  clock.advance(30);
  expect(look()).toEqual({
    ...{ type: "float", label: "number → text", title: "Converted: number → text" },
  });
  expect(types.problems.value.map(({ kind, param }) => [kind, param])).toEqual([
    ["missing_value", "a"],
    ["missing_value", "b"],
  ]);
  clock.advance(150);
  await settled();
  expect(asked).toHaveLength(1);
  expect(look()).toMatchObject({ isRefused: true, title: reason });
  expect(types.problems.value.some(({ message }) => message.includes(reason))).toBe(true);
  expect(types.solvedOf(one).value?.outputs.output.ts_type).toBe("Int");
  stop();
});

Deno.test("followTypes() keeps what the compiler said of an edge until it answers again", async () => {
  const reason = "never fits";
  const nodes = { add_1: { outputs: { output: { type: "int", ts_type: "Int" } } } };
  const { clock, catalog, graph, look, stop, one, types } = stage(success({
    ...{ edges: [{ ok: false, reason }], nodes },
  }));
  clock.advance(1000);
  await settled();
  graph.setValue(one, "a", 1);
  clock.advance(30);
  expect(look()).toMatchObject({ isRefused: true, type: "int" });
  expect(types.problems.value.map(({ kind }) => kind)).toEqual(["missing_value", "type"]);
  // Of another library nothing is known.
  catalog.ops.value = [add, greet];
  clock.advance(30);
  expect(look()).toMatchObject({ label: "number → text" });
  stop();
});

Deno.test("followTypes() has what the compiler says of values, until they are others", async () => {
  const values = [{ node: "add_1", param: "a", reason: "wrong" }];
  const { clock, graph, stop, one, types } = stage(success({
    ...{ edges: [{ ok: true }], nodes: {}, values },
  }));
  graph.setValue(one, "a", 1);
  clock.advance(1000);
  await settled();
  const messages = () => types.problems.value.map(({ message }) => message);
  expect(messages()).toContain("wrong");
  graph.setValue(one, "b", 1);
  clock.advance(30);
  expect(messages()).toEqual(["wrong"]);
  graph.setValue(one, "a", 2);
  clock.advance(30);
  expect(messages()).toEqual([]);
  stop();
});

Deno.test("followTypes() asks again for what changed, not for what was moved", async () => {
  const { clock, graph, asked, stop, one } = stage(success({ edges: [{ ok: true }], nodes: {} }));
  clock.advance(1000);
  await settled();
  graph.applyNodeChanges([{ id: one, type: "position", position: { x: 5, y: 5 } }]);
  clock.advance(1000);
  await settled();
  expect(asked).toHaveLength(1);
  graph.setValue(one, "a", 1);
  clock.advance(1000);
  await settled();
  expect(asked).toHaveLength(2);
  stop();
  graph.setValue(one, "a", 2);
  clock.advance(1000);
  expect(asked).toHaveLength(2);
});

Deno.test("followTypes() leaves the names' word where the server does not answer", async () => {
  for (const answer of [failure("away"), success({ nothing: true })]) {
    const { clock, look, stop } = stage(answer);
    clock.advance(1000);
    await settled();
    expect(look()).toMatchObject({ label: "number → text" });
    stop();
  }
});

Deno.test("followTypes() asks again when the server is back", async () => {
  const reason = "never fits";
  const { clock, catalog, look, stop } = stage(
    failure("away"),
    success({ edges: [{ ok: false, reason }], nodes: {} }),
  );
  clock.advance(1000);
  await settled();
  catalog.state.value = { status: "ready" };
  clock.advance(1000);
  await settled();
  expect(look()).toMatchObject({ isRefused: true, title: reason });
  stop();
});
