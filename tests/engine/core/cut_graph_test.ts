import { expect } from "@std/expect";
import fc from "fast-check";
import { type Aim, cutGraph } from "../../../engine/core/cut_graph.ts";
import type { JsonValue } from "../../../engine/core/json.ts";
import type { Workflow, WorkflowNode } from "../../../engine/core/workflow.ts";

const position = { x: 0, y: 0 };

function fn(id: string, more = {}): WorkflowNode {
  return { id, type: "functionNode", position, data: { functionName: "f", values: {}, ...more } };
}

function variable(id: string): WorkflowNode {
  const data = { variableName: id, variableType: "Number", variableValue: 1 } as const;
  return { id, type: "variableNode", position, data };
}

function graph(nodes: WorkflowNode[], ...edges: string[]): Workflow {
  return {
    version: 1,
    nodes,
    edges: edges.map((text, index) => {
      const [source, target] = text.split(" > ");
      return { id: `e${index}`, source, target, targetHandle: "a" };
    }),
  };
}

function cut(
  workflow: Workflow,
  kind: Aim["kind"],
  node: string,
  values: Record<string, JsonValue> = {},
) {
  const part = cutGraph(workflow, { kind, node }, (id) => values[id]);
  return {
    nodes: part.nodes.map(({ id }) => id),
    edges: part.edges.map(({ source, target }) => `${source} > ${target}`),
    standIns: part.standIns,
  };
}

// x > a > b > d, c > d, d > e
const GRAPH = graph(
  [variable("x"), fn("a"), fn("b"), fn("c"), fn("d"), fn("e")],
  ...["x > a", "a > b", "b > d", "c > d", "d > e"],
);
const ALL = { x: 9, a: 1, b: 2, c: 3, d: 4, e: 5 };

Deno.test("to: the node with all that it needs, whatever is known", () => {
  expect(cut(GRAPH, "to", "b", ALL)).toEqual({
    nodes: ["x", "a", "b"],
    edges: ["x > a", "a > b"],
    standIns: [],
  });
});

Deno.test("alone: the node, and known values for what it needs", () => {
  expect(cut(GRAPH, "alone", "d", ALL)).toEqual({
    nodes: ["b", "c", "d"],
    edges: ["b > d", "c > d"],
    standIns: ["b", "c"],
  });
  // Variables are as they are now.
  expect(cut(GRAPH, "alone", "a", ALL).standIns).toEqual([]);
});

Deno.test("alone: what is not known runs too", () => {
  expect(cut(GRAPH, "alone", "d", { a: 1 })).toEqual({
    nodes: ["a", "b", "c", "d"],
    edges: ["a > b", "b > d", "c > d"],
    standIns: ["a"],
  });
});

Deno.test("from and after: what depends on the node, with it or with its value", () => {
  expect(cut(GRAPH, "from", "b", ALL)).toEqual({
    nodes: ["a", "b", "c", "d", "e"],
    edges: ["a > b", "b > d", "c > d", "d > e"],
    standIns: ["a", "c"],
  });
  expect(cut(GRAPH, "after", "b", ALL)).toEqual({
    nodes: ["b", "c", "d", "e"],
    edges: ["b > d", "c > d", "d > e"],
    standIns: ["b", "c"],
  });
});

Deno.test("stand-ins are pinned, pins stay, and the aim runs though it is pinned", () => {
  const workflow = graph([fn("a", { pinned: 8 }), fn("b", { pinned: 9 })], "a > b");
  const part = cutGraph(workflow, { kind: "alone", node: "b" }, () => 1);
  expect(part.nodes.map(({ data }) => data.pinned)).toEqual([8, undefined]);
  const chain = graph([fn("a"), fn("b", { pinned: 9 }), fn("c")], "a > b", "b > c");
  expect(cut(chain, "after", "b").nodes).toEqual(["b", "c"]);
  expect(cut(chain, "to", "c").nodes).toEqual(["b", "c"]);
  const to = cutGraph(GRAPH, { kind: "alone", node: "d" }, (id) => ALL[id as "a"]);
  expect(to.nodes.map(({ data }) => data.pinned)).toEqual([2, 3, undefined]);
  expect(GRAPH.nodes.every(({ data }) => !("pinned" in data))).toBe(true);
});

Deno.test("notes are no part, and of a node that is not there nothing is", () => {
  expect(cut(GRAPH, "to", "zzz")).toEqual({ nodes: [], edges: [], standIns: [] });
});

Deno.test("every part has all that what runs in it needs, and no more", () => {
  const size = 12;
  const arbitrary = fc.record({
    pairs: fc.uniqueArray(
      fc.tuple(fc.nat(size - 1), fc.nat(size - 1)).filter(([a, b]) => a < b),
      { maxLength: 30, selector: ([a, b]) => `${a} ${b}` },
    ),
    known: fc.subarray(Array.from({ length: size }, (_, i) => i)),
    aim: fc.nat(size - 1),
    kind: fc.constantFrom("to", "from", "after", "alone"),
  });
  fc.assert(
    fc.property(arbitrary, ({ pairs, known, aim, kind }) => {
      const ids = Array.from({ length: size }, (_, i) => `n${i}`);
      const workflow = graph(ids.map((id) => fn(id)), ...pairs.map(([a, b]) => `n${a} > n${b}`));
      const knownIds = new Set(known.map((i) => `n${i}`));
      const part = cutGraph(
        workflow,
        { kind: kind as Aim["kind"], node: `n${aim}` },
        (id) => knownIds.has(id) ? 1 : undefined,
      );
      const kept = new Set(part.nodes.map(({ id }) => id));
      const standIns = new Set(part.standIns);
      for (const edge of workflow.edges) {
        const runs = kept.has(edge.target) && !standIns.has(edge.target);
        // All inputs of what runs are there; nothing flows into what stands in.
        expect(part.edges.some(({ id }) => id === edge.id)).toBe(runs);
        if (runs) expect(kept.has(edge.source)).toBe(true);
      }
      for (const id of standIns) {
        expect(knownIds.has(id)).toBe(true);
        expect(part.edges.some(({ source }) => source === id)).toBe(true);
      }
    }),
    { numRuns: 300 },
  );
});
