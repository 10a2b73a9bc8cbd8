import { expect } from "@std/expect";
import { LEFT_OUT, LogBudget } from "@/engine/core/log_budget.ts";

Deno.test("LogBudget lets through so many lines, then says once that there were more", () => {
  const budget = new LogBudget({ lines: 2, characters: 100 });
  expect(["a", "b", "c", "d"].map((text) => budget.take(text))).toEqual([
    "a",
    "b",
    LEFT_OUT,
    undefined,
  ]);
});

Deno.test("LogBudget cuts the line that goes beyond its characters", () => {
  const budget = new LogBudget({ lines: 10, characters: 5 });
  expect(["abc", "defg", "h", ""].map((text) => budget.take(text))).toEqual([
    "abc",
    "de…",
    LEFT_OUT,
    undefined,
  ]);
});
