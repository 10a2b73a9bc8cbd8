import { expect } from "@std/expect";
import { LEFT_OUT, LOG_LIMITS } from "@/engine/core/log_budget.ts";
import { planRun } from "@/engine/core/plan.ts";
import { RunRecord } from "@/engine/run/run_record.ts";
import { graphOf, opOf } from "@/tests/helpers/testing_pack.ts";

function record(onError: "skip" | "null" = "skip") {
  const graph = graphOf({ a: ["echo"], b: ["echo"], v: "view" }, ["a -> b.value", "b -> v"], {
    on_error: onError,
  });
  const op = opOf("testing", "ops.ts", "echo(value: Any)");
  return new RunRecord(graph, planRun(graph), [op, op, undefined]);
}

const A = { node_id: "a", node_number: 1, node_name: "a", pack: "testing" };
const V = { node_id: "v", node_number: 3, node_name: "View" };

Deno.test("RunRecord makes events of what hosts say", () => {
  const it = record();
  expect(it.take(0, [0, 0, { value: 1 }, 5])).toEqual({
    ...A,
    status: "executing",
    inputs: { value: 1 },
    started_at: 5,
  });
  expect(it.take(0, [4, 0, 0.5, "half"])).toEqual({
    ...A,
    status: "progress",
    progress: 0.5,
    progress_message: "half",
  });
  expect(it.take(0, [5, 0, "text"])).toEqual({
    ...A,
    status: "streaming",
    streaming_chunk: "text",
  });
  expect(it.isRunning(0)).toBe(true);
  expect(it.take(0, [1, 0, 7, 0.5])).toEqual({
    ...A,
    status: "completed",
    output: 7,
    duration_ms: 0.5,
  });
  expect(it.isSettled(0)).toBe(true);
  expect(it.unsettled).toBe(2);
});

Deno.test("RunRecord shows a view's input as its output and as a result", () => {
  const it = record();
  it.take(2, [0, 2, { input: [1] }, 5]);
  expect(it.take(2, [6, 2, 0.5])).toEqual({
    ...V,
    status: "completed",
    output: [1],
    duration_ms: 0.5,
  });
  expect(it.results).toEqual({ v: [1] });
  const empty = record();
  empty.take(2, [0, 2, {}, 5]);
  empty.take(2, [6, 2, 0.5]);
  expect(empty.results).toEqual({ v: null });
});

Deno.test("RunRecord takes nothing more of a node that is settled", () => {
  const it = record();
  it.take(0, [2, 0, "no", 0.5]);
  expect(it.take(0, [1, 0, 7, 0.5])).toBeUndefined();
  expect(it.take(0, [5, 0, "late"])).toBeUndefined();
  expect(it.unsettled).toBe(2);
});

Deno.test("RunRecord tells failed nodes and skipped ones", () => {
  const it = record();
  expect(it.take(0, [2, 0, "no", 0.5])).toEqual({
    ...A,
    status: "error",
    error: "no",
    duration_ms: 0.5,
  });
  expect(it.take(2, [3, 2, 'Skipped because "a" failed', "a"])).toEqual({
    ...V,
    status: "error",
    error: 'Skipped because "a" failed',
    skipped: true,
  });
  expect(it.results).toEqual({});
  expect(it.valueOf(0)).toEqual({ form: "failed", failed: "a" });
  expect(it.valueOf(2)).toEqual({ form: "failed", failed: "a" });
});

Deno.test('RunRecord with on_error "null" has null for what failed', () => {
  const it = record("null");
  it.take(2, [2, 2, "no", 0]);
  expect(it.results).toEqual({ v: null });
  expect(it.valueOf(2)).toEqual({ form: "json", value: null });
});

Deno.test("RunRecord knows outputs, and which are not all of their value", () => {
  const it = record();
  it.take(0, [1, 0, { k: 1 }, 0.5, true]);
  it.take(1, [1, 1, 5, 0.5]);
  expect(it.output("a")).toEqual({ k: 1 });
  expect(it.output("v")).toBeUndefined();
  expect(it.output("nowhere")).toBeUndefined();
  expect(Object.fromEntries(it.outputs())).toEqual({ a: { k: 1 }, b: 5 });
  expect(it.valueOf(0)).toMatchObject({ form: "lost" });
  expect(it.valueOf(1)).toEqual({ form: "json", value: 5 });
});

Deno.test("RunRecord masks the values of password parameters, but not empty ones", () => {
  const graph = graphOf({ a: ["ask"], b: ["ask"] });
  const op = opOf("testing", "ops.ts", "ask(key: str, text: str)");
  op.schema.params[0].password = true;
  const it = new RunRecord(graph, planRun(graph), [op, op]);
  expect(it.take(0, [0, 0, { key: "hidden", text: "shown" }, 5])).toMatchObject({
    inputs: { key: "••••", text: "shown" },
  });
  expect(it.take(1, [0, 1, { key: "", text: "shown" }, 5])).toMatchObject({
    inputs: { key: "", text: "shown" },
  });
});

Deno.test("RunRecord takes what is logged from the begin of a node on, as much as is let through", () => {
  const it = record();
  expect(it.take(0, [8, 0, "log", "too early"])).toBe(undefined);
  it.take(0, [0, 0, { value: 1 }, 5]);
  expect(it.take(0, [8, 0, "warn", "careful"])).toEqual({
    ...A,
    status: "log",
    level: "warn",
    text: "careful",
  });
  it.take(0, [1, 0, 7, 0.5]);
  const texts = Array.from({ length: 2000 }, () => it.take(0, [8, 0, "log", "late"]));
  expect(texts.filter((event) => event !== undefined).length).toBe(LOG_LIMITS.lines + 1);
  expect(texts[LOG_LIMITS.lines]).toMatchObject({ text: LEFT_OUT });
  expect(it.isSettled(0)).toBe(true);
});
