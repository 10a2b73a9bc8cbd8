import { expect } from "@std/expect";
import {
  choose,
  fn,
  load,
  number,
  pressCanvas,
  selected,
  view,
  wire,
} from "../../helpers/hands_page.ts";
import { add, greet } from "../../helpers/ops.ts";
import { testCanvas } from "../../helpers/test_canvas.ts";

const GRAPH = {
  nodes: [number("n", 0), fn("one", 340), view("v", 700)],
  edges: [wire("n", "one", "a"), wire("one", "v", "input")],
};

Deno.test("menus, clipboard and marks", async (t) => {
  await using canvas = await testCanvas([add, greet]);
  await using page = await canvas.open(GRAPH);
  const { keyboard, mouse } = page.root;
  const menu = (name: string) => page.root.getByRole("menu", { name });

  await t.step("a right click opens the menu of what is there", async () => {
    await page.node("one").locator(".node-title").click({ button: "right" });
    await menu("Node").waitFor();
    expect(await selected(page)).toEqual(["one"]);
    await keyboard.press("Escape");
    await menu("Node").waitFor({ state: "detached" });
    await mouse.click(760, 720, { button: "right" });
    await menu("Canvas").getByRole("menuitem", { name: /^Add a node/ }).waitFor();
    await keyboard.press("Escape");
    await page.edges.first().click({ button: "right", force: true });
    await menu("Wire").getByRole("menuitem", { name: /^Add a node into the wire/ }).waitFor();
    await keyboard.press("Escape");
  });

  await t.step("the colours of a note are a row, in which left and right move", async () => {
    await pressCanvas(page);
    await keyboard.press("n");
    const focused = page.root.locator(":focus");
    await page.root.getByLabel("Note, in Markdown").and(focused).waitFor();
    await keyboard.press("Escape");
    const note = page.root.locator(".paper-note");
    await page.root.locator(".react-flow__node", { has: note }).and(focused).waitFor();
    await keyboard.press("Shift+F10");
    const colors = menu("Note or group").getByRole("group", { name: "Colour" });
    await colors.waitFor();
    const tops = await colors.getByRole("menuitem").evaluateAll((all) =>
      all.map((one) => one.getBoundingClientRect().top)
    );
    expect([tops.length, new Set(tops).size]).toEqual([6, 1]);
    await keyboard.press("y");
    await keyboard.press("ArrowRight");
    await keyboard.press("ArrowRight");
    await keyboard.press("ArrowLeft");
    await colors.getByRole("menuitem", { name: "blue" }).and(focused).waitFor();
    await keyboard.press("Enter");
    await page.root.locator(".paper-note.paper-blue").waitFor();
    await keyboard.press("ControlOrMeta+z");
    await keyboard.press("ControlOrMeta+z");
    await note.waitFor({ state: "detached" });
  });

  await t.step("the menu key and Shift+F10 open it, arrows and letters move in it", async () => {
    for (const key of ["ContextMenu", "Shift+F10"]) {
      await page.frame("one").focus();
      await keyboard.press(key);
      await menu("Node").getByRole("menuitem").first().and(page.root.locator(":focus")).waitFor();
      await keyboard.press("ArrowDown");
      await menu("Node").getByRole("menuitem").nth(1).and(page.root.locator(":focus")).waitFor();
      await keyboard.press("m");
      await menu("Node").getByRole("menuitem", { name: /^Mute/ }).and(page.root.locator(":focus"))
        .waitFor();
      await keyboard.press("Escape");
      await page.frame("one").and(page.root.locator(":focus")).waitFor();
    }
  });

  await t.step("mute skips a node and what depends on it, and says so", async () => {
    await choose(page, "one");
    await keyboard.press("m");
    await page.node("one").getByText("Muted").waitFor();
    await page.node("v").getByText("Skipped").waitFor();
    const before = canvas.engine.requests.length;
    await keyboard.press("ControlOrMeta+Enter");
    await page.waitForRun("done");
    const sent = canvas.engine.requests.at(before);
    expect(sent?.nodes.map(({ id }) => id)).toEqual(["n"]);
    expect((await page.saved()).nodes[1].data).toMatchObject({ mode: "mute" });
  });

  await t.step("bypass passes the first fitting input on", async () => {
    await choose(page, "one");
    await keyboard.press("b");
    await page.node("one").getByText("Bypassed").waitFor();
    expect(await page.node("v").getByText("Skipped").count()).toBe(0);
    const before = canvas.engine.requests.length;
    await keyboard.press("ControlOrMeta+Enter");
    await page.waitForRun("done");
    const { edges } = canvas.engine.requests.at(before)!;
    expect(edges.map(({ source, target }) => `${source} → ${target}`)).toEqual(["n → v"]);
    await choose(page, "one");
    await keyboard.press("b");
    await page.node("one").getByText("Bypassed").waitFor({ state: "detached" });
  });

  await t.step("a collapsed node keeps its wires at its head", async () => {
    await choose(page, "one");
    await keyboard.press("h");
    await page.root.locator('.node[data-collapsed="true"]').waitFor();
    const head = await page.node("one").boundingBox();
    expect(head!.height).toBeLessThan(45);
    await page.root.waitForFunction(() => {
      const wire = document.querySelector('[data-id="n-one"] path')?.getBoundingClientRect();
      const node = document.querySelector('[data-node-id="one"]')?.getBoundingClientRect();
      return wire && node && Math.abs(wire.right - node.left) < 12 && wire.top < node.bottom;
    });
    await keyboard.press("h");
    await page.field("one", "b").waitFor();
  });

  await t.step(
    "cut and paste put nodes at the pointer; another text is refused in words",
    async () => {
      await load(page, GRAPH);
      await choose(page, "one");
      await keyboard.press("ControlOrMeta+c");
      await pressCanvas(page, { x: 800, y: 600 });
      await keyboard.press("ControlOrMeta+v");
      await page.frame("one_1").waitFor();
      const box = await page.frame("one_1").boundingBox();
      expect(Math.abs(box!.x + box!.width / 2 - 800)).toBeLessThan(30);
      await page.root.evaluate(() => navigator.clipboard.writeText("hello"));
      await pressCanvas(page);
      await keyboard.press("ControlOrMeta+v");
      await page.notice.getByText("a text that is no workflow").waitFor();
      await page.root.evaluate(() => navigator.clipboard.writeText('{"a": 1}'));
      await keyboard.press("ControlOrMeta+v");
      await page.notice.getByText('"nodes" is missing').or(
        page.notice.getByText("nodes is missing"),
      )
        .waitFor();
      expect(await page.nodes.count()).toBe(4);
    },
  );

  await t.step("a menu copies and pastes too, into another tab", async () => {
    await page.node("n").locator(".node-title").click({ button: "right" });
    await menu("Node").getByRole("menuitem", { name: /^Copy/ }).click();
    const text = await page.root.waitForFunction(async () => {
      const copied = await navigator.clipboard.readText();
      return copied.includes('"n"') ? copied : undefined;
    });
    await using other = await canvas.open();
    await other.root.evaluate(
      (copied) => navigator.clipboard.writeText(copied!),
      await text.jsonValue(),
    );
    await other.root.mouse.click(600, 400, { button: "right" });
    await other.root.getByRole("menuitem", { name: /^Paste/ }).click();
    await other.frame("n_1").waitFor();
  });
  expect(page.complaints).toEqual([]);
});
