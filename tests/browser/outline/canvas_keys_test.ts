import { expect } from "@std/expect";
import { choose, fn, number, view, wire } from "../../helpers/hands_page.ts";
import { line, toLine } from "../../helpers/outline_page.ts";
import { add } from "../../helpers/ops.ts";
import { testCanvas } from "../../helpers/test_canvas.ts";

const GRAPH = {
  nodes: [number("n", 0), fn("one", 340), view("v", 700)],
  edges: [wire("n", "one", "a"), wire("one", "v", "input")],
};

Deno.test("what only a pointer could do on the canvas", async (t) => {
  await using canvas = await testCanvas([add]);
  await using page = await canvas.open(GRAPH);
  const { keyboard } = page.root;
  const viewport = page.root.locator(".react-flow__viewport");
  const place = () =>
    viewport.evaluate((element) =>
      (element as HTMLElement).style.transform.match(/-?[\d.]+/g)?.map(Number).slice(0, 2) ?? []
    );
  const isAt = (x: number, y: number) =>
    page.root.locator(`.react-flow__viewport[style*="translate(${x}px, ${y}px)"]`).waitFor({
      state: "attached",
    });

  await t.step("Shift and arrows move the view, and no node", async () => {
    await choose(page, "one");
    const [x, y] = await place();
    await keyboard.press("Shift+ArrowLeft");
    await keyboard.press("Shift+ArrowUp");
    await isAt(x + 80, y + 80);
    await keyboard.press("Shift+ArrowRight");
    await keyboard.press("Shift+ArrowDown");
    await isAt(x, y);
    expect((await page.saved()).nodes.map(({ position }) => position.x)).toEqual([0, 340, 700]);
  });

  await t.step(
    "a group is made of lines that are selected together, and is their heading",
    async () => {
      await keyboard.press("o");
      await toLine(page, "n");
      await keyboard.press("Shift+ArrowDown");
      await page.root.locator('.outline-title[aria-current="true"]').nth(1).waitFor();
      await keyboard.press("ControlOrMeta+g");
      const title = line(page, "group_1").getByLabel("Title");
      await title.and(page.root.locator(":focus")).waitFor();
      await keyboard.type("Sums");
      await page.root.getByRole("heading", { name: /^Sums group, 2 nodes/ }).waitFor();
      expect(
        await page.root.locator(".outline-node").evaluateAll((all) =>
          all.map((node) => (node as HTMLElement).dataset.id)
        ),
      ).toEqual(["group_1", "n", "one", "v"]);
      await keyboard.press("Escape");
      await line(page, "group_1").getByRole("button", { name: "Ungroup" }).press("Enter");
      await line(page, "group_1").waitFor({ state: "detached" });
    },
  );

  await t.step("a note is written in the list", async () => {
    await toLine(page, "v");
    await keyboard.press("n");
    const text = line(page, "note_1").getByLabel("Text, in Markdown");
    await text.and(page.root.locator(":focus")).waitFor();
    await text.fill("# Why\n\nBecause.");
    await page.root.getByRole("heading", { name: "Why note" }).waitFor();
  });
  expect(page.complaints).toEqual([]);
});
