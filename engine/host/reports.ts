import type { LogLevel } from "../core/run_event.ts";
import {
  type FromWorker,
  MOST_BACKLOG,
  reportWeight,
  type WorkerReport,
} from "./worker_protocol.ts";

/** Messages in a {@link WINDOW} that are sent at once; the next ones are put together. */
const PROMPT = 100;
/** In milliseconds. */
const WINDOW = 10;
/** What is put together in a message at most, but for a report that is larger by itself; see {@link reportWeight}. */
const BATCH = 16_384;

/**
 * Sends an op's progress and text from its worker. Each report is sent at once, so that it is seen also when the op
 * blocks its thread next; only a flood of them is sent in batches. When the main thread does not keep up, the op waits.
 */
export class Reports {
  #waiting: WorkerReport[] = [];
  #weight = 0;
  #windowEnd = 0;
  #sent = 0;
  #isScheduled = false;

  /** @param backlog The weight of what the main thread has not taken yet. */
  constructor(
    private readonly send: (message: FromWorker) => void,
    private readonly backlog: Int32Array,
  ) {}

  /** Reports `current` of `total`. */
  progress(current: number, total: number, message: string): void {
    this.percent(total > 0 ? current / total : 0, message);
  }

  /** Reports a share of 1; what is out of range becomes the nearest that is in it, what is no number 0. */
  percent(share: number, message: string): void {
    const inRange = Math.min(Math.max(Number(share), 0), 1);
    this.#add([Number.isNaN(inRange) ? 0 : inRange, String(message ?? "")]);
  }

  /** Sends a text; empty ones are not sent. */
  chunk(text: string): void {
    const chunk = String(text ?? "");
    if (chunk !== "") this.#add(chunk);
  }

  /** Sends what was logged. */
  log(level: LogLevel, text: string): void {
    this.#add({ level, text });
  }

  /** Sends what is waiting. */
  flush(): void {
    if (this.#waiting.length === 0) return;
    const reports = this.#waiting;
    const weight = this.#weight;
    this.#waiting = [];
    this.#weight = 0;
    this.#sent++;
    Atomics.add(this.backlog, 0, weight);
    this.send({ type: "reports", reports, weight });
    for (;;) {
      const weight = Atomics.load(this.backlog, 0);
      if (weight < MOST_BACKLOG) break;
      Atomics.wait(this.backlog, 0, weight);
    }
  }

  #add(report: WorkerReport): void {
    this.#waiting.push(report);
    this.#weight += reportWeight(report);
    const now = performance.now();
    if (now > this.#windowEnd) {
      this.#windowEnd = now + WINDOW;
      this.#sent = 0;
    }
    if (this.#sent < PROMPT || this.#weight >= BATCH) return this.flush();
    if (this.#isScheduled) return;
    this.#isScheduled = true;
    queueMicrotask(() => {
      this.#isScheduled = false;
      this.flush();
    });
  }
}
