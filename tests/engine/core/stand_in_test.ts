import { expect } from "@std/expect";
import {
  binaryText,
  className,
  errorText,
  functionText,
  instanceText,
  readSafely,
  symbolText,
} from "@/engine/core/stand_in.ts";

function throwing(): never {
  throw new Error("trap");
}

/** Throws when a property is read. */
const HOSTILE = new Proxy({}, { get: throwing });

Deno.test("readSafely() reads, and is not thrown at", () => {
  expect(readSafely({ a: 1 }, "a")).toBe(1);
  expect(readSafely(HOSTILE, "a")).toBe(undefined);
});

Deno.test("functionText() names functions and classes", () => {
  class Point {}
  function classify() {}
  expect(functionText(Point)).toBe("[Class Point]");
  expect(functionText(classify)).toBe("[Function classify]");
  expect(functionText((() => () => {})())).toBe("[Function]");
  // It is asked for its source, which throws for what is no function.
  expect(functionText({ name: "add" })).toBe("[Function add]");
});

Deno.test("symbolText() shows the description", () => {
  expect(symbolText(Symbol("id"))).toBe("[Symbol id]");
  expect(symbolText(Symbol(""))).toBe("[Symbol]");
});

Deno.test("className() falls back to Object", () => {
  expect(className(new Date())).toBe("Date");
  expect(className({})).toBe("Object");
  expect(className(Object.create(null))).toBe("Object");
  expect(className({ constructor: "x" })).toBe("Object");
  expect(className({ constructor: () => {} })).toBe("constructor");
  expect(className({ constructor: (() => () => {})() })).toBe("Object");
  expect(className(HOSTILE)).toBe("Object");
});

Deno.test("binaryText() counts bytes", () => {
  expect(binaryText(new Int16Array(3))).toBe("[Int16Array 6 bytes]");
  expect(binaryText(new ArrayBuffer(2))).toBe("[ArrayBuffer 2 bytes]");
  expect(binaryText(new SharedArrayBuffer(2))).toBe("[SharedArrayBuffer 2 bytes]");
  expect(binaryText({ byteLength: 5 })).toBe(undefined);
});

Deno.test("errorText() shows name and message where they are texts", () => {
  expect(errorText(new RangeError("too far"))).toBe("[RangeError: too far]");
  expect(errorText(new RangeError())).toBe("[RangeError]");
  expect(errorText(Object.assign(new RangeError("x"), { name: 5, message: 6 })))
    .toBe("[RangeError]");
});

Deno.test("instanceText() shows fields, in short", () => {
  expect(instanceText("Point", '{"x":1}')).toBe('[Point {"x":1}]');
  expect(instanceText("Point", "{}")).toBe("[Point]");
  expect(instanceText("Point", "x".repeat(1_000))).toBe(`[Point ${"x".repeat(500)}…]`);
});
