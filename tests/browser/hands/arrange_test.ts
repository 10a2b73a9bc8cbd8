import { Buffer } from "node:buffer";
import { expect } from "@std/expect";
import { choose, fn, load, number, pressCanvas, view, wire } from "../../helpers/hands_page.ts";
import { add, greet } from "../../helpers/ops.ts";
import { testCanvas } from "../../helpers/test_canvas.ts";

Deno.test("arranging, notes, groups, points and files", async (t) => {
  await using canvas = await testCanvas([add, greet]);
  await using page = await canvas.open({
    nodes: [view("v", 0), fn("one", 40, 300), number("n", 500, 100)],
    edges: [wire("n", "one", "a"), wire("one", "v", "input")],
  });
  const { keyboard, mouse } = page.root;
  const places = async () =>
    Object.fromEntries((await page.saved()).nodes.map(({ id, position }) => [id, position]));

  await t.step("align and tidy move nodes, each as one named step", async () => {
    await pressCanvas(page);
    await keyboard.press("ControlOrMeta+a");
    await page.root.locator(".react-flow__node.selected").nth(2).waitFor();
    await keyboard.press("Shift+A");
    await page.root.getByTitle(/^Undo align 3 nodes/).waitFor();
    expect(Object.values(await places()).map(({ x }) => x)).toEqual([0, 0, 0]);
    await keyboard.press("ControlOrMeta+z");
    await pressCanvas(page);
    await keyboard.press("t");
    await page.root.getByTitle(/^Undo tidy the layout/).waitFor();
    const { n, one, v } = await places();
    expect(n.x < one.x && one.x < v.x).toBe(true);
  });

  await t.step("a box selects what lies in it", async () => {
    await load(page, { nodes: [view("v", 0), view("w", 400)], edges: [] });
    await keyboard.down("Shift");
    await mouse.move(290, 70);
    await mouse.down();
    await mouse.move(700, 300, { steps: 8 });
    await mouse.up();
    await keyboard.up("Shift");
    await page.root.locator('.react-flow__node.selected[data-id="v"]').waitFor();
  });

  await t.step("a group moves what lies in it, and has a title", async () => {
    await load(page, { nodes: [view("v", 100, 100), view("w", 900, 100)], edges: [] });
    await choose(page, "v");
    await keyboard.press("ControlOrMeta+g");
    const title = page.root.getByLabel("Title of the group");
    await title.and(page.root.locator(":focus")).waitFor();
    await keyboard.type("Results");
    const head = page.root.locator(".group-head");
    const box = await head.boundingBox();
    const { group_1: at } = await places();
    await mouse.move(box!.x + box!.width - 20, box!.y + 20);
    await mouse.down();
    await mouse.move(box!.x + box!.width + 80, box!.y + 120, { steps: 6 });
    await mouse.up();
    const moved = await places();
    const by = moved.v.x - 100;
    expect(by).toBeGreaterThan(50);
    expect(moved.group_1).toEqual({ x: at.x + by, y: at.y + by });
    expect(moved.w).toEqual({ x: 900, y: 100 });
    expect((await page.saved()).nodes[2].data).toMatchObject({ label: "Results", color: "blue" });
    // What is within is the canvas: a node in it can be pressed.
    await choose(page, "v");
  });

  await t.step("a note is written in Markdown and shown as such", async () => {
    await pressCanvas(page);
    await keyboard.press("n");
    const field = page.root.getByLabel("Note, in Markdown");
    await field.and(page.root.locator(":focus")).waitFor();
    await keyboard.type("# Plan");
    await keyboard.press("Escape");
    await page.root.locator(".paper-note").getByRole("heading", { name: "Plan" }).waitFor();
    await page.root.locator(".paper-note").dblclick();
    await field.fill("Done");
    await keyboard.press("ControlOrMeta+Enter");
    await page.root.locator(".paper-note").getByText("Done").waitFor();
    // It ended the note, and ran nothing.
    expect(await page.run.locator(".run-phase").count()).toBe(0);
    const before = await page.root.locator(".paper-note").boundingBox();
    await page.root.locator(".paper-note .paper-grip").press("ArrowRight");
    await page.root.waitForFunction(
      (width) => document.querySelector(".paper-note")!.getBoundingClientRect().width > width,
      before!.width,
    );
  });

  await t.step("a wire is led through points, which keys move and remove", async () => {
    await load(page, {
      nodes: [number("n", 0), view("v", 700, 200)],
      edges: [wire("n", "v", "input")],
    });
    const path = await page.root.locator(".react-flow__edge-path").first().boundingBox();
    await mouse.dblclick(path!.x + path!.width / 2, path!.y + path!.height / 2);
    const point = page.root.getByRole("button", { name: /^Point 1 of 1/ });
    await point.waitFor();
    const at = async () => (await page.saved()).edges[0].points;
    const [first] = (await at())!;
    await point.focus();
    await keyboard.press("ArrowDown");
    expect(await at()).toEqual([{ x: first.x, y: first.y + 10 }]);
    const box = await point.boundingBox();
    await page.drag(point, { x: box!.x + 100, y: box!.y + 100 });
    expect((await at())![0].x).toBeGreaterThan(first.x + 80);
    await page.root.getByTitle(/^Undo move a point/).click();
    expect(await at()).toEqual([{ x: first.x, y: first.y + 10 }]);
    await point.focus();
    await keyboard.press("Delete");
    await point.waitFor({ state: "detached" });
    expect(await at()).toBe(undefined);
  });

  await t.step("files that are dropped become Variables, a workflow opens", async () => {
    await load(page, { nodes: [], edges: [] });
    await drop(page.root, [
      { name: "my table.csv", type: "text/csv", text: "name,age\nAda,36\n" },
      { name: "list.json", type: "application/json", text: "[1, 2]" },
      { name: "poem.txt", type: "text/plain", text: "Roses" },
      { name: "dot.png", type: "image/png", text: "\u0089PNG" },
    ]);
    await page.nodes.nth(3).waitFor();
    const data = (await page.saved()).nodes.map((node) => node.data);
    expect(data.slice(0, 3)).toEqual([
      { variableName: "my_table", variableType: "List", variableValue: [{ name: "Ada", age: 36 }] },
      { variableName: "list", variableType: "List", variableValue: [1, 2] },
      { variableName: "poem", variableType: "String", variableValue: "Roses" },
    ]);
    expect(data[3]).toMatchObject({ variableName: "dot", variableType: "Image" });
    await page.root.getByTitle(/^Undo add 4 files/).click();
    await page.nodes.first().waitFor({ state: "detached" });
    await drop(page.root, [{
      name: "flow.json",
      type: "application/json",
      text: JSON.stringify({ version: 1, nodes: [number("opened", 0)], edges: [] }),
    }]);
    await page.frame("opened").waitFor();
    await drop(page.root, [{ name: "app.bin", type: "", text: "\0\0" }]);
    await page.notice.getByText("Cannot take “app.bin”").waitFor();
  });
  expect(page.complaints).toEqual([]);
});

/** Drops files on the canvas. */
async function drop(
  root: import("playwright-core").Page,
  files: { name: string; type: string; text: string }[],
): Promise<void> {
  const packed = files.map((file) => ({
    ...file,
    bytes: [...Buffer.from(file.text, "utf8")],
  }));
  const transfer = await root.evaluateHandle((all) => {
    const data = new DataTransfer();
    for (const { name, type, bytes } of all) {
      data.items.add(new File([new Uint8Array(bytes)], name, { type }));
    }
    return data;
  }, packed);
  await root.locator(".react-flow").dispatchEvent("drop", {
    dataTransfer: transfer,
    clientX: 600,
    clientY: 400,
  });
}
