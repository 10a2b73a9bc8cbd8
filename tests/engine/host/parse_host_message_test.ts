import { expect } from "@std/expect";
import { parseHostMessage } from "@/engine/host/parse_host_message.ts";

const parse = (message: unknown) => parseHostMessage(JSON.stringify(message));

Deno.test("parseHostMessage() reads every message", () => {
  const events = [
    [0, 1, { a: 1 }, 5],
    [1, 1, null, 0.5],
    [1, 1, [1], 0.5, true],
    [2, 1, "no", 0.5],
    [3, 1, "Skipped", "a"],
    [4, 1, 0.5, "half"],
    [5, 1, "text"],
    [6, 1, 0.5],
    [7, 1, { form: "json", value: null }],
    [7, 1, { form: "v8", data: "" }],
    [7, 1, { form: "failed", failed: "a" }],
    [7, 1, { form: "lost", message: "gone" }],
    [7, 1, { form: "whole", text: "[1]" }],
    [9, 1],
  ];
  expect(parse([3, ...events])).toEqual({ type: "events", run: 3, events });
  expect(parse({ type: "here", run: 3 })).toEqual({ type: "here", run: 3 });
  expect(parse({ type: "idle", run: 3, tainted: true })).toEqual({
    type: "idle",
    run: 3,
    tainted: true,
  });
  expect(parse({ type: "loading", file: "ops.ts" })).toEqual({ type: "loading", file: "ops.ts" });
  const files = [
    { file: "ops.ts", ok: false, message: "no", line: 3 },
    { file: "stream_ops.ts", ok: false, message: "no" },
    {
      file: "progress_ops.ts",
      ok: true,
      exports: [
        { name: "P", kind: "class", source: "", hasCall: false },
        { name: "x", kind: "other", source: "" },
      ],
    },
  ];
  expect(parse({ type: "ready", files })).toEqual({ type: "ready", files });
});

for (
  const [what, message] of Object.entries<unknown>({
    "an unknown type": { type: "hello" },
    "no object": 5,
    "null": null,
    "an event that is no list": [1, {}],
    "an event of an unknown kind": [1, [99, 0]],
    "an event of a kind that every object has": [1, ["toString", 0]],
    "a node that is no number": [1, [5, "0", "text"]],
    "a node below zero": [1, [5, -1, "text"]],
    "inputs that are a list": [1, [0, 0, [], 5]],
    "an output without a time": [1, [1, 0, 5]],
    "a message that is no text": [1, [2, 0, 5, 5]],
    "a skipped node that names none": [1, [3, 0, "Skipped"]],
    "progress out of range": [1, [4, 0, 1.5, ""]],
    "progress that is null": [1, [4, 0, null, ""]],
    "an empty chunk": [1, [5, 0, ""]],
    "a value in an unknown form": [1, [7, 0, { form: "x" }]],
    "a value that is not there": [1, [7, 0]],
    "a run that is no number": ["1", [5, 0, "text"]],
    "idle without a run": { type: "idle" },
    "a greeting without a run": { type: "here" },
    "a file that is none": { type: "loading", file: "other.ts" },
    "a file like a member of every object": { type: "loading", file: "constructor" },
    "files that are no list": { type: "ready", files: {} },
    "a failure without a message": { type: "ready", files: [{ file: "ops.ts", ok: false }] },
    "an export of an unknown kind": {
      type: "ready",
      files: [{ file: "ops.ts", ok: true, exports: [{ name: "a", kind: "b", source: "" }] }],
    },
  })
) {
  Deno.test(`parseHostMessage() refuses ${what}`, () => {
    expect(() => parse(message)).toThrow(TypeError);
  });
}

Deno.test("parseHostMessage() refuses what is no JSON", () => {
  expect(() => parseHostMessage("{")).toThrow(SyntaxError);
});
