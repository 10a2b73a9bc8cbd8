/**
 * Time as the models see it: everything that waits or measures asks a clock, so that tests can turn
 * its hands.
 */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Calls back once after `ms`; the returned function calls it off. */
  after(ms: number, callback: () => void): () => void;
  /** Calls back before the browser paints next (at the latest after 100 ms, in hidden pages too). */
  frame(callback: () => void): () => void;
}

/** Longest wait for a frame: hidden pages paint none. */
const FRAME_LIMIT_MS = 100;

/** The browser's own clock. */
export const browserClock: Clock = {
  now: () => Date.now(),
  after(ms, callback) {
    const timer = setTimeout(callback, ms);
    return () => clearTimeout(timer);
  },
  frame(callback) {
    const cancel = () => {
      cancelAnimationFrame(frame);
      clearTimeout(timer);
    };
    const run = () => {
      cancel();
      callback();
    };
    const frame = requestAnimationFrame(run);
    const timer = setTimeout(run, FRAME_LIMIT_MS);
    return cancel;
  },
};
