import type { Page } from "playwright-core";
import { quantile } from "../measure.ts";
import type { Report } from "../rows.ts";
import { sized } from "../smoke.ts";
import { watchFrames } from "./frames.ts";
import type { BenchPage, Stage } from "./stage.ts";

/** Runs after which memory is looked at. */
const RUNS = { few: sized(5), many: sized(50, 2) };
const LETTERS = sized(20, 2);

/** Measures typing in a large graph, runs, and what they leave behind. */
export async function workRows(stage: Stage, report: Report): Promise<void> {
  await typing(stage, report);
  await running(stage, report);
  await remembering(stage, report);
}

async function typing(stage: Stage, report: Report): Promise<void> {
  await using page = await stage.open();
  const count = sized(5000, 40);
  await page.load(count);
  await page.zoomIn();
  const times = (await typeLetters(page.page, LETTERS)).sort((a, b) => a - b);
  const name = `${count.toLocaleString("en")} nodes: from a key to its character on the screen`;
  report({ name: `${name}, median`, measured: quantile(times), unit: "ms" });
  report({ name: `${name}, 19 of 20`, measured: quantile(times, 0.95), unit: "ms", goal: 100 });
}

/** Types into the first field that is in view; milliseconds from each key until it is painted. */
async function typeLetters(page: Page, count: number): Promise<number[]> {
  // The one nearest to the middle, where nothing lies over it.
  const found = await page.evaluate(() => {
    const fields = [...document.querySelectorAll<HTMLElement>(".node-row.param input.control")];
    const own = fields.filter((field) => {
      const { left, top, width, height } = field.getBoundingClientRect();
      return document.elementFromPoint(left + width / 2, top + height / 2) === field;
    });
    own[0]?.setAttribute("data-bench", "");
    return own.length;
  });
  if (found === 0) throw new Error("There is no field in view");
  await page.locator("[data-bench]").click();
  await page.evaluate(() => {
    const times: number[] = [];
    Object.assign(globalThis, { keyTimes: times });
    document.addEventListener("keydown", ({ timeStamp }) =>
      requestAnimationFrame(() => {
        // The turn after the frame: it is painted.
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => times.push(performance.now() - timeStamp);
        port2.postMessage(undefined);
      }), { capture: true });
  });
  for (let i = 0; i < count; i++) {
    await page.keyboard.press(String(i % 10));
    await page.waitForFunction(
      (wanted) => (globalThis as unknown as { keyTimes: number[] }).keyTimes.length > wanted,
      i,
    );
    await page.waitForTimeout(120);
  }
  return await page.evaluate(() => (globalThis as unknown as { keyTimes: number[] }).keyTimes);
}

async function running(stage: Stage, report: Report): Promise<void> {
  await using page = await stage.open();
  const count = sized(1000, 20);
  await page.load(count);
  const { fps, slowest } = await watchFrames(page.page, async () => {
    for (let i = 0; i < sized(3); i++) await run(page);
  });
  const name = `a run of ${count.toLocaleString("en")} nodes, all in view`;
  report({ name, measured: fps, unit: "fps", goal: 30 });
  report({ name: `${name}, 19 of 20 frames take at most`, measured: slowest, unit: "ms" });
}

async function remembering(stage: Stage, report: Report): Promise<void> {
  await using page = await stage.open();
  await page.load(sized(100, 10));
  for (let i = 0; i < RUNS.few; i++) await run(page);
  const before = await page.memory();
  for (let i = RUNS.few; i < RUNS.many; i++) await run(page);
  const after = await page.memory();
  const name = `after ${RUNS.many} runs of 100 nodes`;
  const compared = (value: number) => ({ name: `after ${RUNS.few}`, value });
  const [heap, last] = [before.heap / 1e6, after.heap / 1e6];
  report({
    ...{ name: `JavaScript's memory ${name}`, measured: last, unit: "MB" },
    ...{ reference: compared(heap), goal: heap * 1.1 },
  });
  report({
    ...{ name: `elements of the page ${name}`, measured: after.elements, unit: "" },
    ...{ reference: compared(before.elements), goal: before.elements * 1.1 },
  });
}

/** Executes the graph, until the run has ended. */
async function run({ page }: BenchPage): Promise<void> {
  const numbers = page.locator(".run-phase");
  await page.locator(".execute-button").filter({ hasText: /^Execute$/ }).click();
  await numbers.and(page.locator('[data-phase="done"], [data-phase="error"]')).waitFor();
  await page.locator(".execute-button").filter({ hasText: /^Execute$/ }).waitFor();
}
