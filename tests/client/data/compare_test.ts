import { expect } from "@std/expect";
import { compareValues } from "@/client/data/compare.ts";
import { compareRuns } from "@/client/data/compare_runs.ts";
import type { NodeRun } from "@/client/models/run.ts";
import type { PastRun } from "@/client/models/run_history.ts";

Deno.test("compareValues() gives the lines that differ, with some around them", () => {
  const before = Array.from({ length: 50 }, (_, i) => i);
  const found = compareValues(before, before.with(25, 999));
  if (found.kind !== "changed") throw new Error(found.kind);
  expect([found.added, found.removed, found.parts.length]).toEqual([1, 1, 1]);
  expect(found.parts[0].lines.map(({ kind }) => kind)).toEqual(
    ["same", "same", "same", "removed", "added", "same", "same", "same"],
  );
  expect(found.parts[0].lines[4].text).toBe("  999,");
});

Deno.test("compareValues() knows what is the same, and what is too large", () => {
  expect(compareValues({ a: 1 }, { a: 1 })).toEqual({ kind: "same" });
  expect(compareValues("a", "a\n")).toEqual({ kind: "end" });
  expect(compareValues("5", 5)).toMatchObject({ kind: "changed", added: 1, removed: 1 });
  expect(compareValues("a".repeat(2_000_000), "b")).toEqual({ kind: "too_large" });
});

function run(number: number, nodes: Partial<NodeRun>[]): PastRun {
  const entries = nodes.map((node) =>
    [node.id!, { name: node.id, status: "completed", inputs: {}, ...node }] as const
  );
  return {
    ...{ number, id: `r${number}`, name: "whole graph", of: undefined, startedAt: 0, endedAt: 1 },
    state: { phase: "done", nodes: new Map(entries) as PastRun["state"]["nodes"] },
  };
}

Deno.test("compareRuns() says which nodes gave something else", () => {
  const first = run(1, [
    { id: "a", output: [1] },
    { id: "b", output: 2 },
    { id: "c", status: "error", error: "no" },
    { id: "d", output: 1 },
    { id: "f", output: { $preview: true, type: "list", size: 90_000, text: "[1" } },
  ]);
  const second = run(2, [
    { id: "a", output: [1] },
    { id: "b", output: 3 },
    { id: "c", output: 4 },
    { id: "e", output: 1 },
    { id: "f", output: { $preview: true, type: "list", size: 90_000, text: "[1" } },
  ]);
  const { changes, same } = compareRuns(first, second);
  expect(same).toBe(1);
  expect(changes.map(({ id, kind }) => `${id} ${kind}`)).toEqual(
    ["b output", "c outcome", "e only_second", "f beginning", "d only_first"],
  );
});
