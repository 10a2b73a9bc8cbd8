import { expect } from "@std/expect";
import { valueProblem } from "@/client/value_problem.ts";
import type { JsonValue } from "@/engine/core/json.ts";
import type { ParamSchema } from "@/engine/core/schema.ts";
import { param } from "../helpers/ops.ts";

const mode = param("mode", "Literal", { literal_values: ["fast", "3"], literals: ["fast", 3] });

const FINE: [ParamSchema, JsonValue | undefined][] = [
  [param("a", "float"), undefined],
  [param("a", "float"), ""],
  [param("a", "float"), "1_000"],
  [param("a", "int"), 3],
  [param("a", "str"), ""],
  [param("a", "bool"), "yes"],
  [param("a", "list"), [1]],
  [param("a", "list"), "[1]"],
  [param("a", "Any"), "anything"],
  [mode, 3],
  [mode, "fast"],
  [mode, ""],
];
Deno.test("valueProblem() finds nothing wrong with what the engine takes, or with nothing", () => {
  for (const [schema, value] of FINE) {
    expect([schema.type, value, valueProblem(schema, value)]).toEqual([
      schema.type,
      value,
      undefined,
    ]);
  }
});

Deno.test("valueProblem() gives the engine's own words for what it refuses", () => {
  expect(valueProblem(param("a", "float"), "abc"))
    .toBe('Cannot convert "abc" to float for parameter "a"');
  expect(valueProblem(param("l", "list"), "[1,"))
    .toMatch(/^Cannot convert "\[1," to list for parameter "l": .*JSON/);
  const wrong: [ParamSchema, JsonValue][] = [
    [param("n", "int"), "3.7"],
    [param("l", "list"), "[1,"],
    [param("d", "dict"), [1]],
    [mode, "slow"],
  ];
  for (const [schema, value] of wrong) {
    expect(valueProblem(schema, value)).toContain(`for parameter "${schema.name}"`);
  }
});
