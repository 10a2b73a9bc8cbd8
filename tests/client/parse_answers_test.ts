import { expect } from "@std/expect";
import {
  parseListings,
  parsePacks,
  parsePredictions,
  parseProblems,
  parseSchemas,
  parseVersion,
} from "@/client/parse_answers.ts";
import type { OpSchema } from "@/engine/core/schema.ts";

const ADD: OpSchema = {
  name: "add",
  params: [
    { name: "a", type: "float", ts_type: "number", description: "The first" },
    { name: "b", type: "float", ts_type: "number", default: 10, optional: true },
    {
      ...{ name: "mode", type: "Literal", ts_type: '"x" | 2' },
      literal_values: ["x", "2"],
      literals: ["x", 2],
    },
    { name: "rest", type: "list", ts_type: "number[]", optional: true, rest: true },
    { name: "none", type: "str", ts_type: "string | null", nullable: true, default: null },
  ],
  returns: [{ name: "result", type: "float", ts_type: "number" }],
  docstring: "Adds two numbers.",
  filepath: "nodepacks/basic/ops.ts",
  pack: "basic",
  is_progress_node: false,
  is_stream_node: true,
  examples: ["add(1, 2)"],
  deprecated: "",
};

Deno.test("parseSchemas() gives schemas whole", () => {
  expect(parseSchemas(JSON.parse(JSON.stringify([ADD])))).toEqual([ADD]);
});

Deno.test("parseSchemas() names the place of what has the wrong form", () => {
  expect(() => parseSchemas({})).toThrow("schemas is not a list");
  expect(() => parseSchemas([1])).toThrow("schemas[0] is not an object");
  expect(() => parseSchemas([{ ...ADD, params: 1 }])).toThrow("schemas[0].params is not a list");
  expect(() => parseSchemas([{ ...ADD, params: [{ name: "a", type: "complex" }] }])).toThrow(
    "schemas[0].params[0].type is not known: complex",
  );
});

Deno.test("parseProblems() keeps place and message", () => {
  const problem = {
    pack: "basic",
    file: "nodepacks/basic/ops.ts",
    line: 3,
    column: 8,
    message: "no",
  };
  expect(parseProblems([problem, { message: "no folder" }])).toEqual([
    problem,
    { message: "no folder" },
  ]);
  expect(() => parseProblems([{}])).toThrow("problems[0].message is not a text");
});

Deno.test("parsePacks() gives names and permissions", () => {
  const packs = [{
    name: "a",
    permissions: ["network: everything"],
    problems: [{ message: "no" }],
  }];
  expect(parsePacks(packs)).toEqual([{ name: "a", permissions: ["network: everything"] }]);
  expect(() => parsePacks([{ name: "a" }])).toThrow("packs[0].permissions is not a list");
});

Deno.test("parseListings() puts the name where there is no title", () => {
  expect(parseListings([{ name: "csv" }, { name: "sum", title: "Sum", nodes: 3, edges: 2 }]))
    .toEqual([
      { name: "csv", title: "csv", description: "", nodes: 0, edges: 0 },
      { name: "sum", title: "Sum", description: "", nodes: 3, edges: 2 },
    ]);
  expect(() => parseListings([{}])).toThrow("workflows[0].name is not a text");
});

Deno.test("parseVersion() reads a change of the catalog", () => {
  expect(parseVersion({ version: "abc" })).toBe("abc");
  expect(() => parseVersion({})).toThrow("change.version is not a text");
});

Deno.test("parsePredictions() takes the words that it knows", () => {
  const nodes = { a: "up_to_date", b: "stale", c: "will_run", d: "perhaps", e: 1 };
  expect(Object.fromEntries(parsePredictions({ nodes })))
    .toEqual({ a: "up_to_date", b: "stale", c: "will_run" });
  for (const body of [null, [], {}, { nodes: [] }]) {
    expect(() => parsePredictions(body)).toThrow("is not an object");
  }
});
