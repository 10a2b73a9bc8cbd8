import { expect } from "@std/expect";
import { parseWorkflow } from "../../../engine/core/parse_workflow.ts";
import { serializeWorkflow, type Workflow } from "../../../engine/core/workflow.ts";

const position = { x: 0, y: 0 };
const LOOKS: Workflow = {
  version: 1,
  nodes: [
    {
      id: "note",
      type: "noteNode",
      position,
      data: { text: "# Plan", color: "green", width: 300, height: 90 },
    },
    {
      id: "group",
      type: "groupNode",
      position,
      data: { label: "First", color: "purple", width: 500, height: 400 },
    },
    {
      id: "sum",
      type: "functionNode",
      position,
      data: { functionName: "add", values: { mode: 1 }, mode: "bypass", collapsed: true },
    },
    { id: "list", type: "listNode", position, data: { mode: "mute" } },
    { id: "view", type: "viewNode", position, data: { collapsed: true } },
  ],
  edges: [{
    ...{ id: "e", source: "sum", target: "view", targetHandle: "input" },
    points: [{ x: 10, y: 20 }, { x: 30.5, y: -4 }],
  }],
};

Deno.test("notes, groups, marks and points are read as they were saved", () => {
  expect(parseWorkflow(serializeWorkflow(LOOKS))).toEqual({ workflow: LOOKS, warnings: [] });
});

Deno.test("what is wrong in notes and groups becomes what is usual", () => {
  const { workflow } = parseWorkflow({
    nodes: [
      { id: "n", type: "noteNode", position, data: { text: 5, color: "red; }", width: -1 } },
      { id: "g", type: "groupNode", position, data: { width: Infinity, height: "9" } },
      { id: "v", type: "viewNode", position, data: { mode: "off", collapsed: "yes" } },
    ],
    edges: [],
  });
  expect(workflow.nodes.map(({ data }) => data)).toEqual([
    { text: "", color: "yellow", width: 240, height: 140 },
    { color: "blue", width: 480, height: 320 },
    {},
  ]);
});

Deno.test("fields of the original's flat data are values, also those called mode", () => {
  const data = { functionName: "resize", mode: "mute", collapsed: true };
  const { workflow } = parseWorkflow({
    nodes: [{ id: "a", type: "functionNode", position, data }],
    edges: [],
  });
  expect(workflow.nodes[0].data).toEqual({
    functionName: "resize",
    values: { mode: "mute", collapsed: true },
  });
});

Deno.test("points that are none are left out", () => {
  const points = [{ x: 1, y: 2 }, { x: "1" }, null, { x: NaN, y: 0 }];
  const { workflow } = parseWorkflow({
    nodes: [{ id: "v", type: "viewNode" }],
    edges: [{ source: "v", target: "v", points }, { source: "v", target: "v", points: "p" }],
  });
  expect(workflow.edges.map((edge) => edge.points)).toEqual([[{ x: 1, y: 2 }], undefined]);
});
