/** What the ops thread does, as its main thread sees it too: the first word of the gate. The second is the run. */
const FREE = 0, IN_OP = 1, PAUSING = 2, PAUSED = 3, ASKED = 4;

// Taken before ops are loaded.
const { compareExchange, load, store, notify, wait } = Atomics;

/** Memory that the two sides of a gate share. */
export function gateMemory(): Int32Array {
  return new Int32Array(new SharedArrayBuffer(8));
}

/**
 * The gate before each op, on the side of the ops thread. The main thread can close it also while an op blocks this
 * one: then the op that runs is the last that has begun, until the gate is opened again.
 */
export class PauseGate {
  #isInOp = false;

  /**
   * @param memory shared with the main thread
   * @param tell says that the gate is closed; what was put out before is to be told first
   */
  constructor(private readonly memory: Int32Array, private readonly tell: () => void) {}

  /** A run begins. */
  begin(run: number): void {
    store(this.memory, 1, run);
    this.open();
  }

  /** Nodes may begin again, or the run is over. */
  open(): void {
    store(this.memory, 0, FREE);
  }

  /** An op is about to be called. All that was put out is sent: from now on the other side may write. */
  enter(): void {
    this.#isInOp = true;
    if (compareExchange(this.memory, 0, FREE, IN_OP) === ASKED) this.takeAsk();
  }

  /** The op is back. Says whether the gate was closed meanwhile. */
  leave(): boolean {
    this.#isInOp = false;
    if (compareExchange(this.memory, 0, IN_OP, FREE) === IN_OP) return false;
    while (load(this.memory, 0) === PAUSING) wait(this.memory, 0, PAUSING);
    return load(this.memory, 0) === PAUSED;
  }

  /** Closes the gate where that was asked for while no op was called; says whether it was. */
  takeAsk(): boolean {
    if (compareExchange(this.memory, 0, ASKED, PAUSED) !== ASKED) return false;
    this.tell();
    return true;
  }

  /** Writes something, also from within an op: the other side does not write at the same time. */
  write(action: () => void): void {
    if (!this.#isInOp) return action();
    this.leave();
    try {
      action();
    } finally {
      this.enter();
    }
  }
}

/**
 * Closes the gate, on the side of the main thread.
 *
 * @param tell says that it is closed, for a run; called while the ops thread does not write
 */
export function closeGate(memory: Int32Array, tell: (run: number) => void): void {
  for (;;) {
    const was = compareExchange(memory, 0, IN_OP, PAUSING);
    if (was === IN_OP) {
      try {
        tell(load(memory, 1));
      } finally {
        store(memory, 0, PAUSED);
        notify(memory, 0);
      }
      return;
    }
    // Where it is closed already, or about to be, nothing is left to do.
    if (was !== FREE || compareExchange(memory, 0, FREE, ASKED) === FREE) return;
  }
}
