import { Buffer } from "node:buffer";
import type { Browser, CDPSession, Page } from "playwright-core";
import { launchBrowser } from "../../tests/helpers/browser.ts";
import { startServer } from "../../tests/helpers/command_line.ts";
import { IS_SMOKE } from "../smoke.ts";
import { timeToAnswer } from "./frames.ts";
import { benchWorkflow } from "./graph.ts";

/** The size of the window that everything is measured in. */
const WINDOW = { width: 1400, height: 850 };
/** How often a mouse that is moved says where it is. */
const MOUSE_MS = 16;

/** A place of the page. */
interface Place {
  x: number;
  y: number;
}

/** The built server, and a browser that goes to it. */
export interface Stage extends AsyncDisposable {
  /** Opens the editor in a profile of its own, with nothing on its canvas. */
  open(): Promise<BenchPage>;
}

/** Starts server and browser. */
export async function startStage(): Promise<Stage> {
  await using ending = new AsyncDisposableStack();
  const server = ending.use(await startServer([], { timeoutMs: 1_800_000 }));
  const browser: Browser = ending.use(await launchBrowser());
  const kept = ending.move();
  return {
    async open() {
      const context = await browser.newContext({ viewport: WINDOW });
      const page = await context.newPage();
      page.setDefaultTimeout(60_000);
      // File dialogs are caught while somebody listens, which takes a moment: from the beginning, then.
      page.on("filechooser", () => {});
      await page.goto(server.url);
      await page.locator(".library-item", { hasText: "add" }).first().waitFor();
      // What the page loads after itself is not what is measured.
      await page.waitForFunction(() => document.readyState === "complete");
      await page.waitForTimeout(1500);
      return new BenchPage(page, await context.newCDPSession(page));
    },
    [Symbol.asyncDispose]: () => kept.disposeAsync(),
  };
}

/** The editor in a browser, in the words of what is measured. */
export class BenchPage implements AsyncDisposable {
  constructor(readonly page: Page, readonly session: CDPSession) {}

  /** Opens a workflow of so many nodes as a file, shown as a whole; milliseconds until the page answers again. */
  async load(count: number): Promise<number> {
    const text = JSON.stringify(benchWorkflow(count));
    const chooser = this.page.waitForEvent("filechooser");
    await this.page.keyboard.press("ControlOrMeta+o");
    const files = await chooser;
    const file = {
      name: "bench.json",
      mimeType: "application/json",
      buffer: Buffer.from(text),
    };
    const taken = await timeToAnswer(this.page, () => files.setFiles(file));
    await this.page.locator(".react-flow__pane").waitFor();
    return taken;
  }

  /** Drags the canvas to and fro for so long, by a place where nothing is. */
  async pan(ms: number, start: Place): Promise<void> {
    const { mouse } = this.page;
    await mouse.move(start.x, start.y);
    await mouse.down();
    await this.#steadily(ms, (at) =>
      mouse.move(
        start.x + Math.sin(at * Math.PI * 2) * 160,
        start.y + Math.sin(at * Math.PI * 4) * 60,
      ));
    await mouse.up();
  }

  /** Turns the wheel for so long: a little nearer, and back. */
  async zoom(ms: number, start: Place): Promise<void> {
    const { mouse } = this.page;
    await mouse.move(start.x, start.y);
    await this.#steadily(ms, (at) => mouse.wheel(0, at % 0.5 < 0.25 ? -12 : 12));
  }

  /** Turns the wheel until nodes have their own size. */
  async zoomIn(): Promise<void> {
    await this.page.mouse.move(WINDOW.width / 2, WINDOW.height / 2);
    for (let i = 0; i < 200 && await this.#zoomLevel() < 0.95; i++) {
      await this.page.mouse.wheel(0, -60);
      await this.page.waitForTimeout(MOUSE_MS);
    }
    await this.page.locator(".react-flow__node .node-title").first().waitFor();
  }

  async #zoomLevel(): Promise<number> {
    return await this.page.evaluate(() => {
      const element = document.querySelector(".react-flow__viewport");
      return element ? new DOMMatrix(getComputedStyle(element).transform).a : 1;
    });
  }

  /** A place of the canvas where nothing is, near its upper edge. */
  async emptyPlace(): Promise<Place> {
    const found = await this.page.evaluate(() => {
      const box = document.querySelector(".canvas")?.getBoundingClientRect();
      if (!box) return undefined;
      for (let y = box.top + 6; y < box.bottom; y += 8) {
        for (let x = box.left + 200; x < box.right - 200; x += 8) {
          const free = [-4, 0, 4].every((by) =>
            document.elementFromPoint(x + by, y)?.classList.contains("react-flow__pane")
          );
          if (free) return { x, y };
        }
      }
      return undefined;
    });
    if (!found) throw new Error("There is no empty place on the canvas");
    return found;
  }

  async #steadily(ms: number, act: (at: number) => Promise<void>): Promise<void> {
    const begin = performance.now();
    for (let step = 1; performance.now() - begin < ms; step++) {
      await act((performance.now() - begin) / ms);
      const next = begin + step * MOUSE_MS - performance.now();
      if (next > 0) await new Promise((resolve) => setTimeout(resolve, next));
      if (IS_SMOKE && step > 5) return;
    }
  }

  /** Bytes of JavaScript that are in use after a collection, and elements of the page. */
  async memory(): Promise<{ heap: number; elements: number }> {
    await this.session.send("HeapProfiler.enable");
    await this.session.send("HeapProfiler.collectGarbage");
    const { usedSize } = await this.session.send("Runtime.getHeapUsage");
    const { nodes } = await this.session.send("Memory.getDOMCounters");
    return { heap: usedSize, elements: nodes };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.page.context().close();
  }
}
