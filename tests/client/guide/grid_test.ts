import { expect } from "@std/expect";
import { gridStep } from "@/client/guide/grid.ts";

/** Three in a row, and two in the last. */
const TOPS = [0, 0, 0, 50, 50, 50, 100, 100];

Deno.test("gridStep() goes along the rows and on to the next", () => {
  expect(gridStep("ArrowRight", 2, TOPS)).toBe(3);
  expect(gridStep("ArrowLeft", 3, TOPS)).toBe(2);
  expect(gridStep("ArrowLeft", 0, TOPS)).toBe(undefined);
  expect(gridStep("ArrowRight", 7, TOPS)).toBe(undefined);
});

Deno.test("gridStep() stays in the column, but for a last row that is shorter", () => {
  expect(gridStep("ArrowDown", 1, TOPS)).toBe(4);
  expect(gridStep("ArrowUp", 4, TOPS)).toBe(1);
  expect(gridStep("ArrowUp", 1, TOPS)).toBe(undefined);
  expect(gridStep("ArrowDown", 5, TOPS)).toBe(7);
  expect(gridStep("ArrowDown", 6, TOPS)).toBe(undefined);
});

Deno.test("gridStep() knows the ends, and no other keys", () => {
  expect(gridStep("Home", 4, TOPS)).toBe(0);
  expect(gridStep("End", 4, TOPS)).toBe(7);
  expect(gridStep("a", 4, TOPS)).toBe(undefined);
  expect(gridStep("End", -1, TOPS)).toBe(undefined);
  expect(gridStep("End", 0, [])).toBe(undefined);
});
