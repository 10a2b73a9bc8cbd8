import { expect } from "@std/expect";
import { drawPicture } from "@/client/guide/picture.ts";
import type { WorkflowEdge, WorkflowNode } from "@/engine/core/workflow.ts";
import { fn, number, view } from "../../helpers/hands_page.ts";

const SHAPE = { width: 320, height: 160 };

function wire(source: string, target: string, targetHandle: string): WorkflowEdge {
  return { id: `${source}-${target}`, source, sourceHandle: "output", target, targetHandle };
}

Deno.test("drawPicture() has a box for each node where it lies, in view as a whole", () => {
  const nodes = [number("n", 0, 100), fn("add", 400, -20), view("v", 800, 300)];
  const { view: box, nodes: boxes } = drawPicture({ nodes, edges: [] }, SHAPE);
  expect(boxes.map(({ type, x, y }) => [type, x, y])).toEqual([
    ["variableNode", 0, 100],
    ["functionNode", 400, -20],
    ["viewNode", 800, 300],
  ]);
  expect(box.width / box.height).toBeCloseTo(2);
  for (const { x, y, width, height } of boxes) {
    expect(x).toBeGreaterThan(box.x);
    expect(y).toBeGreaterThan(box.y);
    expect(x + width).toBeLessThan(box.x + box.width);
    expect(y + height).toBeLessThan(box.y + box.height);
  }
});

Deno.test("drawPicture() leads wires from the right of a node to the left of another", () => {
  const nodes = [number("n", 0), fn("add", 400)];
  const edges = [wire("n", "add", "a"), { ...wire("n", "add", "b"), id: "second" }];
  const { wires, nodes: [from, to] } = drawPicture({ nodes, edges }, SHAPE);
  const ends = [...wires.matchAll(/M(\d+) \d+C[^M]* (\d+) (\d+)(?=M|$)/g)];
  expect(ends.map(([, x1, x2]) => [Number(x1), Number(x2)])).toEqual([
    [from.x + from.width, to.x],
    [from.x + from.width, to.x],
  ]);
  const [first, second] = ends.map(([, , , y]) => Number(y));
  expect(second).toBeGreaterThan(first);
  expect(second).toBeLessThan(to.y + to.height);
});

Deno.test("drawPicture() lays groups below what is in them, as large as they are", () => {
  const group: WorkflowNode = {
    ...{ id: "g", type: "groupNode", position: { x: -20, y: -20 } },
    data: { color: "blue", width: 500, height: 300 },
  };
  const { nodes } = drawPicture({ nodes: [fn("add", 0), group], edges: [] }, SHAPE);
  expect(nodes.map(({ type }) => type)).toEqual(["groupNode", "functionNode"]);
  expect(nodes[0]).toMatchObject({ width: 500, height: 300 });
});

Deno.test("drawPicture() leaves wires out that lead nowhere, and draws nothing of nothing", () => {
  const drawn = drawPicture({ nodes: [fn("add", 0)], edges: [wire("gone", "add", "a")] }, SHAPE);
  expect(drawn.wires).toBe("");
  const { nodes, view: box } = drawPicture({ nodes: [], edges: [] }, SHAPE);
  expect(nodes).toEqual([]);
  expect(Number.isFinite(box.width * box.height * box.x * box.y)).toBe(true);
});
