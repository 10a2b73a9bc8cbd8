import { expect } from "@std/expect";
import { parseRunEvent } from "../../../engine/core/parse_run_event.ts";

const node = { node_id: "n", node_number: 1, node_name: "add" };

Deno.test("parseRunEvent() reads what an op logs", () => {
  const event = {
    node_id: "a",
    node_number: 1,
    node_name: "a",
    status: "log",
    level: "warn",
    text: "x",
  };
  expect(parseRunEvent(JSON.stringify(event))).toEqual(event);
  expect(() => parseRunEvent(JSON.stringify({ ...event, text: 1 }))).toThrow('"text"');
});

Deno.test("parseRunEvent() reads every kind of event", () => {
  const events = [
    { ...node, status: "executing", inputs: { a: "5" } },
    { ...node, status: "progress", progress: 0.5, progress_message: "half" },
    { ...node, status: "streaming", streaming_chunk: "x" },
    { ...node, status: "completed", output: null },
    { ...node, status: "error", error: "Division by zero", skipped: true },
    { status: "done", results: {} },
    { status: "error", error: "Graph contains a cycle: a → a" },
  ];
  for (const event of events) {
    expect(parseRunEvent(JSON.stringify(event)) as unknown).toEqual(event);
  }
});

for (
  const [what, text] of [
    ["text that is not JSON", "{"],
    ["a list", "[]"],
    ["a status that is not known", '{"status":"paused"}'],
    ["a status that every object inherits", '{"status":"constructor"}'],
    ["a node's event that is terminal", JSON.stringify({ ...node, status: "done", results: {} })],
    ["an event without its field", JSON.stringify({ ...node, status: "completed" })],
    [
      "a field of the wrong type",
      JSON.stringify({ ...node, status: "progress", progress: "1", progress_message: "" }),
    ],
    ["a node without a number", '{"node_id":"n","status":"completed","output":1}'],
  ]
) {
  Deno.test(`parseRunEvent() refuses ${what}`, () => {
    expect(() => parseRunEvent(text)).toThrow(/An event of the run/);
  });
}
