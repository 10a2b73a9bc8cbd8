import { expect } from "@std/expect";
import { coerce, prepareArguments, valueText } from "@/engine/core/coerce.ts";
import type { ParamSchema, ValueType } from "@/engine/core/schema.ts";
import { refusal } from "@/tests/helpers/refusal.ts";

function param(type: ValueType, more: Partial<ParamSchema> = {}): ParamSchema {
  return { name: "a", type, ts_type: type, ...more };
}

const LEVEL = { literal_values: ["1", "2", "3"], literals: [1, 2, 3] };
const MODE = { literal_values: ["fast", "slow"], literals: ["fast", "slow"] };
const PNG = "data:image/png;base64,iVBORw0KGgo=";
const FUNCTION = () => 1;

class Point {
  x = 1;
}

const CONVERSIONS: [type: ValueType, value: unknown, converted: unknown][] = [
  ["float", 2.5, 2.5],
  ["float", NaN, NaN],
  ["float", -Infinity, -Infinity],
  ["float", "5", 5],
  ["float", " 2.5 ", 2.5],
  ["float", "1e3", 1000],
  ["float", "1_000.5", 1000.5],
  ["float", "NaN", NaN],
  ["float", true, 1],
  ["float", false, 0],
  ["float", 12n, 12],
  ["int", 3, 3],
  ["int", 3.7, 3],
  ["int", -3.7, -3],
  ["int", -0.5, 0],
  ["int", "4", 4],
  ["int", " 4 ", 4],
  ["int", "1e3", 1000],
  ["int", "1_000", 1000],
  ["int", "3.0", 3],
  ["int", true, 1],
  ["int", 5n, 5],
  ["str", "", ""],
  ["str", " as it is ", " as it is "],
  ["str", 5, "5"],
  ["str", 2.5, "2.5"],
  ["str", NaN, "NaN"],
  ["str", true, "true"],
  ["str", [1, "a", null], '[1,"a",null]'],
  ["str", null, "null"],
  ["str", undefined, "null"],
  ["str", { k: "v", n: [1] }, '{"k":"v","n":[1]}'],
  ["str", new Date(0), "1970-01-01T00:00:00.000Z"],
  ["str", FUNCTION, "[Function FUNCTION]"],
  ["bool", true, true],
  ["bool", false, false],
  ["bool", "TRUE", true],
  ["bool", "1", true],
  ["bool", "yes", true],
  ["bool", " On ", true],
  ["bool", "False", false],
  ["bool", "0", false],
  ["bool", "no", false],
  ["bool", "off", false],
  ["bool", "", false],
  ["bool", 1, true],
  ["bool", 0, false],
  ["bool", 2, true],
  ["bool", 0n, false],
  ["list", [1], [1]],
  ["list", "[1, 2]", [1, 2]],
  ["list", " [] ", []],
  ["list", new Set([1, 2]), [1, 2]],
  ["list", new Float32Array([1, 0.5]), [1, 0.5]],
  ["dict", { a: 1 }, { a: 1 }],
  ["dict", '{"a": 1}', { a: 1 }],
  ["dict", new Map([["a", 1]]), { a: 1 }],
  ["dict", new Map([[1, "b"]]), { "1": "b" }],
  ["dict", new Map([["__proto__", 1]]), JSON.parse('{"__proto__": 1}')],
  ["Image", PNG, PNG],
  ["Image", ` ${PNG}\n`, PNG],
  ["Any", null, null],
  ["Any", undefined, undefined],
  ["Any", "5", "5"],
];

for (const [type, value, converted] of CONVERSIONS) {
  Deno.test(`coerce() makes ${valueText(value)} (${typeof value}) of ${type} ${valueText(converted)}`, () => {
    expect(coerce(value, param(type))).toEqual(converted);
  });
}

Deno.test("coerce() passes lists, objects and values of Any as they are, not as copies", () => {
  const point = new Point();
  for (const [type, value] of [["list", [1]], ["dict", { a: 1 }], ["dict", point]] as const) {
    expect(coerce(value, param(type))).toBe(value);
  }
  for (const value of [FUNCTION, point, new Map()]) expect(coerce(value, param("Any"))).toBe(value);
});

const REFUSALS: [type: ValueType, value: unknown, shown: string][] = [
  ["float", "abc", '"abc"'],
  ["float", "", '""'],
  ["float", "1,5", '"1,5"'],
  ["float", null, "null"],
  ["float", undefined, "null"],
  ["float", [1], "[1]"],
  ["float", { a: 1 }, '{"a":1}'],
  ["float", new Point(), '[Point {"x":1}]'],
  ["int", "3.7", '"3.7"'],
  ["int", "abc", '"abc"'],
  ["int", NaN, "NaN"],
  ["int", Infinity, "Infinity"],
  ["int", "1e999", '"1e999"'],
  ["int", null, "null"],
  ["bool", "maybe", '"maybe"'],
  ["bool", "2", '"2"'],
  ["bool", NaN, "NaN"],
  ["bool", null, "null"],
  ["bool", [], "[]"],
  ["list", "abc", '"abc"'],
  ["list", '{"a":1}', '"{\\"a\\":1}"'],
  ["list", 5, "5"],
  ["list", { a: 1 }, '{"a":1}'],
  ["list", new DataView(new ArrayBuffer(1)), "[DataView 1 bytes]"],
  ["list", null, "null"],
  ["dict", "[1]", '"[1]"'],
  ["dict", "null", '"null"'],
  ["dict", "{", '"{"'],
  ["dict", [1], "[1]"],
  ["dict", 5, "5"],
  ["dict", null, "null"],
  ["dict", new Map([[{}, 1]]), "[[{},1]]"],
  ["dict", new Set([1]), "[1]"],
  ["Image", "https://example.com/a.png", '"https://example.com/a.png"'],
  ["Image", "", '""'],
  ["Image", 5, "5"],
];

for (const [type, value, shown] of REFUSALS) {
  Deno.test(`coerce() refuses ${shown} (${typeof value}) for ${type}`, () => {
    const error = refusal(() => coerce(value, param(type)));
    expect(error.code).toBe("conversion");
    expect(error.message).toBe(`Cannot convert ${shown} to ${type} for parameter "a"`);
    expect(error.details.field).toBe("a");
  });
}

Deno.test("coerce() shows a long value in short", () => {
  const message = refusal(() => coerce("x".repeat(1_000), param("float"))).message;
  expect(message.length).toBeLessThan(150);
  expect(message).toMatch(/^Cannot convert "xxx.*x… to float for parameter "a"$/);
  const list = Array.from({ length: 100_000 }, (_, i) => i);
  expect(refusal(() => coerce(list, param("dict"))).message.length).toBeLessThan(150);
});

Deno.test("coerce() gives a Literal the type of its value", () => {
  for (const value of [3, "3", " 3 ", "3.0"]) {
    expect(coerce(value, param("Literal", LEVEL))).toBe(3);
  }
  expect(coerce("slow", param("Literal", MODE))).toBe("slow");
  expect(coerce(2, param("Literal", { literal_values: ["2"], literals: ["2"] }))).toBe("2");
  expect(coerce("2", param("Literal", { literal_values: ["2", "2"], literals: [2, "2"] })))
    .toBe("2");
  expect(coerce("slow", param("Literal", { literal_values: ["slow"] }))).toBe("slow");
});

Deno.test("coerce() refuses what is no value of a Literal, and says which are", () => {
  expect(refusal(() => coerce("bogus", param("Literal", MODE))).message)
    .toBe('Cannot convert "bogus" to one of "fast", "slow" for parameter "a"');
  expect(refusal(() => coerce("4", param("Literal", LEVEL))).message)
    .toBe('Cannot convert "4" to one of 1, 2, 3 for parameter "a"');
  for (const value of [null, true, ["fast"], {}, "", "Fast", "constructor"]) {
    expect(refusal(() => coerce(value, param("Literal", MODE))).code).toBe("conversion");
  }
  expect(refusal(() => coerce("x", param("Literal"))).code).toBe("conversion");
});

function op(...params: Partial<ParamSchema>[]): { params: ParamSchema[] } {
  return { params: params.map((more) => ({ ...param("float"), ...more })) };
}

Deno.test("prepareArguments() converts in the order of the parameters", () => {
  const schema = op({ name: "a" }, { name: "b" });
  expect(prepareArguments(schema, { b: " 2.5 ", a: "5" })).toEqual([5, 2.5]);
  expect(prepareArguments(schema, { a: true, b: 2 })).toEqual([1, 2]);
  expect(prepareArguments(op(), {})).toEqual([]);
});

Deno.test("prepareArguments() names a required parameter that is missing", () => {
  const error = refusal(() => prepareArguments(op({ name: "a" }, { name: "b" }), { a: 1 }));
  expect(error.code).toBe("missing_param");
  expect(error.message).toBe('Missing required parameter "b"');
  expect(error.details.field).toBe("b");
  for (const name of ["constructor", "__proto__", "toString"]) {
    expect(refusal(() => prepareArguments(op({ name }), {})).code).toBe("missing_param");
  }
});

Deno.test("prepareArguments() takes null for a required parameter for a value that does not convert", () => {
  expect(refusal(() => prepareArguments(op({ name: "a" }), { a: null })).message)
    .toBe('Cannot convert null to float for parameter "a"');
  expect(prepareArguments(op({ type: "Any" }), { a: null })).toEqual([null]);
});

Deno.test("prepareArguments() uses defaults, each call its own copy", () => {
  const schema = op({ default: 10, optional: true }, { name: "l", type: "list", default: [1] });
  const [number, list] = prepareArguments(schema, {});
  expect([number, list]).toEqual([10, [1]]);
  (list as number[]).push(2);
  expect(prepareArguments(schema, { a: null })[1]).toEqual([1]);
  expect(prepareArguments(schema, { a: "4", l: "[]" })).toEqual([4, []]);
  for (const value of [0, false, "", null]) {
    expect(prepareArguments(op({ type: "Any", default: value, optional: true }), {}))
      .toEqual([value]);
  }
});

Deno.test("prepareArguments() tells no value from null where the type admits both", () => {
  const both = op({ name: "c", optional: true, nullable: true, undefinable: true });
  expect(prepareArguments(both, {})).toEqual([undefined]);
  expect(prepareArguments(both, { c: undefined })).toEqual([undefined]);
  expect(prepareArguments(both, { c: null })).toEqual([null]);
  expect(prepareArguments(both, { c: "2" })).toEqual([2]);
});

Deno.test("prepareArguments() leaves empty optionals undefined, or null where the type says so", () => {
  const schema = op(
    { name: "computed", optional: true },
    { name: "nullable", optional: true, nullable: true },
    { name: "any", type: "Any", optional: true },
  );
  expect(prepareArguments(schema, {})).toEqual([undefined, null, undefined]);
  const nulls = { computed: null, nullable: null, any: null };
  expect(prepareArguments(schema, nulls)).toEqual([undefined, null, null]);
  const nothing = { computed: undefined, nullable: undefined, any: undefined };
  expect(prepareArguments(schema, nothing)).toEqual([undefined, null, undefined]);
  expect(prepareArguments(schema, { computed: "1", nullable: "2", any: "3" })).toEqual([1, 2, "3"]);
});

Deno.test("prepareArguments() spreads a rest parameter", () => {
  const schema = op({ name: "a" }, { name: "rest", type: "list", rest: true, optional: true });
  expect(prepareArguments(schema, { a: 1, rest: [2, "3"] })).toEqual([1, 2, "3"]);
  expect(prepareArguments(schema, { a: 1, rest: "[2]" })).toEqual([1, 2]);
  expect(prepareArguments(schema, { a: 1 })).toEqual([1]);
  expect(prepareArguments(schema, { a: 1, rest: null })).toEqual([1]);
  const many = Array.from({ length: 300_000 }, (_, i) => i);
  expect(prepareArguments(schema, { a: 1, rest: many }).length).toBe(300_001);
  expect(refusal(() => prepareArguments(schema, { a: 1, rest: 5 })).code).toBe("conversion");
});

Deno.test("prepareArguments() applies the defaults of the original's example", () => {
  const greet = op(
    { name: "name", type: "str" },
    { name: "greeting", type: "str", default: "Hello", optional: true },
    { name: "punctuation", type: "str", default: "!", optional: true },
  );
  expect(prepareArguments(greet, { name: "Ada" })).toEqual(["Ada", "Hello", "!"]);
  expect(prepareArguments(greet, { name: "Ada", greeting: "Hi", punctuation: "" }))
    .toEqual(["Ada", "Hi", ""]);
});

Deno.test("coerce() refuses numbers out of their bounds", () => {
  const param: ParamSchema = { name: "a", type: "float", ts_type: "number", min: 0, max: 10 };
  for (const value of [0, 10, "5", true]) expect(coerce(value, param)).toBe(Number(value));
  for (const value of [-0.001, 10.5, "11", Number.NaN, Infinity]) {
    expect(() => coerce(value, param)).toThrow(
      `${Number(value)} is out of range for parameter "a": it must be from 0 to 10`,
    );
  }
  expect(() => coerce(-1, { ...param, max: undefined, unit: "px" })).toThrow("0 or more px");
  expect(() => coerce("3", { ...param, type: "int", min: undefined, max: 2 })).toThrow("2 or less");
  expect(coerce(Number.NaN, { ...param, min: undefined, max: undefined })).toBe(Number.NaN);
});
