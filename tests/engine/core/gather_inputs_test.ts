import { expect } from "@std/expect";
import { gatherInputs, listPlace, pickHandle } from "@/engine/core/gather_inputs.ts";
import type { FunctionNode, GraphNode } from "@/engine/core/graph.ts";
import type { PlanEdge } from "@/engine/core/plan.ts";
import type { ParamSchema, ValueType } from "@/engine/core/schema.ts";

function param(name: string, type: ValueType, more: Partial<ParamSchema> = {}): ParamSchema {
  return { name, type, ts_type: type, ...more };
}

function functionNode(values: Record<string, unknown>): FunctionNode {
  return { kind: "function", id: "n", op: "f", values: Object.assign(Object.create(null), values) };
}

/** Edges into the node, written `source handle → target handle`; their source is their place in the list. */
function edges(...handles: [target?: string, source?: string][]): PlanEdge[] {
  return handles.map(([targetHandle, sourceHandle], source) => ({
    source,
    target: 99,
    sourceHandle,
    targetHandle,
  }));
}

function gather(
  node: GraphNode,
  incoming: PlanEdge[],
  outputs: unknown[],
  params?: ParamSchema[],
): Record<string, unknown> {
  return gatherInputs(node, incoming, params, (source) => outputs[source]);
}

const AB = [param("a", "float"), param("b", "float")];

Deno.test("pickHandle() gives the whole value for output, result and no name", () => {
  const value = { output: 1, result: 2, first: 3 };
  for (const handle of [undefined, "output", "result"]) {
    expect(pickHandle(value, handle)).toBe(value);
  }
  expect(pickHandle(5, undefined)).toBe(5);
});

Deno.test("pickHandle() gives an object's own key, and nothing that it inherits", () => {
  expect(pickHandle({ first: "Ada", last: "Lovelace" }, "first")).toBe("Ada");
  expect(pickHandle({ first: "Ada" }, "last")).toBe(undefined);
  for (const handle of ["constructor", "__proto__", "toString"]) {
    expect(pickHandle({}, handle)).toBe(undefined);
  }
  expect(pickHandle(JSON.parse('{"__proto__": 4}'), "__proto__")).toBe(4);
  expect(pickHandle(Object.assign(Object.create(null), { a: 1 }), "a")).toBe(1);
  for (const value of [null, undefined, 5, "first", true]) {
    expect(pickHandle(value, "first")).toBe(undefined);
    expect(pickHandle(value, "length")).toBe(undefined);
  }
});

Deno.test("gatherInputs() puts connected values over a function's own", () => {
  const node = functionNode({ a: "", b: 1, label: "add" });
  expect(gather(node, edges(["a", "output"]), [4], AB)).toEqual({ a: 4, b: 1 });
  expect(gather(functionNode({ a: 1, b: 1 }), edges(["a"]), [null], AB))
    .toEqual({ a: null, b: 1 });
});

Deno.test("gatherInputs() keeps own values as they are", () => {
  expect(gather(functionNode({ a: "5", b: " 2.5 " }), [], [], AB))
    .toEqual({ a: "5", b: " 2.5 " });
  expect(gather(functionNode({ a: true, b: 0 }), [], [], AB)).toEqual({ a: true, b: 0 });
});

Deno.test("gatherInputs() lets the last edge into a parameter win", () => {
  const node = functionNode({ a: "", b: 0 });
  expect(gather(node, edges(["a"], ["a"]), [6, 7], AB)).toEqual({ a: 7, b: 0 });
  expect(gather(node, edges(["v"], ["v"]), [6, 7], [param("v", "Any")])).toEqual({ v: 7 });
});

Deno.test("gatherInputs() adds up several edges into a list parameter", () => {
  const params = [param("items", "list"), param("b", "float")];
  const node = functionNode({ items: [0] });
  expect(gather(node, edges(["items"], ["b"], ["items", "x"]), [6, 7, { x: 8 }], params))
    .toEqual({ items: [6, 8], b: 7 });
  expect(gather(node, edges(["items"]), [[6, 7]], params)).toEqual({ items: [6, 7] });
  expect(gather(node, [], [], params)).toEqual({ items: [0] });
  expect(gather(node, edges(["items"], ["items"], ["items"]), [1, [2], null], params))
    .toEqual({ items: [1, [2], null] });
});

Deno.test("gatherInputs() ignores edges to a handle that is no parameter", () => {
  const node = functionNode({ a: 1, b: 2 });
  expect(gather(node, edges(["nope"], [undefined]), [6, 7], AB)).toEqual({ a: 1, b: 2 });
});

Deno.test("gatherInputs() picks the handle of each edge", () => {
  const outputs = [{ quotient: 3, remainder: 2 }, { quotient: 3, remainder: 2 }];
  const node = functionNode({ a: "", b: "" });
  expect(gather(node, edges(["a", "quotient"], ["b", "remainder"]), outputs, AB))
    .toEqual({ a: 3, b: 2 });
});

const EMPTY_TEXTS: [ValueType, boolean][] = [
  ["float", false],
  ["int", false],
  ["str", true],
  ["bool", true],
  ["Literal", false],
  ["list", false],
  ["dict", false],
  ["Image", false],
  ["Any", true],
];

for (const [type, isValue] of EMPTY_TEXTS) {
  Deno.test(`gatherInputs() takes an own "" of type ${type} for ${isValue ? "a value" : "none"}`, () => {
    const inputs = gather(functionNode({ p: "" }), [], [], [param("p", type)]);
    expect(Object.hasOwn(inputs, "p")).toBe(isValue);
    // What is connected is a value always.
    expect(gather(functionNode({}), edges(["p"]), [""], [param("p", type)])).toEqual({ p: "" });
  });

  Deno.test(`gatherInputs() takes an own null of type ${type} for ${type === "Any" ? "a value" : "none"}`, () => {
    const inputs = gather(functionNode({ p: null }), [], [], [param("p", type)]);
    expect(Object.hasOwn(inputs, "p")).toBe(type === "Any");
  });
}

Deno.test('gatherInputs() takes an own "" for a value of a Literal that has it', () => {
  const params = [param("p", "Literal", { literal_values: ["", "x"] })];
  expect(gather(functionNode({ p: "" }), [], [], params)).toEqual({ p: "" });
});

Deno.test("gatherInputs() stands parameters called __proto__ and constructor", () => {
  const params = [param("__proto__", "Any"), param("constructor", "Any")];
  expect(Object.keys(gather(functionNode({}), [], [], params))).toEqual([]);
  const connected = gather(functionNode({}), edges(["__proto__"]), [{ x: 1 }], params);
  expect(Object.keys(connected)).toEqual(["__proto__"]);
  expect(Object.getPrototypeOf(connected)).toBe(Object.prototype);
});

Deno.test("gatherInputs() shows everything of an op that is not known", () => {
  const node = functionNode({ a: "", b: 1 });
  expect(gather(node, edges(["b"], ["__proto__"], [undefined]), [5, 6, 7]))
    .toEqual(JSON.parse('{"a": "", "b": 5, "__proto__": 6}'));
});

Deno.test("gatherInputs() orders a list by handle number, foreign handles as 0", () => {
  // The original's answer for these handles was c d b a.
  const incoming = edges(["input-10"], ["input-2"], ["input-0"], ["bogus"]);
  const inputs = gather({ kind: "list", id: "L" }, incoming, ["a", "b", "c", "d"]);
  expect(Object.entries(inputs))
    .toEqual([["input-0", "c"], ["input-1", "d"], ["input-2", "b"], ["input-3", "a"]]);
});

Deno.test("gatherInputs() keeps the order of edges into one handle of a list", () => {
  const incoming = edges(["input-1", "x"], ["input-0"], ["input-1"], [undefined]);
  expect(gather({ kind: "list", id: "L" }, incoming, [{ x: 1 }, 2, 3, 4]))
    .toEqual({ "input-0": 2, "input-1": 4, "input-2": 1, "input-3": 3 });
  expect(gather({ kind: "list", id: "L" }, [], [])).toEqual({});
});

Deno.test("listPlace() reads the number of a handle", () => {
  const places: [string | undefined, number][] = [
    ["input-0", 0],
    ["input-12", 12],
    ["input-", 0],
    ["input-1x", 0],
    ["xinput-1", 0],
    [undefined, 0],
  ];
  for (const [handle, place] of places) expect(listPlace(handle)).toBe(place);
});

Deno.test("gatherInputs() gives a view its first edge, by whatever handle", () => {
  const view: GraphNode = { kind: "view", id: "v" };
  expect(gather(view, edges(["input"], ["input"]), [2, 1])).toEqual({ input: 2 });
  expect(gather(view, edges([undefined, "k"]), [{ k: 3 }])).toEqual({ input: 3 });
  expect(gather(view, [], [])).toEqual({});
});

Deno.test("gatherInputs() gives variables and unknown nodes nothing", () => {
  const variable: GraphNode = {
    kind: "variable",
    id: "x",
    variableType: "Number",
    value: 1,
    textContent: false,
  };
  expect(gather(variable, edges(["input"]), [1])).toEqual({});
  expect(gather({ kind: "unknown", id: "u", type: "odd" }, edges(["input"]), [1])).toEqual({});
});
