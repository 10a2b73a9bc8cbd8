import { expect } from "@std/expect";
import { planRun } from "@/engine/core/plan.ts";
import { GraphRunner } from "@/engine/host/graph_runner.ts";
import { COMPLETED, EXECUTING, type HostEvent, RETURNED, SKIPPED } from "@/engine/host/protocol.ts";
import { indexOps, partitionGraph } from "@/engine/run/partition.ts";
import { graphOf, testingCatalog, type TestNode } from "@/tests/helpers/testing_pack.ts";

/** A runner of `echo` nodes: what began, what was put out, and whether it has finished. */
function runner(nodes: Record<string, TestNode>, edges: string[]) {
  const graph = graphOf(nodes, edges);
  const { parts: [{ part }] } = partitionGraph({
    ...{ graph, plan: planRun(graph), catalog: indexOps(testingCatalog()) },
    ...{ hostOf: () => "one", onError: "skip" },
  });
  const events: HostEvent[] = [];
  const began: string[] = [];
  const state = { finished: false, pauseAt: "" };
  const it = new GraphRunner(
    part,
    {
      call: (_, [value], node) => {
        const { name } = part.nodes[node];
        began.push(name);
        if (name === state.pauseAt) it.pause();
        return value;
      },
    },
    {
      event: (event) => void events.push(event),
      beforeCall: () => {},
      paused: () => {},
      finished: () => void (state.finished = true),
    },
    queueMicrotask,
  );
  return { it, events, began, state };
}

const TWO: Record<string, TestNode> = {
  a: ["echo", { value: 1 }],
  b: ["echo", { value: 2 }],
  b2: ["echo"],
  c: ["echo"],
};
const EDGES = ["b -> b2.value", "b2 -> c.value"];

Deno.test("a runner that pauses begins nothing, and goes on without what is moved", () => {
  const { it, began, state } = runner(TWO, EDGES);
  state.pauseAt = "a";
  it.start([]);
  expect(began).toEqual(["a"]);
  it.move([1, 2]);
  expect(began).toEqual(["a"]);
  expect(state.finished).toBe(false);
  it.decide([], [[1, { form: "json", value: null }]]);
  expect(began).toEqual(["a"]);
  it.decide([], [[2, { form: "json", value: 7 }]]);
  expect(began).toEqual(["a", "c"]);
  expect(state.finished).toBe(true);
});

Deno.test("what failed elsewhere is skipped here", () => {
  const { it, events, began, state } = runner(TWO, EDGES);
  state.pauseAt = "a";
  it.start([]);
  it.move([1, 2]);
  it.decide([], [
    [1, { form: "failed", failed: "b" }],
    [2, { form: "failed", failed: "b" }],
  ]);
  expect(began).toEqual(["a"]);
  expect(events.at(-1)).toEqual([SKIPPED, 3, 'Skipped because "b" failed', "b"]);
  expect(state.finished).toBe(true);
});

Deno.test("a runner that is to pause still goes on only with the last answer", () => {
  const { it, began, state } = runner(TWO, EDGES);
  state.pauseAt = "a";
  it.start([]);
  it.move([1], false);
  expect(began).toEqual(["a"]);
  it.move([2], true);
  it.decide([], [[1, { form: "json", value: null }], [2, { form: "json", value: null }]]);
  expect(began).toEqual(["a", "c"]);
});

Deno.test("nodes are run again with what they need, before what waits for them", () => {
  const { it, began, events, state } = runner(TWO, EDGES);
  state.pauseAt = "a";
  it.start([]);
  it.move([1, 2]);
  it.decide([], [[1, { form: "json", value: null }]]);
  it.redo([2, 1]);
  expect(began).toEqual(["a", "b", "b2", "c"]);
  const last = events.filter((event) => event[0] === EXECUTING).at(-1);
  expect(last?.[2]).toEqual({ value: 2 });
  expect(state.finished).toBe(true);
});

Deno.test("a moved node gives back what JSON cannot hold, or says that it cannot", () => {
  const values: Record<string, TestNode> = { d: ["make_function"], f: ["make_function"] };
  const graph = graphOf(values);
  const { parts: [{ part }] } = partitionGraph({
    ...{ graph, plan: planRun(graph), catalog: indexOps(testingCatalog()) },
    ...{ hostOf: () => "one", onError: "skip" },
  });
  const op = part.ops[0];
  for (const node of part.nodes) Object.assign(node, { returned: true, op: 0 });
  part.ops = [op];
  const events: HostEvent[] = [];
  const gives = [new Date(5), () => 1];
  const it = new GraphRunner(
    { ...part, ops: [{ ...op, params: [] }] },
    { call: () => gives.shift() },
    { event: (e) => void events.push(e), beforeCall() {}, paused() {}, finished() {} },
    queueMicrotask,
  );
  it.start([]);
  const returned = events.filter((event) => event[0] === RETURNED);
  expect(returned).toEqual([[RETURNED, 0, expect.any(String)], [RETURNED, 1, null]]);
  expect(events.filter((event) => event[0] === COMPLETED).length).toBe(2);
});
