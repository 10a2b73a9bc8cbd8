import { expect } from "@std/expect";
import { createGraph, type GraphModel } from "@/client/models/graph.ts";
import type { OpSchema } from "@/engine/core/schema.ts";
import { add, findOp } from "../../helpers/ops.ts";

function graphOf(count: number): GraphModel {
  const graph = createGraph({ findOp });
  graph.load({
    version: 1,
    nodes: Array.from({ length: count }, (_, i) => ({
      ...{ id: `n${i}`, type: "listNode" as const, position: { x: i, y: 0 }, data: {} },
    })),
    edges: [{ id: "e", source: "n0", target: "n1", targetHandle: "input-0" }],
  });
  return graph;
}

Deno.test("small graphs are measured as a whole", () => {
  expect(graphOf(200).nodes.value.some(({ measured }) => measured)).toBe(false);
});

Deno.test("nodes of a large graph have a size, and handles where edges end", () => {
  const nodes = graphOf(201).nodes.value;
  expect(nodes.every(({ measured }) => measured)).toBe(true);
  const ends = nodes.slice(0, 3).map(({ handles }) => handles?.map(({ id, type }) => [id, type]));
  const [free, output] = [["input-0", "target"], ["output", "source"]];
  expect(ends).toEqual([[free, output], [free, ["input-1", "target"], output], [free, output]]);
});

Deno.test("estimateAgain() takes ops into account that have come since, and leaves what was measured", () => {
  const ops: OpSchema[] = [];
  const graph = createGraph({ findOp: (name) => ops.find((op) => op.name === name) });
  const data = { functionName: "add", values: {} };
  graph.load({
    version: 1,
    nodes: Array.from({ length: 201 }, (_, i) => ({
      ...{ id: `n${i}`, type: "functionNode" as const, position: { x: i, y: 0 }, data },
    })),
    edges: [],
  });
  const dimensions = { width: 260, height: 90 };
  graph.applyNodeChanges([{ type: "dimensions", id: "n1", dimensions }]);
  const before = graph.nodes.value[0].measured?.height ?? 0;
  ops.push(add);
  graph.estimateAgain();
  expect(graph.nodes.value[0].measured?.height).toBeGreaterThan(before);
  expect(graph.nodes.value[0].handles?.map(({ id }) => id)).toEqual(["a", "b", "output"]);
  expect(graph.nodes.value[1].measured).toEqual(dimensions);
});

Deno.test("what is measured takes the place of the estimate, also after undo; neither is saved", () => {
  const graph = graphOf(201);
  graph.updateData("n1", { label: "Sum" });
  const dimensions = { width: 300, height: 90 };
  graph.applyNodeChanges([{ type: "dimensions", id: "n1", dimensions }]);
  const [, node] = graph.nodes.value;
  expect([node.measured, node.handles]).toEqual([dimensions, undefined]);
  graph.undo();
  const [other, back] = graph.nodes.value;
  expect([back.data.label, back.measured, back.handles]).toEqual([
    undefined,
    dimensions,
    undefined,
  ]);
  expect(other.handles?.length).toBe(2);
  expect(JSON.stringify(graph.toWorkflow())).not.toMatch(/measured|handles"/);
});
