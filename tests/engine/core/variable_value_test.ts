import { expect } from "@std/expect";
import type { VariableNode, VariableType } from "@/engine/core/graph.ts";
import { variableValue } from "@/engine/core/variable_value.ts";

function variable(
  variableType: VariableType,
  value: unknown,
  more: Partial<VariableNode> = {},
): VariableNode {
  return { kind: "variable", id: "x", variableType, value, textContent: false, ...more };
}

const PNG = "data:image/png;base64,iVBORw0KGgo=";

const VALUES: [type: VariableType, value: unknown, result: unknown][] = [
  ["String", "hi", "hi"],
  ["String", "", ""],
  ["String", null, ""],
  ["String", 5, "5"],
  ["String", true, "true"],
  ["String", [1, "a", null], '[1,"a",null]'],
  ["String", { k: "v", n: [1] }, '{"k":"v","n":[1]}'],
  ["String", "héllo ☃ 😀", "héllo ☃ 😀"],
  ["String", 'line1\nline2\t"q"', 'line1\nline2\t"q"'],
  ["Number", 3, 3],
  ["Number", 2.5, 2.5],
  ["Number", "7", 7],
  ["Number", "1.5", 1.5],
  ["Number", "-3", -3],
  ["Number", " 8 ", 8],
  ["Number", "1e5", 100_000],
  ["Number", "1.5e3", 1500],
  ["Number", "abc", 0],
  ["Number", "", 0],
  ["Number", null, 0],
  ["Number", true, true],
  ["Number", [1], 0],
  ["Number", "1_000", 1000],
  ["Boolean", true, true],
  ["Boolean", false, false],
  ["Boolean", "Yes", true],
  ["Boolean", "on", true],
  ["Boolean", "off", false],
  ["Boolean", "", false],
  ["Boolean", "maybe", false],
  ["Boolean", null, false],
  ["Boolean", 1, true],
  ["Boolean", 0, false],
  ["Boolean", [1], false],
  ["List", [10, 20], [10, 20]],
  ["List", "[1, 2]", [1, 2]],
  ["List", '{"a": 1}', []],
  ["List", "[1,", []],
  ["List", { a: 1 }, []],
  ["List", null, []],
  ["List", 5, []],
  ["Object", { k: "val" }, { k: "val" }],
  ["Object", '{"a": 1}', { a: 1 }],
  ["Object", "[1]", {}],
  ["Object", "{", {}],
  ["Object", [1], {}],
  ["Object", null, {}],
  ["Image", PNG, PNG],
  ["Image", "", ""],
  ["Image", null, ""],
  ["Image", 5, ""],
];

for (const [type, value, result] of VALUES) {
  Deno.test(`variableValue() of a ${type} holding ${JSON.stringify(value)}`, () => {
    expect(variableValue(variable(type, value))).toEqual(result);
  });
}

Deno.test("variableValue() wraps a text as a message", () => {
  expect(variableValue(variable("String", "hello", { llmRole: "system" })))
    .toEqual({ role: "system", content: "hello" });
  expect(variableValue(variable("String", null, { llmRole: "user" })))
    .toEqual({ role: "user", content: "" });
});

Deno.test("variableValue() wraps a text as content, unless it is a message", () => {
  expect(variableValue(variable("String", "hello", { textContent: true })))
    .toEqual({ type: "text", text: "hello" });
  expect(variableValue(variable("String", "hello", { textContent: true, llmRole: "assistant" })))
    .toEqual({ role: "assistant", content: "hello" });
});

Deno.test("variableValue() wraps an image as a message", () => {
  const message = (url: string) => ({
    role: "user",
    content: [{ type: "image_url", image_url: { url } }],
  });
  expect(variableValue(variable("Image", PNG, { llmRole: "user" }))).toEqual(message(PNG));
  expect(variableValue(variable("Image", "", { llmRole: "user" }))).toEqual(message(""));
  expect(variableValue(variable("Image", PNG, { textContent: true }))).toBe(PNG);
});

Deno.test("variableValue() wraps nothing else", () => {
  const wrapped = { llmRole: "user", textContent: true };
  expect(variableValue(variable("Number", 5, wrapped))).toBe(5);
  expect(variableValue(variable("Boolean", true, wrapped))).toBe(true);
  expect(variableValue(variable("List", [1], wrapped))).toEqual([1]);
  expect(variableValue(variable("Object", { a: 1 }, wrapped))).toEqual({ a: 1 });
});
