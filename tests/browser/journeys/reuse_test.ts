import { expect } from "@std/expect";
import axe from "axe-core";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import type { EditorPage } from "../../helpers/editor_page.ts";
import { type Journeys, startJourneys, workflowOf } from "../../helpers/journey.ts";

const GRAPH = workflowOf(
  { x: 2, sum: ["add", { b: 2 }], root: ["sqrt"], seen: "view", alone: ["add", { a: 1, b: 1 }] },
  ["x -> sum.a", "sum -> root.a", "root -> seen"],
  { alone: [1, 1] },
);

function reuseSwitch(page: EditorPage) {
  return page.root.getByRole("switch", { name: "Reuse results" });
}

/** Waits until nodes say this of the next run. */
async function waitForWords(page: EditorPage, words: Record<string, string>): Promise<void> {
  for (const [id, word] of Object.entries(words)) {
    await page.node(id).locator(".node-prediction", { hasText: word }).waitFor();
  }
}

describe("reused results", () => {
  let journeys: Journeys;
  beforeAll(async () => {
    journeys = await startJourneys("basic");
  });
  afterAll(async () => await journeys?.[Symbol.asyncDispose]());

  it("are asked for with the switch, and nodes say what would run", async () => {
    await using page = await journeys.open(GRAPH);
    const words = page.root.locator(".node-prediction");
    expect(await reuseSwitch(page).getAttribute("aria-checked")).toBe("false");
    const place = await page.node("sum").boundingBox();
    await reuseSwitch(page).click();
    await waitForWords(page, { sum: "will run", root: "stale", seen: "stale" });
    // Variables run nothing, and nothing moves for a word.
    expect(await words.count()).toBe(4);
    expect(await page.node("sum").boundingBox()).toEqual(place);

    await page.execute();
    await page.waitForRun("done");
    await waitForWords(page, { sum: "up to date", root: "up to date", seen: "up to date" });
    await page.execute();
    await page.waitForRun("done");
    for (const id of ["x", "sum", "root", "seen", "alone"]) {
      await page.card(id).locator(".run-card-time", { hasText: "reused" }).waitFor();
    }

    await page.setField("sum", "b", "7");
    await waitForWords(page, { sum: "will run", root: "stale", alone: "up to date" });
    await page.execute();
    await page.waitForRun("done");
    await page.card("x").getByText("reused").waitFor();
    expect(await page.card("sum").getByText("reused").count()).toBe(0);
    await page.viewed("seen").getByText("3", { exact: true }).waitFor();

    await reuseSwitch(page).click();
    await words.first().waitFor({ state: "detached" });
    expect(page.complaints).toEqual([]);
  });

  it("are switched by keyboard, and the browser remembers", async () => {
    await using page = await journeys.open(GRAPH);
    await reuseSwitch(page).focus();
    await page.root.keyboard.press("Space");
    await page.root.getByRole("switch", { name: "Reuse results", checked: true }).waitFor();
    await page.root.reload();
    await page.root.getByRole("switch", { name: "Reuse results", checked: true }).waitFor();
    await page.root.keyboard.press("ControlOrMeta+Shift+Enter");
    await page.root.getByRole("switch", { name: "Reuse results", checked: false }).waitFor();
    expect(page.complaints).toEqual([]);
  });

  for (const colorScheme of ["light", "dark"] as const) {
    it(`can be read in ${colorScheme} colours`, async () => {
      await using page = await journeys.open(GRAPH, { colorScheme });
      await reuseSwitch(page).click();
      await page.execute();
      await page.waitForRun("done");
      await page.setField("sum", "b", colorScheme === "light" ? "11" : "12");
      await waitForWords(page, { sum: "will run", root: "stale", alone: "up to date" });
      await page.root.evaluate(axe.source);
      const found = await page.root.evaluate(async () => {
        const { axe } = globalThis as unknown as { axe: typeof import("axe-core") };
        const parts = [[".toolbar"], [".node-prediction"], [".run-card-time"]];
        const { violations } = await axe.run({ include: parts }, {
          runOnly: ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"],
        });
        return violations.map(({ id, nodes }) => [id, nodes.map((it) => it.failureSummary)]);
      });
      expect(found).toEqual([]);
    });
  }
});
