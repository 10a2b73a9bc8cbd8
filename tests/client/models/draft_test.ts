import "fake-indexeddb/auto";
import { expect } from "@std/expect";
import { createDraft } from "@/client/models/draft.ts";
import { createDraftClaims, type DraftClaims } from "@/client/models/draft_claims.ts";
import { DRAFT_KEY } from "@/client/models/draft_legacy.ts";
import { beginDraft } from "@/client/models/draft_session.ts";
import { createDraftStore } from "@/client/models/draft_store.ts";
import { leaveDraft } from "@/client/models/draft_tab.ts";
import { createGraph, type GraphModel } from "@/client/models/graph.ts";
import { memoryStorage, type TextStorage } from "@/client/models/storage.ts";
import { ManualClock } from "../../helpers/manual_clock.ts";
import { add, findOp } from "../../helpers/ops.ts";

/** A browser: what its tabs share. Each test has its own. */
class Browser implements Disposable {
  static #count = 0;
  readonly name = `drafts ${Browser.#count++}`;
  readonly clock = new ManualClock();
  readonly local = memoryStorage();
  readonly #held = new Set<string>();
  readonly #tabs: { end(): void }[] = [];

  /** Opens a page: in a tab of its own, or where `session` says, before which nothing was. */
  async open(options: {
    session?: TextStorage;
    claims?: DraftClaims;
    before?: (graph: GraphModel) => void;
  } = {}) {
    const { session = memoryStorage(), claims = this.claims(), before } = options;
    const graph = createGraph({ findOp });
    const draft = createDraft();
    const said: string[] = [];
    const store = createDraftStore(this.name);
    const beginning = beginDraft({
      ...{ graph, draft, store, claims, session, clock: this.clock, local: this.local },
      report: (text) => said.push(text),
      tell: (text) => said.push(text),
    });
    before?.(graph);
    const drafts = await beginning;
    const page = {
      ...{ graph, draft, said, drafts, session, store },
      ids: () => graph.nodes.value.map(({ id }) => id),
      /** The page goes away. */
      end() {
        leaveDraft(session);
        drafts.dispose();
        store.close();
      },
    };
    this.#tabs.push(page);
    return page;
  }

  /** As the browser's locks are. */
  claims(): DraftClaims {
    const held = this.#held;
    return {
      known: true,
      claim(id) {
        if (held.has(id)) return Promise.resolve(undefined);
        held.add(id);
        return Promise.resolve(() => void held.delete(id));
      },
      held: () => Promise.resolve(new Set(held)),
    };
  }

  [Symbol.dispose](): void {
    for (const tab of this.#tabs) tab.end();
  }
}

Deno.test("a draft comes back as it was, and what came before cannot be undone", async () => {
  using browser = new Browser();
  const first = await browser.open();
  first.graph.addNode("functionNode", { op: add, position: { x: 5, y: 6 } });
  first.graph.setValue("add_1", "a", 7);
  first.graph.viewport.value = { x: 1, y: 2, zoom: 0.5 };
  await first.drafts.flush();
  first.end();

  const { graph, said, draft } = await browser.open();
  expect(graph.toWorkflow()).toEqual(first.graph.toWorkflow());
  expect(graph.viewport.value.zoom).toBe(0.5);
  expect(graph.canUndo.value).toBe(false);
  expect(draft.state.value).toBe("saved");
  expect(said).toEqual([]);
});

Deno.test("large data is written once, and goes with its node", async () => {
  using browser = new Browser();
  const { graph, drafts, store } = await browser.open();
  const image = `data:image/png;base64,${"A".repeat(200_000)}`;
  for (const id of [graph.addNode("variableNode"), graph.addNode("variableNode")]) {
    graph.updateData(id, { variableType: "Image", variableValue: image });
  }
  await drafts.flush();
  const [{ id }] = await store.list();
  expect(await store.read(id)).toEqual(graph.toWorkflow());

  const put = IDBObjectStore.prototype.put;
  const puts: string[] = [];
  IDBObjectStore.prototype.put = function (value, key) {
    puts.push(this.name);
    return put.call(this, value, key);
  };
  try {
    graph.updateData("variable_1", { variableName: "photo" });
    graph.removeNodes(["variable_2"]);
    await drafts.flush();
    graph.addNode("viewNode");
    await drafts.flush();
  } finally {
    IDBObjectStore.prototype.put = put;
  }
  // The data of variable_1 is another object than before; later it is the same.
  expect(puts).toEqual(["parts", "graphs", "notes", "graphs", "notes"]);
  expect(await store.read(id)).toEqual(graph.toWorkflow());
});

Deno.test("a draft of an earlier version is taken over once", async () => {
  using browser = new Browser();
  const workflow = {
    version: 1,
    name: "Old",
    nodes: [],
    edges: [],
    viewport: { x: 0, y: 0, zoom: 1 },
  };
  const node = { id: "view_1", type: "viewNode", position: { x: 0, y: 0 }, data: {} };
  browser.local.setItem(DRAFT_KEY, JSON.stringify({ ...workflow, nodes: [node] }));
  const first = await browser.open();
  expect(first.ids()).toEqual(["view_1"]);
  expect(first.graph.about.value.name).toBe("Old");
  expect(browser.local.getItem(DRAFT_KEY)).toBeNull();
  first.end();
  expect((await browser.open()).ids()).toEqual(["view_1"]);
});

Deno.test("a draft that cannot be read is said to be so, and stays", async () => {
  using browser = new Browser();
  browser.local.setItem(DRAFT_KEY, '{"nodes": 5}');
  const { graph, said, drafts } = await browser.open();
  expect(graph.nodes.value).toEqual([]);
  expect(said.length).toBe(1);
  expect(said[0]).toContain("could not be read");
  expect(browser.local.getItem("psynapse.draft.unread")).toBe('{"nodes": 5}');
  expect(await drafts.list()).toEqual([]);
});

Deno.test("a second tab has a copy, and neither writes over the other", async () => {
  using browser = new Browser();
  const first = await browser.open();
  first.graph.addNode("viewNode");
  await first.drafts.flush();
  const second = await browser.open();
  expect(second.ids()).toEqual(["view_1"]);
  expect(second.said).toEqual([
    "This graph is open in another tab. This tab has a copy: what you change here stays here.",
  ]);
  second.graph.addNode("listNode");
  first.graph.addNode("variableNode");
  await Promise.all([first.drafts.flush(), second.drafts.flush()]);
  first.end();
  second.end();

  // Each tab finds its own when it is reloaded.
  expect((await browser.open({ session: second.session })).ids()).toEqual(["view_1", "list_1"]);
  expect((await browser.open({ session: first.session })).ids()).toEqual(["view_1", "variable_1"]);
});

Deno.test("a tab that is duplicated has a copy of its original's graph", async () => {
  using browser = new Browser();
  const other = await browser.open();
  other.graph.addNode("listNode");
  await other.drafts.flush();
  const first = await browser.open();
  first.graph.addNode("viewNode");
  await first.drafts.flush();
  other.graph.addNode("listNode");
  browser.clock.advance(1000);
  await other.drafts.flush();

  const tab = first.session.getItem("psynapse.draft.tab") ?? "";
  const twin = await browser.open({ session: memoryStorage({ "psynapse.draft.tab": tab }) });
  expect(twin.ids()).toEqual(["list_1", "view_1"]);
  expect(twin.said.length).toBe(1);
  twin.graph.clear();
  await twin.drafts.flush();
  first.end();
  expect((await browser.open({ session: first.session })).ids()).toEqual(["list_1", "view_1"]);
});

Deno.test("without locks a page that is reloaded has its own draft, and all others copies", async () => {
  using browser = new Browser();
  const claims = createDraftClaims(undefined);
  const first = await browser.open({ claims });
  first.graph.addNode("viewNode");
  await first.drafts.flush();
  const second = await browser.open({ claims });
  second.graph.addNode("listNode");
  await second.drafts.flush();
  expect((await first.drafts.list()).map(({ nodes }) => nodes).sort()).toEqual([1, 2]);
  first.end();
  const again = await browser.open({ claims, session: first.session });
  again.graph.addNode("viewNode");
  await again.drafts.flush();
  expect((await first.drafts.list()).map(({ nodes }) => nodes)).toEqual([2, 2]);
});

Deno.test("what is made before the draft is back stays, on top of it", async () => {
  using browser = new Browser();
  const first = await browser.open();
  first.graph.addNode("functionNode", { op: add });
  await first.drafts.flush();
  first.end();
  const second = await browser.open({
    before(graph) {
      graph.addNode("functionNode", { op: add });
      graph.setValue("add_1", "a", 5);
      graph.addNode("viewNode");
      const [source, target] = ["add_1", "view_1"];
      graph.connect({ source, sourceHandle: "output", target, targetHandle: "input" });
    },
  });
  expect(second.ids()).toEqual(["add_1", "add_2", "view_1"]);
  expect(second.graph.toWorkflow().nodes[1].data).toMatchObject({ values: { a: 5 } });
  expect(second.graph.edges.value[0]).toMatchObject({ source: "add_2", target: "view_1" });
  // It is a change, which is written.
  expect(second.draft.state.value).toBe("changed");
  await second.drafts.flush();
  second.end();
  expect((await browser.open()).ids()).toEqual(["add_1", "add_2", "view_1"]);
});

Deno.test("another workflow is another draft, also when undo brings the one before back", async () => {
  using browser = new Browser();
  const { graph, drafts } = await browser.open();
  const names = async () => (await drafts.list()).map(({ name, nodes }) => `${name} ${nodes}`);
  graph.addNode("viewNode");
  await drafts.flush();
  browser.clock.advance(10);
  const node = graph.toWorkflow().nodes[0];
  graph.load({ version: 1, name: "Opened", nodes: [node, { ...node, id: "b" }], edges: [] });
  await drafts.flush();
  expect(await names()).toEqual(["Opened 2", "undefined 1"]);
  browser.clock.advance(10);
  graph.undo();
  graph.addNode("viewNode");
  graph.addNode("viewNode");
  await drafts.flush();
  expect(await names()).toEqual(["undefined 3", "Opened 2"]);
});

Deno.test("drafts are listed, opened and deleted", async () => {
  using browser = new Browser();
  const other = await browser.open();
  other.graph.addNode("listNode");
  await other.drafts.flush();
  const { graph, drafts, ids } = await browser.open();
  browser.clock.advance(1000);
  graph.addNode("viewNode");
  await drafts.flush();
  const [here, elsewhere] = await drafts.list();
  expect([here.open, elsewhere.open]).toEqual(["here", "elsewhere"]);
  await expect(drafts.remove(elsewhere.id)).rejects.toThrow("open in a tab");
  other.end();

  await drafts.open(elsewhere.id);
  expect(ids()).toEqual(["list_1"]);
  expect(graph.canUndo.value).toBe(false);
  expect((await drafts.list()).map(({ open }) => open)).toEqual([undefined, "here"]);
  graph.addNode("viewNode");
  await drafts.flush();

  const bringBack = await drafts.remove(here.id);
  expect((await drafts.list()).map(({ id }) => id)).toEqual([elsewhere.id]);
  await bringBack();
  await drafts.open(here.id);
  expect(ids()).toEqual(["list_1", "view_1"]);
});

Deno.test("opening a draft that another tab has open makes a copy of it", async () => {
  using browser = new Browser();
  const other = await browser.open();
  other.graph.addNode("listNode");
  await other.drafts.flush();
  const { graph, drafts } = await browser.open();
  const [elsewhere] = await drafts.list();
  await drafts.open(elsewhere.id);
  graph.addNode("viewNode");
  browser.clock.advance(10);
  await drafts.flush();
  expect((await drafts.list()).map(({ nodes, open }) => [nodes, open])).toEqual([
    [2, "here"],
    [1, "elsewhere"],
  ]);
});

Deno.test("twenty drafts are kept, the oldest go; those that a tab holds stay", async () => {
  using browser = new Browser();
  const oldest = await browser.open();
  oldest.graph.addNode("listNode");
  await oldest.drafts.flush();
  const { graph, drafts } = await browser.open();
  for (let count = 0; count < 25; count++) {
    browser.clock.advance(10);
    const { nodes } = graph.toWorkflow();
    graph.load({ version: 1, name: `File ${count}`, nodes, edges: [] });
    await drafts.flush();
  }
  const names = (await drafts.list()).map(({ name }) => name);
  expect(names).toEqual([
    ...Array.from({ length: 20 }, (_, index) => `File ${24 - index}`),
    // The other tab's.
    undefined,
  ]);
});

Deno.test("a browser that keeps nothing: that is said, and the page works", async () => {
  const { open } = IDBFactory.prototype;
  using browser = new Browser();
  IDBFactory.prototype.open = () => {
    throw new DOMException("A mutation operation was attempted.", "InvalidStateError");
  };
  try {
    const { graph, drafts, draft, said } = await browser.open();
    expect(said.length).toBe(1);
    expect(said[0]).toContain("keeps no drafts here");
    graph.addNode("viewNode");
    expect(await drafts.flush()).toBe(false);
    expect(draft.state.value).toBe("refused");
    expect(drafts.isAtRisk()).toBe(true);
  } finally {
    IDBFactory.prototype.open = open;
  }
});
