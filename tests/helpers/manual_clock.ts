import type { Clock } from "@/client/clock.ts";

interface Timer {
  at: number;
  callback: () => void;
}

/** A clock whose hands the test turns. Frames are painted when the test says so. */
export class ManualClock implements Clock {
  #now = 1_000_000;
  #timers = new Set<Timer>();
  #frames = new Set<() => void>();
  #onFrame = () => {};

  now(): number {
    return this.#now;
  }

  after(ms: number, callback: () => void): () => void {
    const timer = { at: this.#now + ms, callback };
    this.#timers.add(timer);
    return () => void this.#timers.delete(timer);
  }

  frame(callback: () => void): () => void {
    this.#frames.add(callback);
    this.#onFrame();
    return () => void this.#frames.delete(callback);
  }

  /** Goes on by `ms`, and calls what is due in its order. */
  advance(ms: number): void {
    const end = this.#now + ms;
    while (true) {
      const due = [...this.#timers].filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0];
      if (!due) break;
      this.#timers.delete(due);
      this.#now = Math.max(this.#now, due.at);
      due.callback();
    }
    this.#now = end;
  }

  /** Calls what waits for a frame, as soon as something does. */
  async paint(): Promise<void> {
    if (this.#frames.size === 0) await new Promise<void>((resolve) => this.#onFrame = resolve);
    const frames = [...this.#frames];
    this.#frames.clear();
    for (const callback of frames) callback();
  }

  /** Timers that have been started and neither rang nor were called off. */
  get waiting(): number {
    return this.#timers.size;
  }
}
