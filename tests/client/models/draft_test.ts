import { expect } from "@std/expect";
import { DRAFT_KEY, keepDraft } from "@/client/models/draft.ts";
import { createGraph } from "@/client/models/graph.ts";
import { restoreDraft } from "@/client/models/restore_draft.ts";
import { memoryStorage } from "@/client/models/storage.ts";
import { ManualClock } from "../../helpers/manual_clock.ts";
import { add, findOp } from "../../helpers/ops.ts";

function setUp(storage = memoryStorage()) {
  const graph = createGraph({ findOp });
  const clock = new ManualClock();
  const problems: string[] = [];
  const keeper = keepDraft(graph, { storage, clock, report: (text) => problems.push(text) });
  return { graph, clock, storage, problems, keeper, [Symbol.dispose]: () => keeper.dispose() };
}

Deno.test("a draft comes back as it was, and what came before cannot be undone", () => {
  using first = setUp();
  first.graph.addNode("functionNode", { op: add, position: { x: 5, y: 6 } });
  first.graph.setValue("add_1", "a", 7);
  first.graph.viewport.value = { x: 1, y: 2, zoom: 0.5 };
  first.clock.advance(1000);

  const graph = createGraph({ findOp });
  expect(restoreDraft(graph, first.storage, () => {})).toBe(true);
  expect(graph.toWorkflow()).toEqual(first.graph.toWorkflow());
  expect(graph.viewport.value.zoom).toBe(0.5);
  expect(graph.canUndo.value).toBe(false);
});

Deno.test("keepDraft() writes once after a row of changes, and nothing while none happen", () => {
  using draft = setUp();
  draft.clock.advance(10_000);
  expect(draft.storage.getItem(DRAFT_KEY)).toBeNull();
  let writes = 0;
  const write = draft.storage.setItem;
  draft.storage.setItem = (key, text) => (writes++, write(key, text));
  draft.graph.addNode("functionNode", { op: add });
  for (let value = 0; value < 5; value++) {
    draft.graph.setValue("add_1", "a", value);
    draft.clock.advance(50);
  }
  expect(writes).toBe(0);
  draft.clock.advance(1000);
  expect(writes).toBe(1);
});

Deno.test("flush() writes what is not written yet, as does dispose()", () => {
  using draft = setUp();
  draft.graph.addNode("viewNode");
  draft.keeper.flush();
  expect(draft.storage.getItem(DRAFT_KEY)).toContain("view_1");
  draft.graph.addNode("listNode");
  draft.keeper.dispose();
  expect(draft.storage.getItem(DRAFT_KEY)).toContain("list_1");
  expect(draft.clock.waiting).toBe(0);
});

Deno.test("a storage that is full is reported once, in words", () => {
  const storage = memoryStorage();
  storage.setItem = () => {
    throw new DOMException("The quota has been exceeded.", "QuotaExceededError");
  };
  using draft = setUp(storage);
  for (const type of ["viewNode", "listNode"] as const) {
    draft.graph.addNode(type);
    draft.clock.advance(1000);
  }
  expect(draft.problems).toEqual([
    "Your changes are not kept across reloads (The quota has been exceeded.). Use Save.",
  ]);
});

Deno.test("restoreDraft() keeps the graph and says so when the draft is broken", () => {
  const graph = createGraph({ findOp });
  graph.addNode("viewNode");
  const problems: string[] = [];
  const storage = memoryStorage({ [DRAFT_KEY]: '{"nodes": 5}' });
  expect(restoreDraft(graph, storage, (text) => problems.push(text))).toBe(false);
  expect(graph.nodes.value.length).toBe(1);
  expect(problems.length).toBe(1);
  expect(restoreDraft(graph, memoryStorage(), () => {})).toBe(false);
});
