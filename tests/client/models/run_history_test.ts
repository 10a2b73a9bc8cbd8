import { expect } from "@std/expect";
import type { JsonValue } from "@/engine/core/json.ts";
import { createRunHistory, type PastRun } from "@/client/models/run_history.ts";

function past(
  number: number,
  outputs: Record<string, JsonValue | undefined>,
  of?: unknown,
): PastRun {
  const nodes = Object.entries(outputs).map(([id, output]) =>
    [id, { id, name: id, number: 1, status: "completed" as const, inputs: {}, output }] as const
  );
  return {
    ...{ number, id: `r${number}`, name: "whole graph", of, startedAt: 0, endedAt: 1 },
    state: { phase: "done", nodes: new Map(nodes) as PastRun["state"]["nodes"] },
  };
}

Deno.test("the newest run comes first, and the oldest go", () => {
  const history = createRunHistory(undefined, { runs: 3, bytes: 1e9 });
  for (const n of [1, 2, 3, 4]) history.add(past(n, { a: n }));
  expect(history.runs.value.map(({ number }) => number)).toEqual([4, 3, 2]);
});

Deno.test("memory is bounded by bytes too, and the newest stays", () => {
  const history = createRunHistory(undefined, { runs: 50, bytes: 50_000 });
  for (const n of [1, 2, 3]) history.add(past(n, { a: "x".repeat(10_000) }));
  expect(history.runs.value.map(({ number }) => number)).toEqual([3, 2]);
  history.add(past(4, { a: "x".repeat(100_000) }));
  expect(history.runs.value.map(({ number }) => number)).toEqual([4]);
});

Deno.test("latest() and before() find what a node gave", () => {
  const history = createRunHistory();
  const [one, two, three] = [past(1, { a: 1, b: 1 }), past(2, { b: undefined }), past(3, { b: 3 })];
  for (const run of [one, two, three]) history.add(run);
  expect(history.latest("a")?.run).toBe(one);
  expect(history.before(three, "b")?.run).toBe(one);
  expect(history.latest("c")).toBeUndefined();
});

Deno.test("values of another workflow are not taken for this one's", () => {
  const [first, second] = [{}, {}];
  let open = first;
  const history = createRunHistory(() => open);
  history.add(past(1, { a: 1 }, first));
  open = second;
  expect(history.latest("a")).toBeUndefined();
  expect(history.isOfThis(history.runs.value[0])).toBe(false);
  open = first;
  expect(history.latest("a")?.node.output).toBe(1);
});
