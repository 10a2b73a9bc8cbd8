import { expect } from "@std/expect";
import { choose, fn, selected, view, wire } from "../../helpers/hands_page.ts";
import { add } from "../../helpers/ops.ts";
import { testPanels } from "../../helpers/panel_page.ts";

const GRAPH = {
  nodes: [fn("one", 0), view("v", 400)],
  edges: [wire("one", "v", "input")],
};

Deno.test("Ctrl+Enter on a node executes, and leaves it the focus and the selection", async () => {
  await using panels = await testPanels([add]);
  await using page = await panels.open(GRAPH);
  const run = panels.nextRun();
  await choose(page, "v");
  await page.frame("v").focus();
  await page.root.keyboard.down("Control");
  // People hold Ctrl for a while: by now React Flow takes what is pressed for a change of the selection.
  await nextFrames(page.root);
  await page.root.keyboard.press("Enter");
  await page.root.keyboard.up("Control");
  await page.waitForRun("running");
  await nextFrames(page.root);
  await page.frame("v").and(page.root.locator(":focus")).waitFor();
  expect(await selected(page)).toEqual(["v"]);
  // Nor was it taken as with Enter: arrows go on to another node and move nothing.
  const place = await page.frame("v").boundingBox();
  await page.root.keyboard.press("ArrowLeft");
  await page.frame("one").and(page.root.locator(":focus")).waitFor();
  expect(await page.frame("v").boundingBox()).toEqual(place);
  run.push({ status: "done", results: {} });
  await page.waitForRun("done");
  expect(page.complaints).toEqual([]);
});

/** Resolves when the page has painted what was asked of it. */
async function nextFrames(page: { evaluate(task: () => Promise<void>): Promise<void> }) {
  await page.evaluate(async () => {
    for (let frame = 0; frame < 3; frame++) {
      await new Promise((resolve) => requestAnimationFrame(resolve));
    }
  });
}
