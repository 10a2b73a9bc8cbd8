import { expect } from "@std/expect";
import { edgeTexts } from "../../helpers/canvas_page.ts";
import {
  BARE,
  fn,
  load,
  marked,
  number,
  picker,
  pressCanvas,
  view,
  wire,
} from "../../helpers/hands_page.ts";
import { add, greet, total } from "../../helpers/ops.ts";
import { testCanvas } from "../../helpers/test_canvas.ts";

const OPS = [{ ...add, docstring: "Adds." }, { ...greet, docstring: "Says hello." }, total];

Deno.test("search to add", async (t) => {
  await using canvas = await testCanvas(OPS);
  await using page = await canvas.open();
  const { keyboard, mouse } = page.root;
  const waitFor = async (title: string) =>
    await marked(page).filter({ hasText: new RegExp(`^${title}`) }).waitFor();

  await t.step(
    "Space, Tab and a double click open it at the pointer; Escape closes it",
    async () => {
      await pressCanvas(page);
      for (const key of ["Space", "Tab"]) {
        await keyboard.press(key);
        await picker(page).getByRole("combobox").and(page.root.locator(":focus")).waitFor();
        const box = await picker(page).boundingBox();
        expect(Math.abs((box?.x ?? 0) - BARE.x)).toBeLessThan(3);
        await keyboard.press("Escape");
        await picker(page).waitFor({ state: "detached" });
        await page.root.locator(".canvas:focus").waitFor();
      }
      await mouse.dblclick(500, 300);
      await picker(page).waitFor();
      await keyboard.press("Escape");
    },
  );

  await t.step("Tab in it goes on to what comes behind, so that nobody is caught", async () => {
    await pressCanvas(page);
    await keyboard.press("Tab");
    await picker(page).waitFor();
    await keyboard.press("Tab");
    await picker(page).waitFor({ state: "detached" });
    const focused = await page.root.evaluate(() => document.activeElement?.className);
    expect(focused).not.toBe("canvas");
  });

  await t.step("finds by docstring, adds at the pointer, and the node has the focus", async () => {
    await mouse.dblclick(600, 300);
    await keyboard.type("hello");
    await waitFor("greet");
    await picker(page).getByText("Says hello.").waitFor();
    await keyboard.press("Enter");
    await page.frame("greet_1").and(page.root.locator(":focus")).waitFor();
    const box = await page.frame("greet_1").boundingBox();
    expect(Math.abs((box?.x ?? 0) + 110 - 600)).toBeLessThan(3);
    // A double click on a node is none on the canvas.
    await page.node("greet_1").locator(".node-title").dblclick();
    expect(await picker(page).count()).toBe(0);
    await keyboard.press("Space");
    await keyboard.type("nothing is so");
    await picker(page).getByText("Nothing is called so").waitFor();
    await keyboard.press("Escape");
  });

  await t.step("a dropped wire has what fits first, and is connected, as one step", async () => {
    await load(page, { nodes: [number("n", 0)], edges: [] });
    await page.drag(page.handle({ node: "n", handle: "output" }), { x: 760, y: 500 });
    await picker(page).getByText("Fits", { exact: true }).waitFor();
    expect(await picker(page).getByRole("option").last().innerText()).toContain("total");
    await keyboard.type("add");
    await waitFor("add");
    await keyboard.press("Enter");
    await page.edges.first().waitFor();
    expect(edgeTexts(await page.saved())).toEqual(["n.output → add_1.a"]);
    await page.root.getByRole("button", { name: "Undo" }).click();
    await page.frame("add_1").waitFor({ state: "detached" });
    expect(await page.nodeIds()).toEqual(["n"]);
  });

  await t.step("a wire from an input makes a Variable of its type", async () => {
    await load(page, { nodes: [fn("sum", 500, 100, "total")], edges: [] });
    await page.drag(page.handle({ node: "sum", handle: "numbers" }), { x: 420, y: 600 });
    await keyboard.type("variable");
    await waitFor("Variable");
    await keyboard.press("Enter");
    await page.edges.first().waitFor();
    const saved = await page.saved();
    expect(edgeTexts(saved)).toEqual(["variable_1.output → sum.numbers"]);
    expect(saved.nodes[1].data).toMatchObject({ variableType: "List", variableValue: [] });
  });

  await t.step("a wire that is dropped on a node takes its first input that fits", async () => {
    await load(page, { nodes: [number("n", 0), fn("sum", 400)], edges: [] });
    const output = page.handle({ node: "n", handle: "output" });
    await page.drag(output, page.node("sum").locator(".node-title"));
    await page.edges.first().waitFor();
    expect(edgeTexts(await page.saved())).toEqual(["n.output → sum.a"]);
  });

  await t.step(
    "a node that is dropped on a wire goes into it, as one step with its move",
    async () => {
      await load(page, {
        nodes: [number("n", 0), view("v", 700), fn("sum", 300, 400)],
        edges: [wire("n", "v", "input")],
      });
      const title = page.node("sum").locator(".node-title");
      const box = await title.boundingBox();
      const at = await page.root.locator(".react-flow__edge-path").first().boundingBox();
      await mouse.move(box!.x + 60, box!.y + 8);
      await mouse.down();
      await mouse.move(at!.x + at!.width / 2, at!.y + at!.height / 2 + 60, { steps: 6 });
      await mouse.move(at!.x + at!.width / 2, at!.y + at!.height / 2, { steps: 6 });
      await page.root.locator('.react-flow__edge[data-drop="true"]').waitFor();
      await mouse.up();
      await page.edges.nth(1).waitFor();
      expect(edgeTexts(await page.saved())).toEqual(["n.output → sum.a", "sum.output → v.input"]);
      await page.root.getByTitle(/^Undo put add into the wire/).click();
      await page.edges.nth(1).waitFor({ state: "detached" });
      expect((await page.saved()).nodes[2].position).toEqual({ x: 300, y: 400 });
    },
  );

  await t.step("an op that is dragged from the library onto a wire goes into it", async () => {
    await load(page, {
      nodes: [number("n", 0), view("v", 700)],
      edges: [wire("n", "v", "input")],
    });
    const at = await page.root.locator(".react-flow__edge-path").first().boundingBox();
    await page.drop("add", at!.x + at!.width / 2, at!.y + at!.height / 2);
    await page.edges.nth(1).waitFor();
    expect(edgeTexts(await page.saved())).toEqual(["n.output → add_1.a", "add_1.output → v.input"]);
    await page.root.getByRole("button", { name: "Undo" }).click();
    await page.frame("add_1").waitFor({ state: "detached" });
    expect(edgeTexts(await page.saved())).toEqual(["n.output → v.input"]);
  });

  await t.step("the wire that a dragged op would go into is marked, others are not", async () => {
    const marks = page.root.locator('.react-flow__edge[data-drop="true"]');
    const at = await page.root.locator(".react-flow__edge-path").first().boundingBox();
    for (const [name, fits] of [["add", true], ["View", false]] as const) {
      const item = await page.libraryItem(name).boundingBox();
      await mouse.move(item!.x + 40, item!.y + 10);
      await mouse.down();
      await mouse.move(at!.x + at!.width / 2, at!.y + at!.height / 2 + 90, { steps: 4 });
      expect(await marks.count()).toBe(0);
      await mouse.move(at!.x + at!.width / 2, at!.y + at!.height / 2, { steps: 4 });
      // Coming onto a wire, and then being over it.
      await mouse.move(at!.x + at!.width / 2 + 1, at!.y + at!.height / 2);
      if (fits) await marks.waitFor();
      expect(await marks.count()).toBe(fits ? 1 : 0);
      // Away from it, so that nothing goes into it.
      await mouse.move(at!.x + at!.width / 2, at!.y + at!.height / 2 + 300, { steps: 4 });
      await marks.waitFor({ state: "detached" });
      await mouse.up();
    }
    expect(edgeTexts(await page.saved())).toEqual(["n.output → v.input"]);
  });

  await t.step("Ctrl+Delete closes the gap that a node leaves", async () => {
    await load(page, {
      nodes: [number("n", 0), fn("sum", 300), view("v", 650)],
      edges: [wire("n", "sum", "b"), wire("sum", "v", "input")],
    });
    await page.frame("sum").focus();
    await keyboard.press("Enter");
    await page.root.locator(".react-flow__node.selected").waitFor();
    await keyboard.press("ControlOrMeta+Delete");
    await page.frame("sum").waitFor({ state: "detached" });
    expect(edgeTexts(await page.saved())).toEqual(["n.output → v.input"]);
  });
  expect(page.complaints).toEqual([]);
});
