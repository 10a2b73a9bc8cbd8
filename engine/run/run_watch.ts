import { limitNote, type Limits, limitText } from "../core/limits.ts";

/** What {@link RunWatch} tells of. */
export interface RunWatchListener {
  /** A node took too long; `what` completes `Node "x" …`. */
  nodeIsLate(node: number, what: string): void;
  /** The run took too long; `what` completes `The run …`. */
  runIsLate(what: string): void;
  /** Whether the one who reads the events holds them back: nodes that wait for that have more time. */
  isHeld(): boolean;
}

/** Looks after the time that a run and its nodes take. Without limits it costs nothing. */
export class RunWatch {
  readonly #limits: Pick<Limits, "runTime" | "nodeTime">;
  readonly #listener: RunWatchListener;
  /** Nodes at work and when they began, the oldest first. */
  readonly #begun = new Map<number, number>();
  #run: ReturnType<typeof setTimeout> | undefined;
  #nodes: ReturnType<typeof setTimeout> | undefined;
  #isOver = false;

  constructor(limits: Pick<Limits, "runTime" | "nodeTime">, listener: RunWatchListener) {
    this.#limits = limits;
    this.#listener = listener;
  }

  /** The run begins. */
  begin(): void {
    const { runTime } = this.#limits;
    if (runTime === Infinity || this.#isOver) return;
    const until = performance.now() + runTime;
    const what = `took longer than ${limitText("runTime", runTime)} ${limitNote("runTime")}`;
    const look = (): void => {
      const rest = until - performance.now();
      if (rest > 1) this.#run = after(rest, look);
      else this.#listener.runIsLate(what);
    };
    this.#run = after(runTime, look);
  }

  /** A node begins. */
  nodeBegan(node: number): void {
    const { nodeTime } = this.#limits;
    if (nodeTime === Infinity || this.#isOver) return;
    this.#begun.set(node, performance.now());
    this.#nodes ??= after(nodeTime, this.#look);
  }

  /** A node has ended. */
  nodeEnded(node: number): void {
    this.#begun.delete(node);
  }

  /** The run has ended. Safe to call twice. */
  end(): void {
    this.#isOver = true;
    clearTimeout(this.#run);
    clearTimeout(this.#nodes);
    this.#begun.clear();
  }

  readonly #look = (): void => {
    const { nodeTime } = this.#limits;
    this.#nodes = undefined;
    const now = performance.now();
    if (this.#listener.isHeld()) {
      // What they have told is not read yet: they may have ended long ago.
      for (const node of this.#begun.keys()) this.#begun.set(node, now);
    }
    const what = `ran longer than ${limitText("nodeTime", nodeTime)} ${limitNote("nodeTime")}`;
    for (const [node, since] of this.#begun) {
      const rest = nodeTime - (now - since);
      // Timers may come a little early.
      if (rest > 1) return void (this.#nodes = after(rest, this.#look));
      this.#begun.delete(node);
      this.#listener.nodeIsLate(node, what);
      if (this.#isOver) return;
    }
  };
}

/** Timers take 24 days at most; who is called looks again. */
const LONGEST = 2 ** 31 - 1;

function after(milliseconds: number, call: () => void): ReturnType<typeof setTimeout> {
  return setTimeout(call, Math.min(milliseconds, LONGEST));
}
