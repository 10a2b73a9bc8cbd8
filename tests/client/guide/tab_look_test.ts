import { expect } from "@std/expect";
import { runShare, tabIcon, type TabState, tabTitle } from "@/client/guide/tab_look.ts";
import type { NodeRun, NodeRunStatus } from "@/client/models/run.ts";

const COLORS = { track: "#111", busy: "#222", done: "#333", error: "#444", stopped: "#555" };

function state(more: Partial<TabState> = {}): TabState {
  return { phase: "running", share: 0.426, failed: 0, ...more };
}

function node(status: NodeRunStatus, more: Partial<NodeRun> = {}): NodeRun {
  return { id: "n", number: 1, name: "n", status, inputs: {}, ...more };
}

Deno.test("runShare() counts what has ended, and what reports as far as it has come", () => {
  const ended = [node("completed"), node("error"), node("skipped")];
  expect(runShare(ended, 10)).toBeCloseTo(0.3);
  const atWork = [node("executing"), node("streaming"), node("progress", { progress: 0.5 })];
  expect(runShare([...ended, ...atWork], 10)).toBeCloseTo(0.35);
});

Deno.test("runShare() is 0 of nothing, and never more than 1", () => {
  expect(runShare([], 0)).toBe(0);
  expect(runShare([node("completed"), node("completed")], 1)).toBe(1);
});

Deno.test("tabTitle() says how the run goes before the name of the workflow", () => {
  expect(tabTitle(state({ name: "Iris" }))).toBe("42 % · Iris — Psynapse");
  expect(tabTitle(state())).toBe("42 % — Psynapse");
  expect(tabTitle(state({ phase: "waiting" }))).toBe("Waiting — Psynapse");
  expect(tabTitle(state({ phase: "stopping" }))).toBe("Stopping — Psynapse");
});

Deno.test("tabTitle() never says that a run is at 100 % that goes on", () => {
  expect(tabTitle(state({ share: 1 }))).toBe("99 % — Psynapse");
});

Deno.test("tabTitle() says how the run ended", () => {
  expect(tabTitle(state({ phase: "done", name: "Iris" }))).toBe("✓ Done · Iris — Psynapse");
  expect(tabTitle(state({ phase: "done", failed: 1 }))).toBe("✗ 1 error — Psynapse");
  expect(tabTitle(state({ phase: "done", failed: 2 }))).toBe("✗ 2 errors — Psynapse");
  expect(tabTitle(state({ phase: "error" }))).toBe("✗ Failed — Psynapse");
  expect(tabTitle(state({ phase: "stopped" }))).toBe("■ Stopped — Psynapse");
});

Deno.test("tabTitle() is the name alone where nothing runs", () => {
  expect(tabTitle(state({ phase: "idle", name: "Iris" }))).toBe("Iris — Psynapse");
  expect(tabTitle(state({ phase: "idle" }))).toBe("Psynapse");
});

Deno.test("tabIcon() draws a ring that is as long as the share that is done", () => {
  expect(tabIcon(state({ phase: "idle" }), COLORS)).toBe(undefined);
  const drawn = decodeURIComponent(tabIcon(state({ share: 0.5 }), COLORS) ?? "");
  expect(drawn).toContain('stroke="#111"');
  expect(drawn).toMatch(/stroke="#222"[^>]*stroke-dasharray="37\.7 75\.4"/);
});

Deno.test("tabIcon() shows how the run ended in the colors of its states", () => {
  const icon = (more: Partial<TabState>) => decodeURIComponent(tabIcon(state(more), COLORS) ?? "");
  expect(icon({ phase: "done" })).toContain('fill="#333"');
  expect(icon({ phase: "done", failed: 3 })).toContain('fill="#444"');
  expect(icon({ phase: "error" })).toContain('fill="#444"');
  expect(icon({ phase: "stopped" })).toContain('fill="#555"');
});
