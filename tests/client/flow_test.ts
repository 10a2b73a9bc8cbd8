import { expect } from "@std/expect";
import { fromFlow, toFlow, type Workflow } from "@/client/flow.ts";

const WORKFLOW: Workflow = {
  version: 1,
  nodes: [
    {
      id: "add_1",
      type: "functionNode",
      position: { x: 1, y: 2 },
      data: { functionName: "add", label: "Sum", values: {} },
    },
    { id: "view_1", type: "viewNode", position: { x: 3, y: 4 }, data: {} },
    { id: "list_1", type: "listNode", position: { x: 5, y: 6 }, data: {} },
  ],
  edges: [
    { id: "e", source: "add_1", sourceHandle: "result", target: "view_1" },
    { id: "e", source: "add_1", target: "list_1" },
    { id: "", source: "add_1", sourceHandle: "quotient", target: "add_1", targetHandle: "a" },
  ],
};

Deno.test("toFlow() gives nodes names for screen readers", () => {
  expect(toFlow(WORKFLOW).nodes.map((node) => node.ariaLabel)).toEqual([
    ...["Sum, function node", "View, view node", "List, list node"],
  ]);
});

Deno.test("toFlow() gives edges the handles that the engine takes, and ids of their own", () => {
  const { edges } = toFlow(WORKFLOW);
  expect(edges.map(({ sourceHandle, targetHandle }) => [sourceHandle, targetHandle])).toEqual([
    ["output", "input"],
    ["output", "input-0"],
    ["quotient", "a"],
  ]);
  expect(new Set(edges.map(({ id }) => id)).size).toBe(3);
});

Deno.test("fromFlow() leaves out what React Flow and the page add", () => {
  const flow = toFlow(WORKFLOW);
  const nodes = flow.nodes.map((node) => ({
    ...node,
    selected: true,
    dragging: false,
    measured: { width: 1, height: 2 },
  }));
  const edges = flow.edges.map((edge) => ({ ...edge, selected: true, animated: true }));
  const saved = fromFlow({ nodes, edges });
  expect(saved.nodes).toEqual(WORKFLOW.nodes);
  expect(saved.edges.map((edge) => Object.keys(edge))).toEqual(
    Array(3).fill(["id", "source", "sourceHandle", "target", "targetHandle"]),
  );
});
