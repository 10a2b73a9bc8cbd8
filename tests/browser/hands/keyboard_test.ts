import { expect } from "@std/expect";
import { edgeTexts } from "../../helpers/canvas_page.ts";
import {
  choose,
  fn,
  load,
  marked,
  number,
  picker,
  pressCanvas,
  selected,
  view,
  wire,
} from "../../helpers/hands_page.ts";
import { add, greet, total } from "../../helpers/ops.ts";
import { testCanvas } from "../../helpers/test_canvas.ts";

const CHAIN = {
  nodes: [number("n", 0), fn("one", 340), fn("two", 340, 320), view("v", 700)],
  edges: [wire("n", "one", "a"), wire("n", "two", "a"), wire("one", "v", "input")],
};

Deno.test("palette, sheet and walking", async (t) => {
  await using canvas = await testCanvas([add, greet, total]);
  await using page = await canvas.open(CHAIN);
  const { keyboard } = page.root;
  const focused = async (id: string) =>
    await page.frame(id).and(page.root.locator(":focus")).waitFor();

  await t.step("Ctrl+K finds an action and does it, from a field too", async () => {
    await page.field("one", "b").focus();
    await keyboard.press("ControlOrMeta+k");
    await keyboard.type("select all");
    await marked(page).filter({ hasText: /^Select all/ }).waitFor();
    await keyboard.press("Enter");
    await picker(page).waitFor({ state: "detached" });
    await page.root.locator(".react-flow__node.selected").nth(3).waitFor();
  });

  await t.step("finds a node of the graph, and goes there", async () => {
    await keyboard.press("ControlOrMeta+k");
    await keyboard.type("two");
    await marked(page).filter({ hasText: "go to two" }).waitFor();
    await keyboard.press("Enter");
    await focused("two");
    expect(await selected(page)).toEqual(["two"]);
  });

  await t.step("finds an op, and adds it; says what is not possible now", async () => {
    await keyboard.press("ControlOrMeta+k");
    await keyboard.type("redo");
    await picker(page).getByRole("option", { name: /Redo.*not possible now/ }).waitFor();
    await keyboard.press("Enter");
    // What cannot be done is not chosen.
    expect(await picker(page).count()).toBe(1);
    // What is called so is not replaced by what merely mentions it: "Empty the canvas. Undo brings…".
    await picker(page).getByRole("combobox").fill("undo");
    await marked(page).filter({ hasText: /^Undo/ }).waitFor();
    await picker(page).getByRole("combobox").fill("greet");
    await marked(page).filter({ hasText: "Add greet" }).waitFor();
    await keyboard.press("Enter");
    await focused("greet_1");
    await keyboard.press("ControlOrMeta+z");
    await page.frame("greet_1").waitFor({ state: "detached" });
  });

  await t.step("? shows all shortcuts, and not while something is typed", async () => {
    await page.node("n").getByLabel("Name").focus();
    await keyboard.type("?");
    expect(await page.root.getByRole("dialog").count()).toBe(0);
    await pressCanvas(page);
    await keyboard.press("?");
    const sheet = page.root.getByRole("dialog", { name: "Shortcuts" });
    await sheet.getByText("Remove, and close the gap").waitFor();
    await keyboard.press("Escape");
    await sheet.waitFor({ state: "detached" });
  });

  await t.step("arrow keys walk along the wires", async () => {
    await load(page, CHAIN);
    await choose(page, "n");
    for (const [key, id] of [["Right", "one"], ["Down", "two"], ["Up", "one"], ["Right", "v"]]) {
      await keyboard.press(`Arrow${key}`);
      await focused(id);
      expect(await selected(page)).toEqual([id]);
    }
    await keyboard.press("ArrowLeft");
    await focused("one");
    await keyboard.press("ArrowLeft");
    await focused("n");
    // They walk, and move nothing.
    expect((await page.saved()).nodes[0].position).toEqual({ x: 0, y: 0 });
  });

  await t.step("Enter takes a node, arrows move it, Escape lets it go", async () => {
    await keyboard.press("Enter");
    await page.root.locator('[data-held="true"]').waitFor();
    await keyboard.press("ArrowRight");
    await keyboard.press("ArrowRight");
    expect((await page.saved()).nodes[0].position).toEqual({ x: 10, y: 0 });
    await keyboard.press("ControlOrMeta+z");
    await page.root.getByRole("button", { name: "Undo" }).and(page.root.locator(":disabled"))
      .waitFor();
    await page.frame("n").focus();
    await keyboard.press("Escape");
    await page.root.locator('[data-held="true"]').waitFor({ state: "detached" });
  });

  await t.step("C lists where the output may go; Shift+Space adds behind it", async () => {
    await choose(page, "two");
    await keyboard.press("c");
    await keyboard.type("view");
    await marked(page).filter({ hasText: "View · input" }).waitFor();
    await keyboard.press("Enter");
    await page.root.locator('.react-flow__edge[aria-label*="from two"]').waitFor();
    expect(edgeTexts(await page.saved())).toContain("two.output → v.input");
    await focused("two");
    await keyboard.press("Shift+Space");
    await keyboard.type("add");
    await marked(page).filter({ hasText: /^add/ }).waitFor();
    await keyboard.press("Enter");
    await focused("add_1");
    expect(edgeTexts(await page.saved())).toContain("two.output → add_1.a");
  });

  await t.step("selects what a node depends on, and what depends on it", async () => {
    await choose(page, "one");
    await keyboard.press("ControlOrMeta+Shift+ArrowLeft");
    await page.root.locator(".react-flow__node.selected").nth(1).waitFor();
    expect((await selected(page)).sort()).toEqual(["n", "one"]);
    await keyboard.press("ControlOrMeta+i");
    await page.root.locator('.react-flow__node.selected[data-id="v"]').waitFor();
    expect(await selected(page)).not.toContain("one");
    await keyboard.press("Escape");
    await page.root.locator(".react-flow__node.selected").first().waitFor({ state: "detached" });
  });

  await t.step("a graph is built and executed from an empty canvas without a mouse", async () => {
    await load(page, { nodes: [], edges: [] });
    await keyboard.press("ControlOrMeta+k");
    await keyboard.type("add a node");
    await marked(page).filter({ hasText: /^Add a node/ }).waitFor();
    await keyboard.press("Enter");
    await picker(page).getByPlaceholder("Name, pack").waitFor();
    await keyboard.type("variable");
    await marked(page).filter({ hasText: "Variable" }).waitFor();
    await keyboard.press("Enter");
    await focused("variable_1");
    for (const name of ["add", "view"]) {
      await keyboard.press("Shift+Space");
      await picker(page).waitFor();
      await keyboard.type(name);
      await marked(page).filter({ hasText: new RegExp(`^${name}`, "i") }).waitFor();
      await keyboard.press("Enter");
      await focused(`${name}_1`);
    }
    expect(edgeTexts(await page.saved())).toEqual([
      "variable_1.output → add_1.a",
      "add_1.output → view_1.input",
    ]);
    await keyboard.press("ControlOrMeta+Enter");
    await page.waitForRun("done");
  });
  expect(page.complaints).toEqual([]);
});
