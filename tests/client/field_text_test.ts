import { expect } from "@std/expect";
import fc from "fast-check";
import { anyText, jsonOrText, jsonText, numberOrText, valueWord } from "@/client/field_text.ts";
import type { JsonValue } from "@/engine/core/json.ts";

Deno.test("numberOrText() reads plain numbers and keeps every other text", () => {
  const cases: [string, JsonValue | undefined][] = [
    ["5", 5],
    [" -2.5 ", -2.5],
    ["1.", 1],
    [".5", 0.5],
    ["1e3", 1000],
    ["", undefined],
    ["  ", undefined],
    ["-", "-"],
    ["1_000", "1_000"],
    ["abc", "abc"],
    ["0x10", "0x10"],
    ["1e999", "1e999"],
  ];
  for (const [text, value] of cases) {
    expect([text, numberOrText(text, "float")]).toEqual([text, value]);
  }
});

Deno.test("numberOrText() keeps a text that is no whole number where one is asked for", () => {
  expect(numberOrText("3", "int")).toBe(3);
  expect(numberOrText("3.7", "int")).toBe("3.7");
  expect(numberOrText("99999999999999999999", "int")).toBe("99999999999999999999");
});

Deno.test("jsonOrText() reads JSON and keeps what is none yet", () => {
  expect(jsonOrText("[1, 2]")).toEqual([1, 2]);
  expect(jsonOrText("null")).toBeNull();
  expect(jsonOrText("[1,")).toBe("[1,");
  expect(jsonOrText(" ")).toBeUndefined();
});

Deno.test("jsonText() writes short values on one line, longer ones indented", () => {
  expect(jsonText(undefined)).toBe("");
  expect(jsonText([1, "a", { b: null }])).toBe('[1, "a", {"b": null}]');
  expect(jsonText([])).toBe("[]");
  const long = Array.from({ length: 30 }, (_, i) => i);
  expect(jsonText(long).split("\n").length).toBe(32);
});

Deno.test("what the JSON and any fields show reads as the same value again", () => {
  fc.assert(fc.property(fc.jsonValue(), (json) => {
    const value = JSON.parse(JSON.stringify(json)) as JsonValue;
    if (typeof value !== "string") expect(jsonOrText(jsonText(value))).toEqual(value);
    expect(jsonOrText(anyText(value))).toEqual(value);
  }));
});

Deno.test("anyText() puts quotes around texts that would read as something else", () => {
  expect(anyText("hello")).toBe("hello");
  expect(anyText("5")).toBe('"5"');
  expect(anyText("")).toBe('""');
  expect(anyText(5)).toBe("5");
});

Deno.test("valueWord() names what a value is", () => {
  const values = [null, [], {}, "a", 1, true];
  expect(values.map((value) => valueWord(value))).toEqual([
    ...["null", "list", "object", "text", "number", "true/false"],
  ]);
});
