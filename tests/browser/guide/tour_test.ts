import { expect } from "@std/expect";
import type { Locator, Page } from "playwright-core";
import { TOUR_KEY } from "@/client/guide/tour.ts";
import { launchBrowser } from "../../helpers/browser.ts";
import { EditorPage } from "../../helpers/editor_page.ts";
import { type Look, workflowOf } from "../../helpers/journey.ts";
import { add } from "../../helpers/ops.ts";
import { type PanelTest, testPanels } from "../../helpers/panel_page.ts";
import { violations } from "./axe.ts";

function tour(page: EditorPage): Locator {
  return page.root.locator(".tour");
}

/** Resolves when the tour is at a step, and points at what it is about. */
async function waitForStep(page: EditorPage, title: string): Promise<void> {
  await page.root.getByRole("dialog", { name: title }).waitFor();
}

async function takeTour(page: EditorPage): Promise<void> {
  await page.root.keyboard.press("ControlOrMeta+k");
  await page.root.keyboard.type("take the tour");
  await page.root.keyboard.press("Enter");
  await waitForStep(page, "Add nodes");
}

/** Whether all of the bubble is on the page. */
async function isOnPage(page: EditorPage): Promise<boolean> {
  const box = await tour(page).boundingBox();
  const size = page.root.viewportSize();
  if (!box || !size) return false;
  return box.x >= 0 && box.y >= 0 && box.x + box.width <= size.width &&
    box.y + box.height <= size.height;
}

async function focused(page: Page): Promise<string> {
  return await page.evaluate(() => document.activeElement?.textContent ?? "");
}

/** A page in a browser that has never been here. */
async function firstVisit(panels: PanelTest, look: Look = {}) {
  const { width = 1440, height = 900, colorScheme = "light" } = look;
  await using ending = new AsyncDisposableStack();
  const browser = ending.use(await launchBrowser({ firstVisit: true }));
  const context = await browser.newContext({ viewport: { width, height }, colorScheme });
  const page = new EditorPage(await context.newPage());
  await page.root.goto(panels.server.url);
  const kept = ending.move();
  return { page, [Symbol.asyncDispose]: () => kept.disposeAsync() };
}

Deno.test("who comes for the first time is shown around, once", async (t) => {
  await using panels = await testPanels([add]);
  await using visit = await firstVisit(panels);
  const { page } = visit;

  await t.step("three steps, by the keyboard alone", async () => {
    await waitForStep(page, "Add nodes");
    expect(await focused(page.root)).toBe("Next");
    await page.root.keyboard.press("Enter");
    await waitForStep(page, "Connect them");
    await page.root.keyboard.press("Shift+Tab");
    expect(await focused(page.root)).toBe("Back");
    await page.root.keyboard.press("Enter");
    await waitForStep(page, "Add nodes");
    await page.root.getByRole("button", { name: "Next" }).click();
    await page.root.getByRole("button", { name: "Next" }).click();
    await waitForStep(page, "Execute");
  });

  await t.step("it is done, and does not come again", async () => {
    await page.root.getByRole("button", { name: "Done" }).click();
    await tour(page).waitFor({ state: "detached" });
    await page.root.locator(".canvas:focus").waitFor();
    await page.reload();
    await page.root.getByText("Build a workflow").waitFor();
    expect(await tour(page).count()).toBe(0);
  });

  await t.step("it can be taken again, and gives the focus back", async () => {
    const find = page.root.getByRole("button", { name: "Find" });
    await find.focus();
    await page.root.keyboard.press("Enter");
    await page.root.keyboard.type("take the tour");
    await page.root.keyboard.press("Enter");
    await waitForStep(page, "Add nodes");
    await page.root.keyboard.press("Escape");
    await tour(page).waitFor({ state: "detached" });
    expect(await focused(page.root)).toBe("Find");
  });
  expect(page.complaints).toEqual([]);
});

Deno.test("the tour is skipped at once, and does not come again", async (t) => {
  for (const how of ["Escape", "button"]) {
    await t.step(`by ${how}`, async () => {
      await using panels = await testPanels([add]);
      await using visit = await firstVisit(panels);
      const { page } = visit;
      await waitForStep(page, "Add nodes");
      if (how === "Escape") await page.root.keyboard.press("Escape");
      else await page.root.getByRole("button", { name: "Skip the tour" }).click();
      await tour(page).waitFor({ state: "detached" });
      await page.reload();
      await page.root.getByText("Build a workflow").waitFor();
      expect(await tour(page).count()).toBe(0);
    });
  }
});

Deno.test("the tour points at what it is about", async (t) => {
  await using panels = await testPanels([add]);
  await using page = await panels.open(workflowOf({ n1: ["add"] }));
  const spot = page.root.locator(".tour-spot");

  /** Resolves when the frame is around the element. */
  async function waitForSpot(selector: string): Promise<void> {
    await page.root.waitForFunction((selector) => {
      const [frame, target] = [".tour-spot", selector].map((one) =>
        document.querySelector(one)?.getBoundingClientRect()
      );
      return frame && target && Math.abs(frame.left - target.left) < 1 &&
        Math.abs(frame.right - target.right) < 1 && Math.abs(frame.top - target.top) < 1;
    }, selector);
  }
  await takeTour(page);

  await t.step("the library, which may be used meanwhile", async () => {
    await waitForSpot("#library");
    await page.libraryItem("add").click();
    await page.nodes.nth(1).waitFor();
    expect(await tour(page).isVisible()).toBe(true);
  });

  await t.step("the button that opens the library where that is folded", async () => {
    await page.root.getByRole("button", { name: "Fold the library" }).click();
    await waitForSpot('[aria-controls="library"]');
    expect(await isOnPage(page)).toBe(true);
  });

  await t.step("Execute, also when the window becomes narrower", async () => {
    await page.root.getByRole("button", { name: "Next" }).click();
    await waitForSpot(".canvas");
    await page.root.getByRole("button", { name: "Next" }).click();
    await waitForSpot(".execute-button");
    await page.root.setViewportSize({ width: 1024, height: 700 });
    await waitForSpot(".execute-button");
    expect(await isOnPage(page)).toBe(true);
  });

  await t.step("its end leads to the templates", async () => {
    await tour(page).getByRole("button", { name: "Browse templates" }).click();
    await page.root.getByRole("dialog", { name: "Templates" }).waitFor();
    expect(await spot.count()).toBe(0);
  });
  expect(page.complaints).toEqual([]);
});

Deno.test("who comes with a graph, and empties the canvas, is not shown around", async () => {
  await using panels = await testPanels([add]);
  await using visit = await firstVisit(panels);
  const { page } = visit;
  await waitForStep(page, "Add nodes");
  await page.root.keyboard.press("Escape");
  await page.libraryItem("add").click();
  await page.nodes.first().waitFor();
  await page.saved();
  await page.root.evaluate((key) => localStorage.removeItem(key), TOUR_KEY);
  await page.reload();
  await page.nodes.first().waitFor();
  await page.nodes.first().locator(".node-title").click();
  await page.root.keyboard.press("ControlOrMeta+a");
  await page.root.keyboard.press("Delete");
  await page.root.getByText("Build a workflow").waitFor();
  expect(await tour(page).count()).toBe(0);
  expect(await page.root.evaluate((key) => localStorage.getItem(key), TOUR_KEY)).toBe("seen");
});

Deno.test("the tour leaves who writes alone", async () => {
  await using panels = await testPanels([add]);
  await using visit = await firstVisit(panels);
  const { page } = visit;
  await waitForStep(page, "Add nodes");
  const search = page.root.getByRole("searchbox", { name: "Search the library" });
  await search.fill("ad");
  await search.press("Escape");
  expect(await search.inputValue()).toBe("");
  expect(await tour(page).isVisible()).toBe(true);
});

for (const colorScheme of ["light", "dark"] as const) {
  Deno.test(`the tour has no violations in ${colorScheme}, and fits a phone`, async () => {
    await using panels = await testPanels([add]);
    await using page = await panels.open(undefined, { colorScheme });
    await page.root.getByText("Build a workflow").waitFor();
    expect(await violations(page)).toEqual([]);
    await takeTour(page);
    for (const [width, height] of [[1440, 900], [360, 740]]) {
      await page.root.setViewportSize({ width, height });
      await page.root.getByRole("button", { name: "Next" }).waitFor();
      expect(await isOnPage(page)).toBe(true);
      expect(await violations(page)).toEqual([]);
    }
    for (const title of ["Connect them", "Execute"]) {
      await page.root.getByRole("button", { name: "Next" }).click();
      await waitForStep(page, title);
      expect(await isOnPage(page)).toBe(true);
    }
    expect(await violations(page)).toEqual([]);
  });
}
