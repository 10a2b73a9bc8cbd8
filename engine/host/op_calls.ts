import { AsyncLocalStorage } from "node:async_hooks";
import type { OpLog } from "./op_console.ts";

/** A call, which may be waited for. */
interface Call {
  readonly log: OpLog | undefined;
  fail(error: unknown): void;
}

type Action = (...args: unknown[]) => unknown;

/** Calls that are not waited for cannot fail any more. */
function notOpen(): void {}

// Taken before ops are loaded.
const withResolvers = Promise.withResolvers.bind(Promise);

/**
 * The calls of ops that a thread waits for. An error that nothing catches, in a timer, an event or a promise that nobody
 * awaits, is that of the call that it comes from: else a node would wait for ever for what has failed.
 */
export class OpCalls {
  readonly #current = new AsyncLocalStorage<Call>();
  readonly #open = new Set<Call>();
  /** Calls that are waited for and were begun without a context. */
  readonly #bare = new Set<Call>();
  /** The call at work, where it has no context. */
  #atWork: Call | undefined;
  #hasFailed = false;
  /** Gets errors of calls that are over, with what they log to. */
  onStray: (log: OpLog, what: string, error: unknown) => void = (_, __, error) => {
    throw error;
  };

  /** Where the call logs to that things happen for now. */
  get log(): OpLog | undefined {
    const call = this.#now();
    if (call !== undefined || this.#bare.size !== 1) return call?.log;
    const [only] = this.#bare;
    return only.log;
  }

  /** The call that things happen for now, where that is known. */
  #now(): Call | undefined {
    return this.#atWork ?? this.#current.getStore();
  }

  /**
   * Makes a call. What it gives, where that is a promise, also rejects with what nothing in the call has caught.
   *
   * @param log where it logs to
   */
  run(call: () => unknown, log?: OpLog): unknown {
    const own: Call = { log, fail: notOpen };
    return this.#waitFor(own, this.#current.run(own, call));
  }

  /**
   * Makes a call of what has given no promise so far: without a context, which costs more than most such calls. Where it
   * gives one after all, what is logged behind it is taken for its own as long as it is the only such call.
   */
  runPlain(call: () => unknown, log?: OpLog): unknown {
    const own: Call = { log, fail: notOpen };
    const before = this.#atWork;
    this.#atWork = own;
    try {
      const result = this.#waitFor(own, call());
      if (own.fail !== notOpen) this.#bare.add(own);
      return result;
    } finally {
      this.#atWork = before;
    }
  }

  #waitFor(own: Call, result: unknown): unknown {
    if (!isThenable(result)) return result;
    // Made only where it is needed: most calls give no promise.
    const { promise, resolve, reject } = withResolvers<unknown>();
    own.fail = reject;
    this.#open.add(own);
    void this.#settle(own, result, resolve);
    return promise;
  }

  async #settle(
    call: Call,
    result: PromiseLike<unknown>,
    resolve: (value: unknown) => void,
  ): Promise<void> {
    try {
      resolve(await result);
    } catch (error) {
      call.fail(error);
    } finally {
      this.#open.delete(call);
      this.#bare.delete(call);
    }
  }

  /**
   * Takes an error that nothing caught. Says whether a call has failed by it: one that is over has not, and nobody knows
   * of every error which call it comes from.
   */
  uncaught(error: unknown): boolean {
    return this.#failed(this.#now(), error);
  }

  #failed(call: Call | undefined, error: unknown): boolean {
    if (call === undefined || !this.#open.delete(call)) return false;
    call.fail(error);
    this.#hasFailed = true;
    return true;
  }

  /** Takes over the global timers: Deno tells of an error in one when it has forgotten which call set it. */
  takeTimers(): void {
    const timers = globalThis as unknown as Record<string, Action>;
    for (const name of ["setTimeout", "setInterval", "setImmediate"]) {
      const before = timers[name];
      const set = (action: unknown, ...rest: unknown[]) =>
        before(isFunction(action) ? this.#catching(action, this.#now()) : action, ...rest);
      timers[name] = Object.defineProperties(set, Object.getOwnPropertyDescriptors(before));
    }
  }

  /** @param call for which the timer was set */
  #catching(action: Action, call: Call | undefined): Action {
    return (...args) => {
      try {
        return action(...args);
      } catch (error) {
        if (this.#failed(call, error)) return;
        if (call?.log === undefined) throw error;
        this.onStray(call.log, "Uncaught error:", error);
      }
    };
  }

  /** Whether a call has failed in that way since the last time this was asked: something of it may be left. */
  takeTaint(): boolean {
    const hasFailed = this.#hasFailed;
    this.#hasFailed = false;
    return hasFailed;
  }
}

function isFunction(value: unknown): value is Action {
  return typeof value === "function";
}

/** Whether something is waited for, as a promise is. */
export function isThenable(value: unknown): value is PromiseLike<unknown> {
  return value instanceof Promise ||
    (typeof value === "object" && value !== null &&
      typeof (value as { then?: unknown }).then === "function");
}
