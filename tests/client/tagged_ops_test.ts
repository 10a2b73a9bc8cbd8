import { expect } from "@std/expect";
import { filterLibrary, librarySections } from "@/client/library_items.ts";
import { createEditor } from "@/client/models/editor.ts";
import { memoryStorage } from "@/client/models/storage.ts";
import { selectionText } from "@/client/selection_text.ts";
import { parseSchemas } from "@/client/parse_answers.ts";
import { searchLibrary } from "@/client/search_library.ts";
import { valueProblem } from "@/client/value_problem.ts";
import { withoutPasswords } from "@/client/without_passwords.ts";
import { serializeWorkflow } from "@/engine/core/workflow.ts";
import { parseWorkflow } from "@/engine/core/parse_workflow.ts";
import { fakeApi } from "../helpers/fake_api.ts";
import { ManualClock } from "../helpers/manual_clock.ts";
import { op, param } from "../helpers/ops.ts";

const ASK = op("ask_model", [
  param("prompt", "str", { multiline: true }),
  param("key", "str", { password: true }),
  param("heat", "float", { min: 0, max: 2, step: 0.1, unit: "°" }),
], { title: "Ask a model", icon: "bot", category: "Chat" });

const OPS = [
  ASK,
  op("plain", []),
  op("secret_op", [], { hidden: true }),
  op("count", [], { category: "Numbers" }),
  op("tell", [], { category: "Chat" }),
];

Deno.test("parseSchemas() keeps what tags say", () => {
  expect(parseSchemas(JSON.parse(JSON.stringify(OPS)))).toEqual(OPS);
});

Deno.test("librarySections() puts ops below their categories, by their titles, and hides the hidden", () => {
  const [, basic] = librarySections(OPS);
  const groups = basic.groups.map(({ title, items }) => [title, items.map(({ name }) => name)]);
  expect(groups).toEqual([
    [undefined, ["plain"]],
    ["Chat", ["Ask a model", "tell"]],
    ["Numbers", ["count"]],
  ]);
  expect(basic.items.map(({ name }) => name)).toEqual(["plain", "Ask a model", "tell", "count"]);
  // A category may be called as what is without one is kept under.
  const [, odd] = librarySections([op("a", [], { category: "none" }), op("b", [])]);
  expect(odd.groups.map(({ title }) => title)).toEqual([undefined, "none"]);
});

Deno.test("the library finds an op by its title, its name and its category", () => {
  const sections = librarySections(OPS);
  for (const query of ["ask a model", "ask_model", "chat"]) {
    expect(searchLibrary(sections, query).map(({ op }) => op?.name)).toContain("ask_model");
  }
  expect(filterLibrary(sections, "ask_m").map(({ name }) => name)).toEqual(["Ask a model"]);
  expect(searchLibrary(sections, "secret_op")).toEqual([]);
});

Deno.test("valueProblem() marks a number out of its bounds", () => {
  const heat = ASK.params[2];
  expect(valueProblem(heat, 1)).toBe(undefined);
  expect(valueProblem(heat, 3)).toBe(
    '3 is out of range for parameter "heat": it must be from 0 to 2 °',
  );
});

Deno.test("withoutPasswords() leaves out the values of passwords, and nothing else", () => {
  const { workflow } = parseWorkflow({
    version: 1,
    nodes: [
      {
        id: "a",
        type: "functionNode",
        position: { x: 0, y: 0 },
        data: { functionName: "ask_model", values: { prompt: "Hello", key: "sk-hidden" } },
      },
      {
        id: "b",
        type: "functionNode",
        position: { x: 0, y: 0 },
        data: { functionName: "unknown", values: { key: "kept" } },
      },
    ],
    edges: [],
  });
  const find = (name: string) => OPS.find((op) => op.name === name);
  const saved = withoutPasswords(workflow, find);
  expect(saved.nodes.map(({ data }) => "values" in data ? data.values : undefined)).toEqual([
    { prompt: "Hello" },
    { key: "kept" },
  ]);
  expect(serializeWorkflow(saved)).not.toContain("sk-hidden");
  // The graph on the page keeps it.
  expect(serializeWorkflow(workflow)).toContain("sk-hidden");
});

Deno.test("selectionText() has no passwords in it", () => {
  const editor = createEditor({
    api: fakeApi(),
    clock: new ManualClock(),
    local: memoryStorage(),
    session: memoryStorage(),
  });
  const id = editor.graph.addNode("functionNode", { op: ASK });
  editor.graph.setValue(id, "key", "sk-hidden");
  editor.graph.setValue(id, "prompt", "Hello");
  editor.graph.selectAll();
  const catalog = { ...editor.catalog, find: () => ASK };
  const text = selectionText({ graph: editor.graph, catalog });
  expect(text).toContain("Hello");
  expect(text).not.toContain("sk-hidden");
});
