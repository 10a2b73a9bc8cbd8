import { expect } from "@std/expect";
import axe from "axe-core";
import type { EditorPage } from "../../helpers/editor_page.ts";
import { choose, fn, view, wire } from "../../helpers/hands_page.ts";
import { add } from "../../helpers/ops.ts";
import { testPanels } from "../../helpers/panel_page.ts";
import { completed, script } from "../../helpers/test_canvas.ts";

const GRAPH = {
  nodes: [fn("one", 0), view("v", 340, 0, { width: 380, height: 300 })],
  edges: [wire("one", "v", "input")],
};
const ROWS = Array.from({ length: 9 }, (_, i) => ({ city: `c${i}`, n: i, more: [i] }));

/** What axe finds against WCAG 2.2 A and AA in the panel. */
async function violations(page: EditorPage): Promise<string[]> {
  await page.root.evaluate(axe.source);
  return await page.root.evaluate(async () => {
    const { axe } = globalThis as unknown as { axe: typeof import("axe-core") };
    const { violations } = await axe.run(document.querySelector("#data") ?? document, {
      runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"],
    });
    return violations.flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${id}: ${target} ${failureSummary}`)
    );
  });
}

for (const colorScheme of ["light", "dark"] as const) {
  Deno.test(`the data panel has no violations in ${colorScheme}`, async () => {
    await using panels = await testPanels([add]);
    await using page = await panels.open(GRAPH, { colorScheme, width: 1024, height: 700 });
    const panel = page.root.locator("#data");
    const press = (name: string) => panel.getByRole("button", { name, exact: true }).click();
    for (const rows of [ROWS.slice(2), ROWS]) {
      panels.engine.script = script(...completed("one", rows), ...completed("v", rows));
      await page.execute();
      await page.waitForRun("done");
    }
    await choose(page, "one");
    await page.root.keyboard.press("d");
    await panel.getByRole("cell").first().waitFor();
    await panel.getByRole("button", { name: "n", exact: true }).click();
    expect(await violations(page)).toEqual([]);
    for (const view of ["Tree", "Plot", "JSON", "Changes"]) {
      await press(view);
      if (view === "Changes") await panel.getByText(/^Since run 1/).waitFor();
      expect(await violations(page)).toEqual([]);
    }
    await press("Pin the output");
    await panel.locator(".data-pinned").waitFor();
    expect(await violations(page)).toEqual([]);
    await press("Change the output");
    expect(await violations(page)).toEqual([]);
    await press("Cancel");
    await press("Runs");
    await panel.getByLabel("Compare run 2 with").selectOption("1");
    await panel.getByRole("button", { name: /^one another output/ }).click();
    await panel.getByText(/^Since run 1/).waitFor();
    expect(await violations(page)).toEqual([]);
  });
}
