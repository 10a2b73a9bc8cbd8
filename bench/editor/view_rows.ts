import type { Report } from "../rows.ts";
import { sized } from "../smoke.ts";
import { watchFrames } from "./frames.ts";
import type { BenchPage, Stage } from "./stage.ts";

/** How long each gesture is watched, in milliseconds. */
const WATCHED = 3000;
/** Frames in a second that are wanted with the whole graph in view. */
const SIZES = [{ nodes: 1000, goal: 50 }, { nodes: 5000, goal: 30 }];

/** Measures loading, and how smoothly the canvas moves. */
export async function viewRows(stage: Stage, report: Report): Promise<void> {
  for (const { nodes, goal } of SIZES) {
    await using page = await stage.open();
    const count = sized(nodes, 40);
    const what = `${count.toLocaleString("en")} nodes`;
    const isLargest = nodes === SIZES[SIZES.length - 1].nodes;
    // The second time: what the first loads after the page is not what is measured.
    await page.load(4);
    const loading = await page.load(count);
    report({
      ...{ name: `${what}: from opening until the page answers`, measured: loading, unit: "ms" },
      ...(isLargest ? { goal: 1500 } : {}),
    });
    await gestures(page, `${what}, all in view`, goal, report);
    await page.zoomIn();
    await gestures(page, `${what}, zoomed in`, 50, report);
  }
}

async function gestures(
  page: BenchPage,
  where: string,
  goal: number,
  report: Report,
): Promise<void> {
  for (const gesture of ["pan", "zoom"] as const) {
    const place = await page.emptyPlace();
    const { fps, slowest } = await watchFrames(page.page, () => page[gesture](WATCHED, place));
    const name = `${where}: ${gesture === "pan" ? "panning" : "zooming"}`;
    report({ name, measured: fps, unit: "fps", goal });
    report({ name: `${name}, 19 of 20 frames take at most`, measured: slowest, unit: "ms" });
  }
}
