import { expect } from "@std/expect";
import { createDraft } from "@/client/models/draft.ts";
import { keepDraft } from "@/client/models/draft_keeper.ts";
import { createGraph } from "@/client/models/graph.ts";
import type { Workflow } from "@/engine/core/workflow.ts";
import { ManualClock } from "../../helpers/manual_clock.ts";
import { add, findOp } from "../../helpers/ops.ts";
import { until } from "../../helpers/until.ts";

function setUp(fails: { with?: Error } = {}) {
  const graph = createGraph({ findOp });
  const clock = new ManualClock();
  const { state } = createDraft();
  state.value = "saved";
  const problems: string[] = [];
  const written: Workflow[] = [];
  const keeper = keepDraft(graph, {
    ...{ clock, state, report: (text: string) => problems.push(text) },
    snapshot: () => graph.toWorkflow(),
    write(workflow) {
      if (fails.with) return Promise.reject(fails.with);
      written.push(workflow);
      return Promise.resolve();
    },
  });
  const is = (wanted: string) => until(() => state.value === wanted);
  return {
    ...{ graph, clock, state, problems, written, keeper, fails, is },
    [Symbol.dispose]: () => keeper.dispose(),
  };
}

Deno.test("keepDraft() writes after a change, and nothing while none happen", async () => {
  using draft = setUp();
  draft.clock.advance(10_000);
  expect(draft.written).toEqual([]);
  draft.graph.addNode("functionNode", { op: add });
  expect(draft.state.value).toBe("changed");
  draft.clock.advance(400);
  await draft.is("saved");
  expect(draft.written.map(({ nodes }) => nodes.length)).toEqual([1]);
  expect(draft.clock.waiting).toBe(0);
});

Deno.test("keepDraft() writes at least once a second while changes keep coming", async () => {
  using draft = setUp();
  draft.graph.addNode("functionNode", { op: add });
  let behind = 0;
  for (let value = 0; value < 60; value++) {
    draft.graph.setValue("add_1", "a", value);
    draft.clock.advance(50);
    // What was sent is there by the next turn.
    await Promise.resolve();
    const last = draft.written.at(-1)?.nodes[0].data as { values: { a: number } } | undefined;
    behind = Math.max(behind, value - (last?.values.a ?? 0));
  }
  expect(behind * 50).toBeLessThan(1000);
  expect(draft.written.length).toBeLessThan(12);
});

Deno.test("keepDraft() takes no notice of what is selected or measured", () => {
  using draft = setUp();
  draft.graph.addNode("viewNode");
  draft.keeper.isKept();
  draft.graph.select(new Set());
  draft.graph.selectAll();
  draft.graph.applyNodeChanges([
    { id: "view_1", type: "dimensions", dimensions: { width: 10, height: 10 } },
  ]);
  expect(draft.state.value).toBe("saved");
  expect(draft.clock.waiting).toBe(0);
  draft.graph.viewport.value = { x: 1, y: 2, zoom: 0.5 };
  expect(draft.state.value).toBe("changed");
});

Deno.test("flush() writes at once what is not written, as does dispose()", async () => {
  using draft = setUp();
  draft.graph.addNode("viewNode");
  expect(await draft.keeper.flush()).toBe(true);
  expect(draft.written.length).toBe(1);
  await draft.keeper.flush();
  expect(draft.written.length).toBe(1);
  draft.graph.addNode("listNode");
  draft.keeper.dispose();
  expect(draft.written.at(-1)?.nodes.length).toBe(2);
  expect(draft.clock.waiting).toBe(0);
});

Deno.test("a change while a draft is written is not taken for kept", async () => {
  using draft = setUp();
  draft.graph.addNode("viewNode");
  const writing = draft.keeper.flush();
  draft.graph.addNode("listNode");
  await writing;
  expect(draft.state.value).toBe("changed");
  expect(draft.keeper.isAtRisk()).toBe(true);
  draft.clock.advance(400);
  await draft.is("saved");
  expect(draft.written.at(-1)?.nodes.length).toBe(2);
  expect(draft.keeper.isAtRisk()).toBe(false);
});

Deno.test("a browser without room is reported once, in words, and tried again", async () => {
  const full = new DOMException("The quota has been exceeded.", "QuotaExceededError");
  using draft = setUp({ with: full });
  for (const type of ["viewNode", "listNode"] as const) {
    draft.graph.addNode(type);
    draft.clock.advance(1000);
    await draft.is("refused");
  }
  expect(draft.problems).toEqual([
    "The browser does not keep your changes (it has no room left). Use Save before you leave the page.",
  ]);
  expect(draft.keeper.isAtRisk()).toBe(true);
  draft.keeper.isInFile();
  expect(draft.keeper.isAtRisk()).toBe(false);

  delete draft.fails.with;
  draft.graph.addNode("viewNode");
  draft.clock.advance(1000);
  await draft.is("saved");
  expect(draft.written.at(-1)?.nodes.length).toBe(3);
});
