import { expect } from "@std/expect";
import { hasDefault, inputParams, outputHandles } from "@/client/models/handles.ts";
import { add, divmod, op, param } from "../../helpers/ops.ts";

const ids = (...args: Parameters<typeof outputHandles>) =>
  outputHandles(...args).map(({ id, info }) => `${id}: ${info.type}`);

Deno.test("outputHandles() has the whole value, and one handle for each key that is listed", () => {
  expect(ids(add)).toEqual(["output: float"]);
  expect(ids(divmod)).toEqual(["output: dict", "quotient: float", "remainder: float"]);
  expect(ids(op("nothing", [], { returns: [] }))).toEqual(["output: Any"]);
});

Deno.test("outputHandles() keeps handles that have an edge, also of an op that is gone", () => {
  expect(ids(add, new Set(["output", "old"]))).toEqual(["output: float", "old: Any"]);
  expect(ids(undefined, new Set(["quotient"]))).toEqual(["output: Any", "quotient: Any"]);
});

Deno.test("inputParams() has the op's parameters, then what is connected without being one", () => {
  const names = (...args: Parameters<typeof inputParams>) =>
    inputParams(...args).map(({ name }) => name);
  expect(names(add, { a: 1, old: 2 }, [])).toEqual(["a", "b"]);
  expect(names(add, {}, ["a", "gone"])).toEqual(["a", "b", "gone"]);
  expect(names(undefined, { x: 1 }, ["y"])).toEqual(["x", "y"]);
});

Deno.test("hasDefault() counts literal and computed defaults, and what may be left out", () => {
  expect(hasDefault(param("a", "float"))).toBe(false);
  expect(hasDefault(param("a", "float", { default: 0 }))).toBe(true);
  expect(hasDefault(param("a", "float", { optional: true }))).toBe(true);
});
