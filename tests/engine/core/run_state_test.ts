import { expect } from "@std/expect";
import type { RunEvent } from "../../../engine/core/run_event.ts";
import { endRun, initialRunState, reduceRun } from "../../../engine/core/run_state.ts";

const a = { node_id: "a", node_number: 1, node_name: "Count", pack: "basic" };
const b = { node_id: "b", node_number: 2, node_name: "View" };

function run(events: RunEvent[]) {
  return events.reduce(reduceRun, initialRunState());
}

Deno.test("reduceRun() follows a node through its events", () => {
  const executing: RunEvent = { ...a, status: "executing", inputs: { n: 2 }, started_at: 1000 };
  const state = run([executing]);
  const base = { id: "a", number: 1, name: "Count", pack: "basic", inputs: { n: 2 } };
  expect(state.phase).toBe("running");
  expect(state.nodes.get("a")).toEqual({ ...base, status: "executing", startedAt: 1000 });
  reduceRun(state, { ...a, status: "progress", progress: 0.5, progress_message: "1/2" });
  expect(state.nodes.get("a")).toMatchObject({ status: "progress", progress: 0.5, message: "1/2" });
  reduceRun(state, { ...a, status: "streaming", streaming_chunk: "x" });
  reduceRun(state, { ...a, status: "streaming", streaming_chunk: "y" });
  expect(state.nodes.get("a")).toMatchObject({ status: "streaming", text: "xy", progress: 0.5 });
  reduceRun(state, { ...a, status: "completed", output: 2, duration_ms: 7 });
  expect(state.nodes.get("a")).toMatchObject({ status: "completed", output: 2, durationMs: 7 });
});

Deno.test("reduceRun() keeps the entries of other nodes as they are", () => {
  const state = run([
    { ...a, status: "executing", inputs: {} },
    { ...b, status: "executing", inputs: {} },
  ]);
  const before = state.nodes.get("a");
  reduceRun(state, { ...b, status: "completed", output: 1 });
  expect(state.nodes.get("a")).toBe(before);
  expect([...state.nodes.keys()]).toEqual(["a", "b"]);
});

Deno.test("reduceRun() tells failed nodes from skipped ones, also those never seen before", () => {
  const state = run([
    { ...a, status: "executing", inputs: { x: 1 } },
    { ...a, status: "error", error: "Division by zero" },
    { ...b, status: "error", error: 'Skipped because "Count" failed', skipped: true },
  ]);
  expect(state.nodes.get("a")).toMatchObject({ status: "error", error: "Division by zero" });
  expect(state.nodes.get("b")).toMatchObject({ status: "skipped", number: 2, inputs: {} });
});

Deno.test("reduceRun() takes the results of the terminal event and nothing after it", () => {
  const state = run([
    { ...a, status: "executing", inputs: {} },
    { status: "done", results: { v: 48 } },
    { ...a, status: "error", error: "late" },
    { status: "error", error: "late" },
  ]);
  expect(state).toMatchObject({ phase: "done", results: { v: 48 } });
  expect(state.error).toBe(undefined);
  expect(state.nodes.get("a")?.status).toBe("executing");
});

Deno.test("reduceRun() marks nodes at work as stopped when the run is", () => {
  const state = run([
    { ...a, status: "executing", inputs: {} },
    { ...a, status: "completed", output: 1 },
    { ...b, status: "progress", progress: 0.1, progress_message: "" },
    { status: "error", error: "Run stopped", stopped: true },
  ]);
  expect(state.phase).toBe("stopped");
  expect(state.error).toBe("Run stopped");
  expect(state.nodes.get("a")?.status).toBe("completed");
  expect(state.nodes.get("b")?.status).toBe("stopped");
});

Deno.test("reduceRun() of a run that was refused has no nodes", () => {
  const state = run([{ status: "error", error: "Graph contains a cycle: a → b → a" }]);
  expect(state).toEqual({
    phase: "error",
    nodes: new Map(),
    error: "Graph contains a cycle: a → b → a",
  });
});

Deno.test("endRun() ends a run whose connection was lost", () => {
  const state = endRun(run([{ ...a, status: "executing", inputs: {} }]), "Connection lost", false);
  expect(state.phase).toBe("error");
  expect(state.nodes.get("a")?.status).toBe("stopped");
});

Deno.test("reduceRun() keeps what a node logs, also after its end, and forgets it when it begins again", () => {
  const log = (text: string): RunEvent => ({ ...a, status: "log", level: "info", text });
  const state = run([
    { ...a, status: "executing", inputs: {} },
    log("one"),
    { ...a, status: "completed", output: 1 },
    log("two"),
  ]);
  expect(state.nodes.get("a")).toMatchObject({
    status: "completed",
    output: 1,
    logs: [{ level: "info", text: "one" }, { level: "info", text: "two" }],
  });
  reduceRun(state, { ...a, status: "executing", inputs: {} });
  expect(state.nodes.get("a")?.logs).toBe(undefined);
});

Deno.test("reduceRun() knows the inputs of a node whose result was known", () => {
  const state = run([{ ...a, status: "completed", inputs: { x: 1 }, output: 2, cached: true }]);
  expect(state.nodes.get("a")).toMatchObject({
    status: "completed",
    inputs: { x: 1 },
    output: 2,
    cached: true,
  });
});
