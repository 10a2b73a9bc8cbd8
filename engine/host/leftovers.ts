import { AsyncLocalStorage } from "node:async_hooks";
import process from "node:process";
import { watchIntrinsics } from "./intrinsics.ts";

// Taken before ops are loaded.
const activeResources = process.getActiveResourcesInfo.bind(process);

/**
 * Knows in the thread of the ops which run it is that something happens for, and what runs leave behind: ops share the
 * thread with those of later runs, which must not be hurt by it.
 */
export class Leftovers {
  readonly #context = new AsyncLocalStorage<number>();
  #current: number | undefined;
  #isIntact: (() => boolean) | undefined;
  /** Timers of the pack's modules, which are there from the start. */
  #timers = 0;

  /** Notes how the thread is once the pack is loaded. Does nothing when that is noted already. */
  note(): void {
    if (this.#isIntact !== undefined) return;
    this.#timers = activeTimers();
    this.#isIntact = watchIntrinsics();
  }

  /** Does something for a run: all that comes of it, however late, is known to be that run's. */
  within(run: number, action: () => void): void {
    this.#current = run;
    this.#context.run(run, action);
  }

  /** The run is over. Says whether it has left nothing that could hurt the next one, as far as can be told. */
  leave(): boolean {
    this.#current = undefined;
    return this.#isIntact?.() === true && activeTimers() <= this.#timers;
  }

  /** Whether what happens now is of the run at work, or of none where none is at work. */
  isOfCurrentRun(): boolean {
    return this.#context.getStore() === this.#current;
  }
}

function activeTimers(): number {
  let count = 0;
  const all = activeResources();
  for (let i = 0; i < all.length; i++) if (all[i] === "Timeout") count++;
  return count;
}
