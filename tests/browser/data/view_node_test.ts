import { expect } from "@std/expect";
import { fn, view, wire } from "../../helpers/hands_page.ts";
import { add } from "../../helpers/ops.ts";
import { completed, script, testCanvas } from "../../helpers/test_canvas.ts";

const ROWS = Array.from({ length: 30 }, (_, i) => ({ city: `c${i}`, n: i }));

Deno.test("views on the canvas", async (t) => {
  await using canvas = await testCanvas([add]);
  await using page = await canvas.open({
    nodes: [fn("one", 0), view("v", 340)],
    edges: [wire("one", "v", "input")],
  });
  const node = page.node("v");
  const grip = node.getByRole("button", { name: /^Resize/ });
  const size = () =>
    node.evaluate((el) => [(el as HTMLElement).offsetWidth, (el as HTMLElement).offsetHeight]);

  await t.step("a list as a tree, a table and a plot", async () => {
    canvas.engine.script = script(...completed("one", ROWS), ...completed("v", ROWS));
    await page.execute();
    await page.waitForRun("done");
    await page.viewed("v").getByText("list of 30").waitFor();
    const shown = node.getByRole("group", { name: "Show as" });
    await shown.getByRole("button", { name: "Table" }).click();
    await node.getByRole("cell", { name: "c3", exact: true }).waitFor();
    await shown.getByRole("button", { name: "Plot" }).click();
    await node.getByRole("img", { name: /n, 30 numbers from 0 to 29/ }).waitFor();
  });

  await t.step("it is made larger by dragging and by keys, as one step, and stays so", async () => {
    const [width, height] = await size();
    const box = await grip.boundingBox();
    await page.drag(grip, { x: box!.x + 9 + 200, y: box!.y + 9 + 60 });
    const [wider, higher] = await size();
    expect(Math.abs(wider - width - 200)).toBeLessThan(6);
    expect(Math.abs(higher - height - 60)).toBeLessThan(6);
    const before = (await page.saved()).nodes[1].data as { width: number; height: number };
    await grip.press("ArrowRight");
    expect((await page.saved()).nodes[1].data).toEqual({ ...before, width: before.width + 20 });
    await page.reload();
    await node.waitFor();
    expect((await size())[0]).toBe(before.width + 20);
    // The view may move between the two presses, to make room for the properties: then they are two of their own.
    for (let tries = 0; tries < 5 && (await size())[0] > before.width; tries++) {
      await page.rested();
      await grip.dblclick();
      await page.rested();
    }
    expect((await page.saved()).nodes[1].data).toEqual({});
  });

  await t.step("a sound is played", async () => {
    const sound =
      "data:audio/wav;base64,UklGRiQAAABXQVZFZm10IBAAAAABAAEAQB8AAEAfAAABAAgAZGF0YQAAAAA=";
    canvas.engine.script = script(...completed("one", sound), ...completed("v", sound));
    await page.execute();
    await page.waitForRun("done");
    await node.locator("audio").waitFor();
  });
  expect(page.complaints).toEqual([]);
});
