import { expect } from "@std/expect";
import { MAX_VALUE_DEPTH, parseRunRequest } from "@/engine/core/parse_graph.ts";
import { refusal } from "@/tests/helpers/refusal.ts";

/** A request with one node whose data is given. */
function withData(data: unknown, type = "functionNode"): unknown {
  return { nodes: [{ id: "n", type, data }], edges: [] };
}

function parseNode(data: unknown, type?: string) {
  return parseRunRequest(withData(data, type)).nodes[0];
}

const VIEWS = [{ id: "a", type: "viewNode" }, { id: "b", type: "viewNode" }];

Deno.test("parseRunRequest() reads an empty graph", () => {
  expect(parseRunRequest({ nodes: [], edges: [] }))
    .toEqual({ nodes: [], edges: [], envVars: Object.create(null), onError: "skip" });
});

Deno.test("parseRunRequest() reads the original's flat values and this editor's values", () => {
  const flat = parseNode({ label: "add", functionName: "add", a: "5", b: 3 });
  expect(flat).toMatchObject({ kind: "function", id: "n", op: "add", label: "add" });
  expect(flat.kind === "function" && { ...flat.values }).toEqual({ a: "5", b: 3 });
  expect("pack" in flat).toBe(false);

  const nested = parseNode({ functionName: "add", pack: "basic", a: 1, b: 2, values: { a: 9 } });
  expect(nested).toMatchObject({ op: "add", pack: "basic" });
  expect("label" in nested).toBe(false);
  expect(nested.kind === "function" && { ...nested.values }).toEqual({ a: 9, b: 2 });
});

Deno.test("parseRunRequest() takes a flat text or list called values for a parameter", () => {
  for (const values of ["[1, 2]", [1, 2], ""]) {
    const node = parseNode({ functionName: "mean", values });
    expect(node.kind === "function" && node.values.values).toEqual(values);
  }
  const unset = parseNode({ functionName: "mean", values: null });
  expect(unset.kind === "function" && Object.keys(unset.values)).toEqual([]);
});

Deno.test("parseRunRequest() keeps parameters called __proto__ and constructor apart from prototypes", () => {
  const data = JSON.parse(
    '{"functionName":"f","__proto__":{"a":1},"values":{"__proto__":{"b":2},"constructor":3}}',
  );
  const node = parseNode(data);
  if (node.kind !== "function") throw new Error("no function node");
  expect(Object.getPrototypeOf(node.values)).toBe(null);
  expect(Object.keys(node.values)).toEqual(["__proto__", "constructor"]);
  expect(node.values["__proto__"]).toEqual({ b: 2 });
  expect(node.values.a).toBe(undefined);
  expect(({} as Record<string, unknown>).b).toBe(undefined);
});

Deno.test("parseRunRequest() takes ids called __proto__ and constructor", () => {
  const nodes = ["__proto__", "constructor", "toString"]
    .map((id) => ({ id, type: "viewNode", data: {} }));
  const edges = [{ source: "__proto__", target: "constructor", sourceHandle: "__proto__" }];
  const request = parseRunRequest({ nodes, edges });
  expect(request.nodes.map((node) => node.id)).toEqual(["__proto__", "constructor", "toString"]);
  expect(request.edges).toEqual(edges);
  const nowhere = { nodes: [], edges: [{ source: "constructor", target: "toString" }] };
  expect(refusal(() => parseRunRequest(nowhere)).code)
    .toBe("bad_graph");
});

Deno.test("parseRunRequest() reads variables", () => {
  const text = {
    variableName: "x",
    variableType: "String",
    variableValue: "hi",
    llmMessageFormat: true,
    llmMessageRole: "system",
    textContentFormat: true,
  };
  expect(parseNode(text, "variableNode")).toEqual({
    kind: "variable",
    id: "n",
    variableType: "String",
    value: "hi",
    llmRole: "system",
    textContent: true,
  });
  expect(parseNode({ ...text, llmMessageRole: "" }, "variableNode"))
    .toMatchObject({ llmRole: "user" });
  expect(parseNode({ ...text, llmMessageRole: null }, "variableNode"))
    .toMatchObject({ llmRole: "user" });
  const plain = parseNode({ variableType: "Number", llmMessageRole: "system" }, "variableNode");
  expect(plain).toEqual({
    kind: "variable",
    id: "n",
    variableType: "Number",
    value: null,
    textContent: false,
  });
  expect(parseNode({}, "variableNode")).toMatchObject({ variableType: "String" });
});

Deno.test("parseRunRequest() reads lists and views, with and without data", () => {
  expect(parseNode({ label: "List", inputCount: 2 }, "listNode"))
    .toEqual({ kind: "list", id: "n", label: "List" });
  expect(parseNode({ label: "" }, "viewNode")).toEqual({ kind: "view", id: "n" });
  expect(parseNode(undefined, "viewNode")).toEqual({ kind: "view", id: "n" });
  expect(parseNode(null, "listNode")).toEqual({ kind: "list", id: "n" });
});

Deno.test("parseRunRequest() takes a foreign type for a function node when it names an op", () => {
  expect(parseNode({ label: "W", functionName: "add", a: 1 }, "weirdNode"))
    .toMatchObject({ kind: "function", op: "add", label: "W" });
  expect(parseNode({ label: "W" }, "weirdNode"))
    .toEqual({ kind: "unknown", id: "n", type: "weirdNode", label: "W" });
  expect(parseNode({ functionName: null }, "weirdNode").kind).toBe("unknown");
});

Deno.test("parseRunRequest() reads edges; null handles are none and unknown fields are ignored", () => {
  const request = parseRunRequest({
    nodes: VIEWS,
    edges: [
      { id: "e1", source: "a", target: "b", sourceHandle: "output", targetHandle: "input" },
      { source: "a", target: "b", sourceHandle: null, targetHandle: "", animated: true },
    ],
    viewport: 5,
  });
  expect(request.edges).toEqual([
    { source: "a", target: "b", sourceHandle: "output", targetHandle: "input" },
    { source: "a", target: "b" },
  ]);
});

Deno.test("parseRunRequest() reads env_vars and on_error", () => {
  const request = parseRunRequest({
    nodes: [],
    edges: [],
    env_vars: { PSY_TEST_KEY: "secret-123", _a1: "" },
    on_error: "null",
  });
  expect({ ...request.envVars }).toEqual({ PSY_TEST_KEY: "secret-123", _a1: "" });
  expect(Object.getPrototypeOf(request.envVars)).toBe(null);
  expect(request.onError).toBe("null");
  expect(parseRunRequest({ nodes: [], edges: [], env_vars: null, on_error: null }).onError)
    .toBe("skip");
});

const NODE = { id: "a", type: "viewNode", data: {} };

const BAD_FORMS: [field: string, body: unknown][] = [
  ["The body", undefined],
  ["The body", null],
  ["The body", []],
  ["The body", "{}"],
  ["The body", 5],
  ["nodes", {}],
  ["nodes", { edges: [] }],
  ["nodes", { nodes: {}, edges: [] }],
  ["edges", { nodes: [] }],
  ["edges", { nodes: [], edges: "none" }],
  ["edges", { nodes: [], edges: null }],
  ["nodes[0]", { nodes: [null], edges: [] }],
  ["nodes[1]", { nodes: [NODE, []], edges: [] }],
  ["nodes[1].id", { nodes: [NODE, { type: "viewNode" }], edges: [] }],
  ["nodes[0].id", { nodes: [{ ...NODE, id: 5 }], edges: [] }],
  ["nodes[0].id", { nodes: [{ ...NODE, id: "" }], edges: [] }],
  ["nodes[0].type", { nodes: [{ id: "a" }], edges: [] }],
  ["nodes[0].type", { nodes: [{ ...NODE, type: 1 }], edges: [] }],
  ["nodes[0].data", { nodes: [{ ...NODE, data: [] }], edges: [] }],
  ["nodes[0].data", { nodes: [{ ...NODE, data: "x" }], edges: [] }],
  ["nodes[0].data.label", withData({ functionName: "f", label: 5 })],
  ["nodes[0].data.label", withData({ label: {} }, "viewNode")],
  ["nodes[0].data.functionName", withData({})],
  ["nodes[0].data.functionName", withData(undefined)],
  ["nodes[0].data.functionName", withData({ functionName: "" })],
  ["nodes[0].data.functionName", withData({ functionName: ["add"] })],
  ["nodes[0].data.functionName", withData({ functionName: 7 }, "weirdNode")],
  ["nodes[0].data.pack", withData({ functionName: "f", pack: 1 })],
  ["nodes[0].data.values", withData({ functionName: "f", values: 1 })],
  ["nodes[0].data.values", withData({ functionName: "f", values: true })],
  ["nodes[0].data.variableName", withData({ variableName: 1 }, "variableNode")],
  ["nodes[0].data.variableType", withData({ variableType: "Text" }, "variableNode")],
  ["nodes[0].data.variableType", withData({ variableType: 1 }, "variableNode")],
  ["nodes[0].data.llmMessageFormat", withData({ llmMessageFormat: "yes" }, "variableNode")],
  ["nodes[0].data.llmMessageRole", withData({ llmMessageRole: 1 }, "variableNode")],
  ["nodes[0].data.textContentFormat", withData({ textContentFormat: 1 }, "variableNode")],
  ["nodes[0].data.imageContentFormat", withData({ imageContentFormat: [] }, "variableNode")],
  ["edges[0]", { nodes: VIEWS, edges: ["a-b"] }],
  ["edges[0].source", { nodes: VIEWS, edges: [{ target: "b" }] }],
  ["edges[0].source", { nodes: VIEWS, edges: [{ source: 1, target: "b" }] }],
  ["edges[0].target", { nodes: VIEWS, edges: [{ source: "a", target: null }] }],
  ["edges[0].sourceHandle", {
    nodes: VIEWS,
    edges: [{ source: "a", target: "b", sourceHandle: 0 }],
  }],
  ["edges[0].targetHandle", {
    nodes: VIEWS,
    edges: [{ source: "a", target: "b", targetHandle: {} }],
  }],
  ["env_vars", { nodes: [], edges: [], env_vars: [] }],
  ["env_vars", { nodes: [], edges: [], env_vars: "A=1" }],
  ["env_vars.A", { nodes: [], edges: [], env_vars: { A: 1 } }],
  ["env_vars.A", { nodes: [], edges: [], env_vars: { A: null } }],
  ["env_vars.A", { nodes: [], edges: [], env_vars: { A: "x\0y" } }],
  ["env_vars.", { nodes: [], edges: [], env_vars: { "": "x" } }],
  ["env_vars.A=B", { nodes: [], edges: [], env_vars: { "A=B": "x" } }],
  ["env_vars.1A", { nodes: [], edges: [], env_vars: { "1A": "x" } }],
  ["env_vars.A\n", { nodes: [], edges: [], env_vars: { "A\n": "x" } }],
  ["on_error", { nodes: [], edges: [], on_error: "stop" }],
  ["on_error", { nodes: [], edges: [], on_error: 1 }],
];

for (const [field, body] of BAD_FORMS) {
  const shown = JSON.stringify(body)?.slice(0, 110) ?? "undefined";
  Deno.test(`parseRunRequest() names ${JSON.stringify(field)} in ${shown}`, () => {
    const error = refusal(() => parseRunRequest(body));
    expect(error.code).toBe("bad_request");
    expect(error.details.field).toBe(field);
    if (!field.startsWith("env_vars.")) expect(error.message).toContain(field);
  });
}

Deno.test("parseRunRequest() refuses two nodes of one id", () => {
  const error = refusal(() =>
    parseRunRequest({ nodes: [NODE, { ...NODE, id: "b" }, NODE], edges: [] })
  );
  expect(error.code).toBe("bad_graph");
  expect(error.message).toBe('Two nodes have the id "a": ids must be unique');
  expect(error.details).toEqual({ nodeId: "a", field: "nodes[2].id" });
});

Deno.test("parseRunRequest() refuses an edge to or from a node that is not there", () => {
  const to = refusal(() =>
    parseRunRequest({ nodes: VIEWS, edges: [{ source: "a", target: "x" }] })
  );
  expect(to.code).toBe("bad_graph");
  expect(to.message).toBe('edges[0].target is "x", but there is no node with that id');
  expect(to.details).toEqual({ nodeId: "x", field: "edges[0].target" });
  const from = refusal(() =>
    parseRunRequest({ nodes: VIEWS, edges: [{ source: "y", target: "a" }] })
  );
  expect(from.details).toEqual({ nodeId: "y", field: "edges[0].source" });
});

function nested(depth: number): unknown {
  return JSON.parse("[".repeat(depth) + "]".repeat(depth));
}

Deno.test("parseRunRequest() refuses values that are nested too deep, and names them", () => {
  expect(parseNode({ functionName: "f", values: { a: nested(MAX_VALUE_DEPTH) } }).kind)
    .toBe("function");
  const cases: [string, unknown][] = [
    ["nodes[0].data.values.a", withData({ functionName: "f", values: { a: nested(257) } })],
    ["nodes[0].data.a", withData({ functionName: "f", a: nested(100_000) })],
    ["nodes[0].data.values", withData({ functionName: "f", values: nested(100_000) })],
    ["nodes[0].data.variableValue", withData({ variableValue: nested(100_000) }, "variableNode")],
  ];
  for (const [field, body] of cases) {
    const error = refusal(() => parseRunRequest(body));
    expect(error.code).toBe("bad_request");
    expect(error.message).toContain(`${field} is nested deeper than 256 levels`);
    expect(error.details.field).toBe(field);
  }
});

Deno.test("parseRunRequest() reads whether results are reused, which is off unless it is said", () => {
  const parse = (reuse: unknown) => parseRunRequest({ nodes: [], edges: [], reuse }).reuse;
  expect([undefined, null, false, true].map(parse)).toEqual([
    undefined,
    undefined,
    undefined,
    true,
  ]);
  const error = refusal(() => parse("yes"));
  expect([error.code, error.message]).toEqual([
    "bad_request",
    "reuse must be true or false, not a text",
  ]);
});
