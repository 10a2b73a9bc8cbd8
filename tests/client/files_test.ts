import { expect } from "@std/expect";
import { openExample, openFile, openWorkflow, workflowFileName } from "@/client/files.ts";
import { createEditor } from "@/client/models/editor.ts";
import { memoryStorage } from "@/client/models/storage.ts";
import { failure, fakeApi, success } from "../helpers/fake_api.ts";
import { ManualClock } from "../helpers/manual_clock.ts";
import type { Api } from "@/client/api.ts";

function setUp(calls: Partial<Api> = {}) {
  const editor = createEditor({
    api: fakeApi(calls),
    clock: new ManualClock(),
    local: memoryStorage(),
    session: memoryStorage(),
  });
  // There is no draft to wait for.
  editor.draft.settle();
  editor.graph.addNode("viewNode");
  return editor;
}

const notices = (editor: ReturnType<typeof setUp>) =>
  editor.notices.items.value.map(({ kind, text }) => `${kind}: ${text}`);
const ids = (editor: ReturnType<typeof setUp>) => editor.graph.nodes.value.map(({ id }) => id);

/** As the original saves: no version, flat values, and much that is no part of the graph. */
const ORIGINAL = {
  nodes: [
    {
      id: "v",
      type: "variableNode",
      position: { x: 0, y: 0 },
      data: { label: "Variable: v", variableName: "v", variableType: "Number", variableValue: "5" },
      selected: true,
    },
    {
      id: "f",
      type: "functionNode",
      position: { x: 300, y: 0 },
      data: {
        label: "add",
        functionName: "add",
        a: "",
        b: "10",
        edges: [{ source: "v", target: "f" }],
        executionStatus: "completed",
        result: 15,
      },
    },
    { id: "view", type: "viewNode", position: { x: 600, y: 0 }, data: { result: 15 } },
  ],
  edges: [
    { id: "e1", source: "v", sourceHandle: "output", target: "f", targetHandle: "a" },
    { id: "e2", source: "f", sourceHandle: "result", target: "view", targetHandle: "input" },
  ],
};

Deno.test("workflowFileName() has the time in it, so that names sort", () => {
  expect(workflowFileName(new Date(2026, 0, 2, 3, 4, 5))).toBe("workflow-2026-01-02-030405.json");
});

Deno.test("openWorkflow() replaces the graph, which can be undone", async () => {
  const editor = setUp();
  const file = JSON.stringify({ version: 1, nodes: [], edges: [] });
  expect(await openWorkflow(editor, file, "empty.json")).toBe(true);
  expect(ids(editor)).toEqual([]);
  editor.graph.undo();
  expect(ids(editor)).toEqual(["view_1"]);
});

Deno.test("openWorkflow() reads the original's files and keeps only what the user made", async () => {
  const editor = setUp();
  expect(await openWorkflow(editor, ORIGINAL, "old.json")).toBe(true);
  const saved = JSON.parse(JSON.stringify(editor.graph.toWorkflow()));
  expect(saved.version).toBe(1);
  expect(saved.nodes[1].data).toMatchObject({ functionName: "add", values: { b: "10" } });
  const text = JSON.stringify(saved);
  for (const word of ["executionStatus", '"result"', "selected"]) {
    expect(text).not.toContain(word);
  }
  expect(saved.edges.map((edge: { sourceHandle: string }) => edge.sourceHandle))
    .toEqual(["output", "output"]);
});

const BROKEN: [name: string, file: unknown, says: RegExp][] = [
  ["no JSON", "{", /not JSON/],
  ["another kind of JSON", "[1, 2]", /no workflow/],
  ["nodes that are no list", { nodes: 5, edges: [] }, /nodes/],
  ["a node without id", { nodes: [{ type: "viewNode", data: {} }], edges: [] }, /nodes\[0\]\.id/],
  ["a later version", { version: 9, nodes: [], edges: [] }, /version 9/],
];
for (const [name, file, says] of BROKEN) {
  Deno.test(`openWorkflow() says what is wrong with ${name}, and keeps the graph`, async () => {
    const editor = setUp();
    expect(await openWorkflow(editor, file, "bad.json")).toBe(false);
    expect(ids(editor)).toEqual(["view_1"]);
    const [notice] = notices(editor);
    expect(notice).toMatch(/^error: Cannot open “bad.json”: /);
    expect(notice).toMatch(says);
  });
}

Deno.test("openWorkflow() says what it had to leave out of a file that is good otherwise", async () => {
  const editor = setUp();
  const edges = [{ source: "view_1", target: "gone" }];
  expect(await openWorkflow(editor, { version: 1, nodes: ORIGINAL.nodes, edges }, "old.json")).toBe(
    true,
  );
  expect(editor.graph.edges.value).toEqual([]);
  const [notice] = editor.notices.items.value;
  expect(notice.kind).toBe("warning");
  expect(notice.details?.length).toBe(1);
});

Deno.test("openFile() reads a file, and refuses one that is too large without reading it", async () => {
  const editor = setUp();
  const file = new File([JSON.stringify(ORIGINAL)], "old.json");
  expect(await openFile(editor, file)).toBe(true);
  expect(ids(editor)).toEqual(["v", "f", "view"]);
  Object.defineProperty(file, "size", { value: 65 * 1024 * 1024 });
  expect(await openFile(editor, file)).toBe(false);
  expect(notices(editor).at(-1)).toContain("64 MiB");
});

Deno.test("openExample() opens the server's file, and says when the server cannot", async () => {
  const editor = setUp({
    workflow: (name) =>
      Promise.resolve(
        name === "sums" ? success(ORIGINAL) : failure("The server cannot be reached."),
      ),
  });
  expect(await openExample(editor, "sums")).toBe(true);
  expect(await openExample(editor, "other")).toBe(false);
  expect(ids(editor)).toEqual(["v", "f", "view"]);
  expect(notices(editor)).toEqual(["error: Cannot open “other”: The server cannot be reached."]);
});
