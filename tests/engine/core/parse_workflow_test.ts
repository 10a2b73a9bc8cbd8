import { expect } from "@std/expect";
import { PsynapseError } from "../../../engine/core/errors.ts";
import { parseWorkflow } from "../../../engine/core/parse_workflow.ts";
import {
  serializeWorkflow,
  type Workflow,
  workflowToRunRequest,
} from "../../../engine/core/workflow.ts";

const position = { x: 0, y: 0 };
const WORKFLOW: Workflow = {
  version: 1,
  name: "Sums",
  description: "Adds.",
  nodes: [
    {
      id: "n",
      type: "variableNode",
      position,
      data: { variableName: "n", variableType: "Number", variableValue: 5 },
    },
    {
      id: "add",
      type: "functionNode",
      position: { x: 300, y: 10.5 },
      data: { functionName: "add", pack: "basic", label: "My sum", values: { b: "7", status: 1 } },
    },
    { id: "list", type: "listNode", position, data: {} },
    { id: "view", type: "viewNode", position, data: { label: "Sum" } },
  ],
  edges: [
    { id: "e1", source: "n", sourceHandle: "output", target: "add", targetHandle: "a" },
    { id: "e2", source: "add", target: "view", targetHandle: "input" },
  ],
  viewport: { x: 1, y: 2, zoom: 0.5 },
};

function failure(file: unknown): PsynapseError {
  try {
    parseWorkflow(file);
  } catch (error) {
    if (error instanceof PsynapseError) return error;
    throw error;
  }
  throw new Error("parseWorkflow() took it");
}

Deno.test("parseWorkflow() reads what serializeWorkflow() wrote", () => {
  expect(parseWorkflow(serializeWorkflow(WORKFLOW))).toEqual({ workflow: WORKFLOW, warnings: [] });
});

Deno.test("workflowToRunRequest() sends nodes and edges, and environment variables when there are some", () => {
  const body = workflowToRunRequest(WORKFLOW);
  expect(Object.keys(body)).toEqual(["nodes", "edges"]);
  expect(body.nodes[1]).toEqual({ id: "add", type: "functionNode", data: WORKFLOW.nodes[1].data });
  expect(body.edges[1]).toEqual({ source: "add", target: "view", targetHandle: "input" });
  expect(workflowToRunRequest(WORKFLOW, { KEY: "x" }).env_vars).toEqual({ KEY: "x" });
});

Deno.test("workflowToRunRequest() calls variables by their names, unless they have a label or no name", () => {
  const labelOf = (data: Record<string, string>) => {
    const { nodes: [node] } = workflowToRunRequest({
      nodes: [{
        id: "v",
        type: "variableNode",
        position,
        data: { variableName: "n", variableType: "Number", variableValue: 5, ...data },
      }],
      edges: [],
    });
    return node.data.label;
  };
  expect(labelOf({})).toBe("n");
  expect(labelOf({ label: "Five" })).toBe("Five");
  expect(labelOf({ variableName: "" })).toBeUndefined();
});

const ORIGINAL = {
  nodes: [
    {
      id: "f",
      type: "functionNode",
      position,
      width: 200,
      selected: true,
      data: {
        label: "greet",
        functionName: "greet",
        name: "Ada",
        greeting: "",
        output: "Hello, Ada!",
        status: "completed",
        edges: [{ id: "x", source: "a", target: "f" }],
        onChange: null,
        schema: { name: "greet", params: [{ name: "name" }, { name: "greeting" }] },
      },
    },
    {
      id: "v",
      type: "viewNode",
      position,
      data: { label: "View", value: "Hello, Ada!", result: "Hello, Ada!", edges: [] },
    },
    {
      id: "x",
      type: "variableNode",
      position,
      data: {
        label: "Variable: x",
        variableName: "x",
        variableType: "Image",
        variableValue: "data:,",
        llmMessageFormat: true,
        llmMessageRole: "system",
        edges: [],
      },
    },
  ],
  edges: [{ id: "e", source: "f", target: "v", animated: true, style: { stroke: "red" } }],
};

Deno.test("parseWorkflow() cleans up a file of the original", () => {
  const { workflow, warnings } = parseWorkflow(structuredClone(ORIGINAL));
  expect(warnings).toEqual([]);
  expect(workflow).toEqual({
    version: 1,
    nodes: [
      {
        id: "f",
        type: "functionNode",
        position,
        data: { functionName: "greet", values: { name: "Ada", greeting: "" } },
      },
      { id: "v", type: "viewNode", position, data: {} },
      {
        id: "x",
        type: "variableNode",
        position,
        data: {
          variableName: "x",
          variableType: "Image",
          variableValue: "data:,",
          llmMessageFormat: true,
          llmMessageRole: "system",
        },
      },
    ],
    edges: [{ id: "e", source: "f", target: "v" }],
  });
});

Deno.test("parseWorkflow() tells flat values from the rest by name when no schema is there", () => {
  const [{ schema: _, ...data }] = [ORIGINAL.nodes[0].data as Record<string, unknown>];
  const file = { nodes: [{ id: "f", type: "functionNode", position, data }], edges: [] };
  expect(parseWorkflow(file).workflow.nodes[0].data).toMatchObject({
    values: { name: "Ada", greeting: "" },
  });
});

Deno.test("parseWorkflow() asks the catalog for the parameters of flat values", () => {
  const data = { functionName: "log", label: "log", status: "ok", text: "old" };
  const file = { nodes: [{ id: "f", type: "functionNode", position, data }], edges: [] };
  const { workflow } = parseWorkflow(file, { paramsOf: () => ["status"] });
  expect(workflow.nodes[0].data).toEqual({ functionName: "log", values: { status: "ok" } });
});

Deno.test("parseWorkflow() takes a flat parameter that is called values", () => {
  const data = { functionName: "mean", values: [1, 2] };
  const file = { nodes: [{ id: "f", type: "functionNode", position, data }], edges: [] };
  expect(parseWorkflow(file).workflow.nodes[0].data).toMatchObject({ values: { values: [1, 2] } });
});

Deno.test("parseWorkflow() keeps a key __proto__ as a key", () => {
  const file = '{"nodes":[{"id":"f","type":"functionNode","position":{"x":0,"y":0},"data":' +
    '{"functionName":"f","values":{"__proto__":1}}}],"edges":[]}';
  const data = parseWorkflow(file).workflow.nodes[0].data as { values: object };
  expect(Object.keys(data.values)).toEqual(["__proto__"]);
  expect(Object.getPrototypeOf(data.values)).toBe(Object.prototype);
});

Deno.test("parseWorkflow() says what it left out and mended", () => {
  const { workflow, warnings } = parseWorkflow({
    nodes: [
      { id: "a", type: "viewNode" },
      { id: "b", type: "viewNode", position: { x: "1", y: null } },
      { id: "c", type: "stickerNode", position },
      { id: "d", type: "oldNode", position, data: { functionName: "add" } },
    ],
    edges: [
      { source: "a", target: "c" },
      { id: "e", source: "d", target: "a" },
      { id: "e", source: "d", target: "b" },
    ],
  });
  expect(warnings).toEqual([
    'Node "c" was left out: its type "stickerNode" is not known',
    "2 nodes had no place and got one",
    "1 edge was left out: a node of it is not in the file",
  ]);
  expect(workflow.nodes.map(({ id, type }) => [id, type])).toEqual([
    ["a", "viewNode"],
    ["b", "viewNode"],
    ["d", "functionNode"],
  ]);
  expect(workflow.edges.map(({ id }) => id)).toEqual(["e", "e-2"]);
  expect(new Set(workflow.nodes.map(({ position }) => position.x)).size).toBe(2);
});

const node = { id: "a", type: "viewNode", position };
for (
  const [what, file, message, field] of [
    ["text that is not JSON", "{", /^The file is not JSON/, undefined],
    ["a list", [], /This is no workflow/, undefined],
    ["a newer version", { version: 2, nodes: [], edges: [] }, /version 2/, "version"],
    ["nodes that are missing", { edges: [] }, /^nodes is missing/, "nodes"],
    ["edges of the wrong type", { nodes: [], edges: {} }, /not an object/, "edges"],
    ["a node that is null", { nodes: [null], edges: [] }, /nodes\[0\]/, "nodes[0]"],
    ["two nodes of one id", { nodes: [node, node], edges: [] }, /"a"/, "nodes[1].id"],
    [
      "an edge without a target",
      { nodes: [node], edges: [{ source: "a" }] },
      /missing/,
      "edges[0].target",
    ],
    [
      "a function node without a function",
      { nodes: [{ ...node, type: "functionNode" }], edges: [] },
      /functionName is missing/,
      "nodes[0].data.functionName",
    ],
    [
      "a type of variable that is not known",
      { nodes: [{ ...node, type: "variableNode", data: { variableType: "Date" } }], edges: [] },
      /must be one of "String"/,
      "nodes[0].data.variableType",
    ],
  ] as const
) {
  Deno.test(`parseWorkflow() refuses ${what} and names it`, () => {
    const error = failure(file);
    expect(error.code).toBe("bad_workflow");
    expect(error.message).toMatch(message);
    expect(error.details.field).toBe(field);
  });
}

Deno.test("parseWorkflow() refuses values that are nested too deep", () => {
  const deep = "[".repeat(5000) + "]".repeat(5000);
  const file = `{"nodes":[{"id":"f","type":"functionNode","position":{"x":0,"y":0},"data":` +
    `{"functionName":"f","values":{"a":${deep}}}}],"edges":[]}`;
  expect(failure(file).details.field).toBe("nodes[0].data.values.a");
});
