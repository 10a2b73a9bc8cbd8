import { expect } from "@std/expect";
import {
  convertVariable,
  newId,
  nodeLabel,
  nodeTitle,
  patched,
} from "@/client/models/node_data.ts";
import type { VariableType } from "@/engine/core/graph.ts";
import type { JsonValue } from "@/engine/core/json.ts";

Deno.test("convertVariable() keeps what reads as the new type, else gives its empty value", () => {
  const cases: [JsonValue | undefined, VariableType, JsonValue | undefined][] = [
    ["5", "Number", 5],
    ["five", "Number", 0],
    ["", "Number", 0],
    [5, "String", "5"],
    [[1, 2], "String", "[1,2]"],
    [undefined, "String", ""],
    ["true", "Boolean", true],
    ["no", "Boolean", false],
    [true, "String", "true"],
    ["[1]", "List", [1]],
    ['{"a":1}', "List", []],
    ['{"a":1}', "Object", { a: 1 }],
    ["[1]", "Object", {}],
    ["null", "Object", {}],
    ["data:image/png;base64,AA", "Image", "data:image/png;base64,AA"],
    ["hello", "Image", undefined],
  ];
  for (const [value, to, expected] of cases) {
    expect([value, to, convertVariable(value, to)]).toEqual([value, to, expected]);
  }
});

Deno.test("convertVariable() gives each variable an empty list of its own", () => {
  expect(convertVariable("", "List")).not.toBe(convertVariable("", "List"));
});

Deno.test("nodeTitle() and nodeLabel() go by label, op, variable, kind", () => {
  expect(nodeTitle("functionNode", { functionName: "add", values: {} })).toBe("add");
  expect(nodeTitle("functionNode", { functionName: "add", label: "Sum", values: {} })).toBe("Sum");
  expect(nodeTitle("variableNode", { variableName: "", variableType: "String" })).toBe("Variable");
  expect(nodeLabel("variableNode", { variableName: "price", variableType: "Number" }))
    .toBe("price, variable node");
  expect(nodeLabel("viewNode", {})).toBe("View, view node");
});

Deno.test("newId() takes the first number that is free", () => {
  expect(newId("add", new Set(["add_1", "add_3"]))).toBe("add_2");
});

Deno.test("patched() takes undefined fields away and leaves the old object as it was", () => {
  const old = { a: 1, b: 2 };
  expect(patched(old, { b: undefined })).toEqual({ a: 1 });
  expect(old).toEqual({ a: 1, b: 2 });
});
