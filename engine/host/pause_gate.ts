/** Words of the memory: what the ops thread does, the run that it is at work for, how often the gate was closed. */
const STATE = 0, RUN = 1, CLOSED = 2;

/** States. {@link PAUSING} is while the main thread writes, {@link ASKED} until the ops thread sees it. */
const FREE = 0, IN_OP = 1, PAUSING = 2, PAUSED_IN_OP = 3, PAUSED = 4, ASKED = 5;

// Taken before ops are loaded.
const { add, compareExchange, load, store, notify, wait } = Atomics;

/** Memory that the two sides of a gate share. */
export function gateMemory(): Int32Array {
  return new Int32Array(new SharedArrayBuffer(12));
}

/**
 * The gate before each op, on the side of the ops thread. The main thread can close it also while an op blocks this
 * one: then the op that runs is the last that has begun, until the gate is opened again.
 */
export class PauseGate {
  #isInOp = false;
  #answers = 0;

  /**
   * @param memory shared with the main thread
   * @param tell says that the gate is closed; what was put out before is to be told first
   */
  constructor(private readonly memory: Int32Array, private readonly tell: () => void) {}

  /** A run begins. */
  begin(run: number): void {
    store(this.memory, RUN, run);
    this.open();
  }

  /** The run is over: all that was asked is forgotten. */
  open(): void {
    this.#answers = 0;
    store(this.memory, CLOSED, 0);
    store(this.memory, STATE, FREE);
  }

  /** The gate was closed, and that is answered; it opens when the answer is the last one. Says whether it is open. */
  answer(): boolean {
    if (++this.#answers < load(this.memory, CLOSED)) return false;
    this.open();
    return true;
  }

  /** An op is about to be called. All that was put out is sent: from now on the other side may write. */
  enter(): void {
    const was = compareExchange(this.memory, STATE, FREE, IN_OP);
    if (was === ASKED) {
      add(this.memory, CLOSED, 1);
      this.tell();
    }
    if (was === ASKED || was === PAUSED) store(this.memory, STATE, PAUSED_IN_OP);
    this.#isInOp = true;
  }

  /** The op is back. Says whether the gate was closed meanwhile. */
  leave(): boolean {
    this.#isInOp = false;
    for (;;) {
      const was = compareExchange(this.memory, STATE, IN_OP, FREE);
      if (was === IN_OP || was === FREE) return false;
      if (was === PAUSING) wait(this.memory, STATE, PAUSING);
      else if (compareExchange(this.memory, STATE, PAUSED_IN_OP, PAUSED) >= PAUSED_IN_OP) {
        return true;
      }
    }
  }

  /** Closes the gate where that was asked for while no op was called; says whether it was. */
  takeAsk(): boolean {
    if (compareExchange(this.memory, STATE, ASKED, PAUSED) !== ASKED) return false;
    add(this.memory, CLOSED, 1);
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
    const state = load(memory, STATE);
    if (state === FREE) {
      if (compareExchange(memory, STATE, FREE, ASKED) === FREE) return;
    } else if (state === IN_OP || state === PAUSED_IN_OP) {
      if (compareExchange(memory, STATE, state, PAUSING) !== state) continue;
      add(memory, CLOSED, 1);
      try {
        tell(load(memory, RUN));
      } finally {
        store(memory, STATE, PAUSED_IN_OP);
        notify(memory, STATE);
      }
      return;
    } else return; // It is closed already, or about to be.
  }
}
