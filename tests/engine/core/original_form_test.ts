import { expect } from "@std/expect";
import { createOriginalEncoder } from "../../../engine/core/original_form.ts";
import type { RunEvent } from "../../../engine/core/run_event.ts";

const chat = { node_id: "c", node_number: 1, node_name: "Chat" };
const add = { node_id: "a", node_number: 2, node_name: "add" };

function encode(events: RunEvent[]): unknown[] {
  const encoder = createOriginalEncoder();
  return events.map((event) => JSON.parse(encoder(event)));
}

Deno.test("createOriginalEncoder() repeats the inputs and puts the text together", () => {
  const inputs = { prompt: 'say "hi"' };
  expect(encode([
    { ...chat, status: "executing", inputs },
    { ...chat, status: "streaming", streaming_chunk: "Hello" },
    { ...add, status: "executing", inputs: {} },
    { ...chat, status: "streaming", streaming_chunk: ", world" },
    { ...add, status: "completed", output: 3 },
    { ...chat, status: "completed", output: "Hello, world" },
    { status: "done", results: { v: 1 } },
  ])).toEqual([
    { ...chat, status: "executing", inputs },
    { ...chat, status: "streaming", streaming_text: "Hello", streaming_chunk: "Hello", inputs },
    { ...add, status: "executing", inputs: {} },
    {
      ...chat,
      status: "streaming",
      streaming_text: "Hello, world",
      streaming_chunk: ", world",
      inputs,
    },
    { ...add, status: "completed", output: 3, inputs: {} },
    { ...chat, status: "completed", output: "Hello, world", inputs },
    { status: "done", results: { v: 1 } },
  ]);
});

Deno.test("createOriginalEncoder() gives a node that was skipped no inputs", () => {
  const error = 'Skipped because "divide" failed';
  expect(encode([{ ...add, status: "error", error, skipped: true }])).toEqual([
    { ...add, status: "error", error, skipped: true, inputs: {} },
  ]);
});

Deno.test("createOriginalEncoder() keeps the runs of two encoders apart", () => {
  const one = createOriginalEncoder();
  const two = createOriginalEncoder();
  one({ ...chat, status: "executing", inputs: { a: 1 } });
  two({ ...chat, status: "executing", inputs: { a: 2 } });
  const event: RunEvent = { ...chat, status: "progress", progress: 1, progress_message: "" };
  expect(JSON.parse(one(event)).inputs).toEqual({ a: 1 });
  expect(JSON.parse(two(event)).inputs).toEqual({ a: 2 });
});

Deno.test("createOriginalEncoder() repeats nothing on what an op logs, and changes no other event for it", () => {
  const log = { ...chat, status: "log", level: "warn", text: "careful" } as const;
  const events = (logs: RunEvent[]): RunEvent[] => [
    { ...chat, status: "executing", inputs: { a: 1 } },
    ...logs,
    { ...chat, status: "streaming", streaming_chunk: "Hello" },
    { ...chat, status: "completed", output: 1 },
    ...logs,
  ];
  const [first, told, ...rest] = encode(events([log]));
  expect(told).toEqual(log);
  expect(rest.pop()).toEqual(log);
  expect([first, ...rest]).toEqual(encode(events([])));
});

Deno.test("createOriginalEncoder() tells a node whose result was known once, with its inputs", () => {
  const known: RunEvent = {
    ...add,
    status: "completed",
    inputs: { a: 1 },
    output: 3,
    cached: true,
  };
  const text = createOriginalEncoder()(known);
  expect(JSON.parse(text)).toEqual(known);
  expect(text.split('"inputs"')).toHaveLength(2);
});
