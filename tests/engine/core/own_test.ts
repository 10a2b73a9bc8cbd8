import { expect } from "@std/expect";
import { isObject, isWithinDepth, own, setOwn } from "@/engine/core/own.ts";

Deno.test("isObject() is true for JSON objects alone", () => {
  expect(isObject({})).toBe(true);
  expect(isObject(Object.create(null))).toBe(true);
  for (const value of [null, undefined, [], "a", 1, true, () => {}]) {
    expect(isObject(value)).toBe(false);
  }
});

Deno.test("own() does not see inherited keys", () => {
  expect(own({}, "constructor")).toBe(undefined);
  expect(own({}, "__proto__")).toBe(undefined);
  expect(own(JSON.parse('{"__proto__": 1}'), "__proto__")).toBe(1);
  expect(own({ a: 2 }, "a")).toBe(2);
});

Deno.test("setOwn() makes __proto__ an ordinary key", () => {
  const object: Record<string, unknown> = {};
  setOwn(object, "__proto__", { polluted: true });
  setOwn(object, "a", 1);
  expect(object.polluted).toBe(undefined);
  expect(Object.keys(object)).toEqual(["__proto__", "a"]);
  expect(JSON.stringify(object)).toBe('{"__proto__":{"polluted":true},"a":1}');
});

Deno.test("isWithinDepth() counts levels of lists and objects", () => {
  expect(isWithinDepth(1, 0)).toBe(true);
  expect(isWithinDepth(null, 0)).toBe(true);
  expect(isWithinDepth([], 0)).toBe(false);
  expect(isWithinDepth([1, null], 1)).toBe(true);
  expect(isWithinDepth([1, { a: 1 }], 1)).toBe(false);
  expect(isWithinDepth({ a: 1, b: [{ c: [] }] }, 4)).toBe(true);
  expect(isWithinDepth({ a: 1, b: [{ c: [] }] }, 3)).toBe(false);
});

Deno.test("isWithinDepth() stands values of a million levels", () => {
  let value: unknown = [];
  for (let i = 0; i < 1_000_000; i++) value = [value];
  expect(isWithinDepth(value, 256)).toBe(false);
});
