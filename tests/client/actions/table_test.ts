import { expect } from "@std/expect";
import { GROUPS } from "@/client/actions/action.ts";
import { actionOf, chordOf, isPageWide, KEYS, keyText } from "@/client/actions/keys.ts";
import { actionById, ACTIONS } from "@/client/actions/table.ts";
import { createEditor } from "@/client/models/editor.ts";
import { memoryStorage } from "@/client/models/storage.ts";
import { fakeApi } from "../../helpers/fake_api.ts";
import { ManualClock } from "../../helpers/manual_clock.ts";

function editor() {
  const storage = { local: memoryStorage(), session: memoryStorage() };
  return createEditor({ api: fakeApi({}), clock: new ManualClock(), ...storage });
}

function press(key: string, modifiers: Partial<KeyboardEventInit> = {}) {
  return { key, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...modifiers };
}

Deno.test("every action has an id and a name of its own, and a group", () => {
  expect(new Set(ACTIONS.map(({ id }) => id)).size).toBe(ACTIONS.length);
  expect(new Set(ACTIONS.map(({ name }) => name)).size).toBe(ACTIONS.length);
  expect(ACTIONS.filter(({ group }) => !GROUPS.includes(group))).toEqual([]);
  expect(ACTIONS.length).toBeGreaterThan(60);
});

Deno.test("keys belong to actions, and no two actions have the same", () => {
  const ids = new Set(ACTIONS.map(({ id }) => id));
  expect(Object.keys(KEYS).filter((id) => !ids.has(id))).toEqual([]);
  const chords = Object.values(KEYS).flatMap((all) => all.split(" "));
  expect(chords.filter((chord, index) => chords.indexOf(chord) !== index)).toEqual([]);
});

Deno.test("on an empty canvas every action says whether it can be done, and most cannot", () => {
  const model = editor();
  const possible = ACTIONS.filter((action) => action.isEnabled(model)).map(({ id }) => id);
  expect(possible).toContain("add.search");
  expect(possible).not.toContain("edit.undo");
  expect(possible).not.toContain("arrange.left");
});

Deno.test("actionOf() knows Ctrl and ⌘, signs by whatever keys, and leaves AltGr alone", () => {
  expect(actionOf(press("s", { ctrlKey: true }))).toBe("file.save");
  expect(actionOf(press("S", { metaKey: true }))).toBe("file.save");
  expect(actionOf(press("Z", { ctrlKey: true, shiftKey: true }))).toBe("edit.redo");
  expect(actionOf(press("?", { shiftKey: true }))).toBe("page.shortcuts");
  expect(actionOf(press("/", { shiftKey: true }))).toBe("page.search");
  expect(actionOf(press(" "))).toBe("add.search");
  expect(actionOf(press("s", { ctrlKey: true, altKey: true }))).toBe(undefined);
  expect(chordOf({
    ...press("@", { ctrlKey: true, altKey: true }),
    getModifierState: (name: string) => name === "AltGraph",
  })).toBe("@");
});

Deno.test("SPEC's keys hold on the whole page", () => {
  for (const id of ["run.execute", "file.save", "file.open", "page.settings"]) {
    expect([id, isPageWide(id)]).toEqual([id, true]);
  }
  expect(isPageWide("edit.remove")).toBe(false);
  expect(keyText("run.execute", false)).toBe("Ctrl+Enter");
  expect(keyText("file.save", true)).toBe("⌘S");
  expect(keyText("file.clear", false)).toBe(undefined);
});

Deno.test("muting, collapsing and bypassing are steps that say what they do, and go back", () => {
  const model = editor();
  const { graph } = model;
  const id = graph.addNode("viewNode", { position: { x: 0, y: 0 } });
  const data = () => graph.nodes.peek()[0].data;
  actionById("node.mute").run(model);
  expect(data()).toEqual({ mode: "mute" });
  expect(graph.undoName.value).toBe("mute View");
  expect(graph.standing(id).value).toBe("muted");
  actionById("node.bypass").run(model);
  expect(data()).toEqual({ mode: "bypass" });
  actionById("node.bypass").run(model);
  expect(data()).toEqual({});
  actionById("node.collapse").run(model);
  expect(data()).toEqual({ collapsed: true });
  for (let i = 0; i < 4; i++) graph.undo();
  expect(data()).toEqual({});
  expect(graph.redoName.value).toBe("mute View");
});

Deno.test("what is selected can be inverted and taken back", () => {
  const model = editor();
  const { graph } = model;
  for (let i = 0; i < 3; i++) graph.addNode("viewNode", { position: { x: i, y: 0 } });
  const selected = () => graph.nodes.peek().filter((node) => node.selected).map(({ id }) => id);
  expect(selected()).toEqual(["view_3"]);
  actionById("select.invert").run(model);
  expect(selected()).toEqual(["view_1", "view_2"]);
  actionById("select.all").run(model);
  expect(selected()).toHaveLength(3);
});

Deno.test("tidying puts nodes into columns along their wires, as one step", async () => {
  const model = editor();
  const { graph } = model;
  const a = graph.addNode("variableNode", { position: { x: 500, y: 0 } });
  const b = graph.addNode("listNode", { position: { x: 100, y: 10 } });
  const c = graph.addNode("viewNode", { position: { x: 300, y: 20 } });
  graph.connect({ source: a, sourceHandle: "output", target: b, targetHandle: "input-0" });
  graph.connect({ source: b, sourceHandle: "output", target: c, targetHandle: "input" });
  await actionById("arrange.tidy").run(model);
  const x = graph.nodes.peek().map(({ position }) => position.x);
  expect(x[0]).toBeLessThan(x[1]);
  expect(x[1]).toBeLessThan(x[2]);
  expect(graph.undoName.value).toBe("tidy the layout");
  graph.undo();
  expect(graph.nodes.peek().map(({ position }) => position.x)).toEqual([500, 100, 300]);
});
