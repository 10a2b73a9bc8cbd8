/**
 * What nodepacks may import as `psynapse`. Nothing here is needed to write an op: plain functions and classes that
 * follow the reporter pattern work without it.
 *
 * @module
 */

/** A whole number: the parameter gets a field with step 1, and texts are read as integers. */
export type Int = number;

/** An image as a data URL (`data:image/png;base64,…`): the parameter gets a file picker. */
export type Image = string;

/**
 * What a progress op that is a generator yields: how much is done of how much and what is being done, or the share that
 * is done, from 0 to 1.
 */
export type Progress = number | {
  /** How much is done. */
  current: number;
  /** How much there is; of 0 nothing is done. */
  total: number;
  /** What is being done. */
  message?: string;
};

/** What the runner hangs into an op before it calls it. */
interface OpContext {
  report(current: number, total: number, message: string): void;
  emit(chunk: string): void;
  signal: AbortSignal;
}

/** Key under which the runner finds the way to connect an op; not for ops. */
export const CONNECT: unique symbol = Symbol.for("psynapse.connect");

abstract class ContextOp {
  #context: OpContext = { report() {}, emit() {}, signal: new AbortController().signal };

  /** Called by the runner before `call`. */
  [CONNECT](context: OpContext): void {
    this.#context = context;
  }

  /** Aborts when the run is stopped: pass it to `fetch`, or look at `signal.aborted` in loops. */
  get signal(): AbortSignal {
    return this.#context.signal;
  }

  /** The context that the runner connected; does nothing outside a run, so that ops can be tested alone. */
  protected get context(): OpContext {
    return this.#context;
  }
}

/** Base class of progress ops: write `call(…)` and say how far it is with `report`. */
export abstract class ProgressOp extends ContextOp {
  /** Reports `current` of `total` (a total of 0 counts as none done) and what is being done. */
  protected report(current: number, total: number, message = ""): void {
    this.context.report(current, total, message);
  }
}

/** Base class of stream ops: write `call(…)` and send text as it comes with `emit`. */
export abstract class StreamOp extends ContextOp {
  /** Sends a piece of text; empty ones are not sent. */
  protected emit(chunk: string): void {
    this.context.emit(chunk);
  }
}
