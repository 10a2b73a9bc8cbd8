import { expect } from "@std/expect";
import fc from "fast-check";
import { parseExpression, readLiteral } from "@/engine/catalog/literal.ts";
import type { JsonValue } from "@/engine/core/json.ts";

/** Whether a value has something that JavaScript reads in another way than JSON. */
function isJavaScript(value: JsonValue): boolean {
  if (typeof value !== "object" || value === null) return true;
  if (Array.isArray(value)) return value.every(isJavaScript);
  return Object.entries(value).every(([key, it]) => key !== "__proto__" && isJavaScript(it));
}

Deno.test("readLiteral() reads every JSON value as JSON does", () => {
  fc.assert(fc.property(fc.jsonValue(), (value) => {
    const text = JSON.stringify(value);
    const parsed: JsonValue = JSON.parse(text);
    fc.pre(isJavaScript(parsed));
    expect(readLiteral(parseExpression(`(${text})`))).toEqual({ value: parsed });
  }));
});

Deno.test("readLiteral() reads what JSON has no form for", () => {
  const read = (code: string) => readLiteral(parseExpression(`(${code})`))?.value;
  expect(read("-0xff")).toBe(-255);
  expect(read("+1_000.5e1")).toBe(10005);
  expect(read("'it\\'s'")).toBe("it's");
  expect(read("`a\\n${''}`")).toBe(undefined);
  expect(read("`a\\nb`")).toBe("a\nb");
  expect(read("{ a: 1, 'b-c': [true,], 3: null, 'constructor': 0 }")).toEqual({
    a: 1,
    "b-c": [true],
    3: null,
    constructor: 0,
  });
});

Deno.test("parseExpression() refuses what is no single expression", () => {
  for (const code of ["", "1; 2", "(1", "let x = 1"]) {
    expect(() => parseExpression(code)).toThrow(SyntaxError);
  }
});
