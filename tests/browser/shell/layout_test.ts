import { expect } from "@std/expect";
import type { Locator, Page } from "playwright-core";
import { workflowOf } from "../../helpers/journey.ts";
import { add, greet } from "../../helpers/ops.ts";
import { type PanelTest, testPanels } from "../../helpers/panel_page.ts";

const GRAPH = workflowOf({ n1: ["add"], n2: ["greet"] }, []);
const WINDOWS = [[1024, 700], [1280, 720], [1400, 900], [1920, 1080]] as const;
/** What the canvas has at least with every panel open, in pixels. */
const LEAST_CANVAS = { width: 340, height: 150 };

interface Box {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

/** Where the areas of the page are. */
async function areas(page: Page): Promise<Record<"library" | "canvas" | "dock" | "data", Box>> {
  return await page.evaluate(() => {
    const box = (selector: string) => {
      const { left, top, right, bottom } = document.querySelector(selector)!
        .getBoundingClientRect();
      return { left, top, right, bottom };
    };
    return {
      library: box("#library"),
      canvas: box(".editor-canvas"),
      dock: box(".dock"),
      data: box("#data"),
    };
  });
}

function overlap(a: Box, b: Box): boolean {
  const slack = 0.5;
  return a.left < b.right - slack && b.left < a.right - slack && a.top < b.bottom - slack &&
    b.top < a.bottom - slack;
}

/** Buttons of the toolbar that are cut, or lie over another. */
async function misplacedButtons(page: Page): Promise<string[]> {
  return await page.evaluate(() => {
    const buttons = [...document.querySelectorAll<HTMLElement>(".toolbar button")]
      .filter((button) => button.checkVisibility());
    const boxes = buttons.map((button) => button.getBoundingClientRect());
    const bar = document.querySelector(".toolbar")!.getBoundingClientRect();
    return buttons.filter((button, at) => {
      const box = boxes[at];
      const isCut = box.left < bar.left || box.right > bar.right || box.top < bar.top ||
        box.bottom > bar.bottom || button.scrollWidth > button.clientWidth;
      return isCut ||
        boxes.some((other, index) =>
          index !== at && box.left < other.right && other.left < box.right
        );
    }).map((button) => button.outerHTML.slice(0, 100));
  });
}

function edge(page: Page, name: string): Locator {
  return page.getByRole("separator", { name });
}

async function width(page: Page, selector: string): Promise<number> {
  return await page.locator(selector).evaluate((one) => one.getBoundingClientRect().width);
}

/** A page on which every panel is open, and a node is selected. */
async function openAll(panels: PanelTest, [wide, high]: readonly [number, number]) {
  const page = await panels.open(GRAPH, { width: wide, height: high });
  await page.ready();
  await page.root.getByRole("button", { name: "Show the data" }).click();
  await page.node("n1").locator(".node-title").click();
  await page.root.getByRole("region", { name: "Properties" }).waitFor();
  await page.root.getByRole("button", { name: "Show the run" }).click();
  await page.root.locator("#data .data-header").waitFor();
  await edge(page.root, "Width of the run").waitFor();
  return page;
}

Deno.test("the layout", async (t) => {
  await using panels = await testPanels([add, greet]);

  for (const size of WINDOWS) {
    await t.step(`has room for every panel at ${size.join("×")}`, async () => {
      await using page = await openAll(panels, size);
      const all = await areas(page.root);
      const boxes = Object.entries(all);
      const over = boxes.flatMap(([a, one], at) =>
        boxes.slice(at + 1).filter(([, other]) => overlap(one, other)).map(([b]) => `${a} ${b}`)
      );
      expect(over).toEqual([]);
      for (const [, box] of boxes) {
        expect(box.left).toBeGreaterThanOrEqual(0);
        expect(box.right).toBeLessThanOrEqual(size[0] + 0.5);
        expect(box.bottom).toBeLessThanOrEqual(size[1] + 0.5);
      }
      const { canvas } = all;
      expect(canvas.right - canvas.left).toBeGreaterThanOrEqual(LEAST_CANVAS.width);
      expect(canvas.bottom - canvas.top).toBeGreaterThanOrEqual(LEAST_CANVAS.height);
      expect(await misplacedButtons(page.root)).toEqual([]);
    });
  }

  await t.step("is changed by dragging, and stays so when the page is loaded again", async () => {
    await using page = await openAll(panels, [1400, 900]);
    const drag = async (name: string, x: number, y: number) => {
      const box = (await edge(page.root, name).boundingBox())!;
      const from = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
      await page.root.mouse.move(from.x, from.y);
      await page.root.mouse.down();
      await page.root.mouse.move(from.x + x, from.y + y, { steps: 4 });
      await page.root.mouse.up();
    };
    await drag("Width of the library", 60, 0);
    await drag("Width of the run", -50, 0);
    await drag("Height of the data", 0, -40);
    await drag("Height of the properties", 0, 30);
    const before = await areas(page.root);
    expect(before.library.right).toBe(320);
    expect(before.dock.right - before.dock.left).toBe(450);
    expect(before.data.bottom - before.data.top).toBe(340);
    await page.root.reload();
    await page.root.locator("#data").waitFor();
    expect(await areas(page.root)).toEqual(before);
  });

  await t.step("loads as it was left, and nothing moves", async () => {
    await using page = await openAll(panels, [1400, 900]);
    await edge(page.root, "Width of the library").press("End");
    await edge(page.root, "Height of the data").press("Home");
    await page.root.addInitScript(() => {
      const shifts: string[] = [];
      Object.assign(globalThis, { shifts });
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) {
          const { value, sources = [] } = entry as PerformanceEntry & {
            value: number;
            sources?: { node?: Node }[];
          };
          // Nodes get their rows with the catalog, which comes after the page; and what is said in a button may change.
          const moved = sources.map(({ node }) => node)
            .filter((node) => node instanceof Element)
            .filter((node) => !node.closest(".react-flow__node, button > *"));
          if (moved.length === 0 && sources.length > 0) continue;
          shifts.push(`${value} ${moved.map(({ className }) => className).join(", ")}`);
        }
      }).observe({ type: "layout-shift", buffered: true });
    });
    await page.root.reload();
    await page.ready();
    await page.nodes.nth(1).waitFor();
    await page.root.locator("#data .data-header").waitFor();
    await edge(page.root, "Width of the library").waitFor();
    // What moves is told with the frame after.
    const shifts = await page.root.evaluate(() =>
      new Promise<string[]>((done) =>
        requestAnimationFrame(() =>
          requestAnimationFrame(() => done((globalThis as unknown as { shifts: string[] }).shifts))
        )
      )
    );
    expect(shifts).toEqual([]);
  });

  await t.step("is changed by keys, within what the window has room for", async () => {
    await using page = await openAll(panels, [1400, 900]);
    const check = async (name: string, selector: string, larger: string, smaller: string) => {
      const one = edge(page.root, name);
      const now = () => width(page.root, selector);
      const told = async (what: string) => Number(await one.getAttribute(`aria-value${what}`));
      const usual = await now();
      await one.focus();
      await page.root.keyboard.press(larger);
      expect(await now()).toBe(usual + 24);
      await page.root.keyboard.press(smaller);
      await page.root.keyboard.press(smaller);
      expect(await now()).toBe(usual - 24);
      await page.root.keyboard.press("Home");
      expect(await now()).toBe(await told("min"));
      await page.root.keyboard.press("End");
      expect(Math.round(await now())).toBe(await told("max"));
      await page.root.waitForFunction(
        ([name, size]) =>
          document.querySelector(`[aria-label="${name}"]`)?.getAttribute("aria-valuenow") === size,
        [name, String(Math.round(await now()))],
      );
      await one.dblclick();
      expect(await now()).toBe(usual);
    };
    await check("Width of the library", "#library", "ArrowRight", "ArrowLeft");
    await check("Width of the run", ".dock", "ArrowLeft", "ArrowRight");
    await page.root.getByRole("button", { name: "Hide the run" }).click();
    await check("Width of the properties", ".properties", "ArrowLeft", "ArrowRight");
  });

  await t.step("follows the window, and comes back with it", async () => {
    await using page = await openAll(panels, [1920, 1080]);
    await edge(page.root, "Width of the library").press("End");
    await edge(page.root, "Width of the run").press("End");
    const wide = await areas(page.root);
    await page.root.setViewportSize({ width: 1024, height: 700 });
    const small = await areas(page.root);
    expect(small.canvas.right - small.canvas.left).toBeGreaterThanOrEqual(LEAST_CANVAS.width);
    expect(small.canvas.bottom - small.canvas.top).toBeGreaterThanOrEqual(LEAST_CANVAS.height);
    expect(small.dock.right).toBe(1024);
    await page.root.setViewportSize({ width: 1920, height: 1080 });
    expect(await areas(page.root)).toEqual(wide);
  });
});
