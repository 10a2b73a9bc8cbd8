import { expect } from "@std/expect";
import type { Graph } from "@/engine/core/graph.ts";
import { planRun } from "@/engine/core/plan.ts";
import { refusal } from "@/tests/helpers/refusal.ts";
import { graphOf, numberedGraph } from "./graphs.ts";

Deno.test("planRun() plans nothing", () => {
  const plan = planRun({ nodes: [], edges: [] });
  expect(plan).toEqual({ order: [], numberOf: new Int32Array(0), incoming: [], outgoing: [] });
});

Deno.test("planRun() numbers nodes from 1 in the order in which they run", () => {
  const plan = planRun(graphOf("v a>v b>v"));
  expect(plan.order).toEqual([1, 2, 0]);
  expect([...plan.numberOf]).toEqual([3, 1, 2]);
});

Deno.test("planRun() lists edges by both ends, in the order of the request, with their handles", () => {
  const graph: Graph = {
    nodes: [{ kind: "view", id: "j" }, { kind: "view", id: "l" }, { kind: "view", id: "r" }],
    edges: [
      { source: "r", target: "j", sourceHandle: "first", targetHandle: "b" },
      { source: "l", target: "j", targetHandle: "a" },
      { source: "r", target: "j" },
    ],
  };
  const { incoming, outgoing } = planRun(graph);
  expect(incoming[0]).toEqual([
    { source: 2, target: 0, sourceHandle: "first", targetHandle: "b" },
    { source: 1, target: 0, sourceHandle: undefined, targetHandle: "a" },
    { source: 2, target: 0, sourceHandle: undefined, targetHandle: undefined },
  ]);
  expect(incoming[1]).toEqual([]);
  expect(outgoing[0]).toEqual([]);
  expect(outgoing[2]).toEqual([incoming[0][0], incoming[0][2]]);
  expect(outgoing[2][0]).toBe(incoming[0][0]);
});

Deno.test("planRun() refuses a cycle", () => {
  const error = refusal(() => planRun(graphOf("a>b b>a")));
  expect(error.code).toBe("bad_graph");
  expect(error.message).toBe("Graph contains a cycle: a → b → a");
});

Deno.test("planRun() gives nodes without edges lists that one edge elsewhere does not fill", () => {
  const plan = planRun(numberedGraph(3, [[0, 1]]));
  expect(plan.incoming.map((edges) => edges.length)).toEqual([0, 1, 0]);
  expect(plan.outgoing.map((edges) => edges.length)).toEqual([1, 0, 0]);
});
