import type { Page } from "playwright-core";
import { quantile } from "../measure.ts";

/** How smoothly the page went, by its own frames. */
export interface Smoothness {
  /** Frames in a second. */
  fps: number;
  /** Milliseconds that 19 of 20 frames do not exceed. */
  slowest: number;
}

/** The page's own record; see {@link watchFrames}. */
interface Recording {
  frames: number[];
  isOn: boolean;
}

type Watched = typeof globalThis & { recording?: Recording };

/** Milliseconds of a frame within which a page counts as answering, and for how long it has to. */
const ANSWERS = { frame: 100, for: 700 };

/** Counts the page's frames while `act` is done. */
export async function watchFrames(page: Page, act: () => Promise<void>): Promise<Smoothness> {
  await startFrames(page);
  await act();
  const frames = await page.evaluate(() => {
    const { recording } = globalThis as Watched;
    if (!recording) return [];
    recording.isOn = false;
    return recording.frames;
  });
  const gaps = frames.slice(1).map((time, index) => time - frames[index]).sort((a, b) => a - b);
  if (gaps.length === 0) throw new Error("The page painted no frames");
  const seconds = (frames[frames.length - 1] - frames[0]) / 1000;
  return { fps: gaps.length / seconds, slowest: quantile(gaps, 0.95) };
}

/** Begins a recording of frames. */
async function startFrames(page: Page): Promise<void> {
  await page.evaluate(() => {
    const recording: Recording = { frames: [], isOn: true };
    (globalThis as Watched).recording = recording;
    const onFrame = (time: number) => {
      recording.frames.push(time);
      if (recording.isOn) requestAnimationFrame(onFrame);
    };
    requestAnimationFrame(onFrame);
  });
}

/**
 * Milliseconds from the choice of a file until all nodes are shown and the page answers again, and goes on to: until
 * the last node has come, and the last frame that took longer than a tenth of a second has ended.
 */
export async function timeToAnswer(page: Page, choose: () => Promise<void>): Promise<number> {
  const done = page.evaluate(({ frame, for: quiet }) =>
    new Promise<number>((resolve) => {
      document.addEventListener("change", () => {
        const begin = performance.now();
        let last = begin;
        let end = begin;
        const shown = new MutationObserver(() => end = performance.now());
        for (const layer of document.querySelectorAll(".react-flow__nodes, .overview")) {
          shown.observe(layer, { childList: true, attributeFilter: ["data-drawn"] });
        }
        const onFrame = () => {
          const now = performance.now();
          if (now - last > frame) end = now;
          last = now;
          if (end === begin || now - end < quiet) return void requestAnimationFrame(onFrame);
          shown.disconnect();
          resolve(end - begin);
        };
        requestAnimationFrame(onFrame);
      }, { capture: true, once: true });
    }), ANSWERS);
  await choose();
  return await done;
}
