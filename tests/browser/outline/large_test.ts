import { expect } from "@std/expect";
import type { WorkflowNode } from "@/engine/core/workflow.ts";
import { fn, number, wire } from "../../helpers/hands_page.ts";
import { startJourneys } from "../../helpers/journey.ts";
import { focusedLine, line, outline, title } from "../../helpers/outline_page.ts";

const COUNT = 5000;

/** A chain of additions, in rows of a hundred. */
function chain() {
  const nodes: WorkflowNode[] = Array.from({ length: COUNT }, (_, index) => {
    const [x, y] = [index % 100 * 320, Math.floor(index / 100) * 260];
    return index === 0 ? number("n0", x, y) : fn(`n${index}`, x, y);
  });
  const edges = nodes.slice(1).map(({ id }, index) => wire(nodes[index].id, id, "a"));
  return { nodes, edges };
}

Deno.test("the outline of 5,000 nodes", async (t) => {
  await using journeys = await startJourneys("basic");
  await using page = await journeys.open();
  const { keyboard } = page.root;
  await page.openFile("large.json", JSON.stringify({ version: 1, ...chain() }));
  await page.nodes.first().waitFor();

  await t.step("has only the lines in view on the page, and says how many there are", async () => {
    await page.root.getByRole("button", { name: "Show the outline" }).click();
    await outline(page).getByText("5000 nodes").waitFor();
    await title(page, "n0").waitFor();
    const items = outline(page).getByRole("listitem");
    expect(await items.count()).toBeLessThan(100);
    expect(await items.first().getAttribute("aria-setsize")).toBe("5000");
  });

  await t.step("End and Home lead to both ends", async () => {
    await title(page, "n0").focus();
    await keyboard.press("End");
    await focusedLine(page, `n${COUNT - 1}`);
    const last = outline(page).getByRole("listitem").filter({ has: title(page, `n${COUNT - 1}`) });
    expect(await last.getAttribute("aria-posinset")).toBe("5000");
    await keyboard.press("Home");
    await focusedLine(page, "n0");
  });

  await t.step("a node is found by the palette, far away, and its source by its link", async () => {
    await keyboard.press("ControlOrMeta+k");
    await keyboard.type("n2500");
    await page.root.locator('[role="option"][aria-selected="true"]').filter({ hasText: "n2500" })
      .waitFor();
    await keyboard.press("Enter");
    await focusedLine(page, "n2500");
    await line(page, "n2500").getByRole("link", { name: /^a comes from/ }).press("Enter");
    await focusedLine(page, "n2499");
  });

  await t.step("the line with the focus stays on the page while the list is scrolled", async () => {
    await outline(page).locator(".outline-list").evaluate((list) => list.scrollTop = 0);
    await title(page, "n0").waitFor();
    expect(await title(page, "n2499").evaluate((element) => element === document.activeElement))
      .toBe(true);
  });

  await t.step("one is removed and comes back", async () => {
    await keyboard.press("Delete");
    await outline(page).getByText("4999 nodes").waitFor();
    await keyboard.press("ControlOrMeta+z");
    await outline(page).getByText("5000 nodes").waitFor();
  });
  expect(page.complaints).toEqual([]);
});
