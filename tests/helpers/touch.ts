import type { CDPSession } from "playwright-core";
import type { EditorPage } from "./editor_page.ts";

interface Point {
  x: number;
  y: number;
}

/** Fingers on a page, as the browser has them: Playwright's own can only tap. */
export interface Fingers {
  /** One finger, from place to place. */
  drag(from: Point, to: Point): Promise<void>;
  /** Two fingers, each from place to place. */
  pinch(first: [from: Point, to: Point], second: [from: Point, to: Point]): Promise<void>;
  /** Puts one finger down, and leaves it there until the promise that `during` gives has resolved. */
  hold(at: Point, during: () => Promise<unknown>): Promise<void>;
}

/** Steps of a movement: a hand has no fewer. */
const STEPS = 6;

/** Gives a page fingers. It must have been opened with touch. */
export async function fingersOn(page: EditorPage): Promise<Fingers> {
  const session = await page.root.context().newCDPSession(page.root);
  const move = async (ways: [from: Point, to: Point][]) => {
    const at = (step: number) =>
      ways.map(([from, to], id) => ({
        id,
        x: from.x + (to.x - from.x) * step / STEPS,
        y: from.y + (to.y - from.y) * step / STEPS,
      }));
    await touch(session, "touchStart", at(0));
    for (let step = 1; step <= STEPS; step++) await touch(session, "touchMove", at(step));
    await touch(session, "touchEnd", []);
  };
  return {
    drag: (from, to) => move([[from, to]]),
    pinch: (first, second) => move([first, second]),
    async hold(at, during) {
      await touch(session, "touchStart", [at]);
      await during();
      await touch(session, "touchEnd", []);
    },
  };
}

type TouchType = "touchStart" | "touchMove" | "touchEnd";

async function touch(session: CDPSession, type: TouchType, touchPoints: Point[]): Promise<void> {
  await session.send("Input.dispatchTouchEvent", { type, touchPoints });
}
