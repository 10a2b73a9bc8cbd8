/**
 * Loaded in front of a server that a test starts: on SIGUSR2 it prints what cannot be seen from outside, as a line of
 * standard error. Needs `--expose-gc`.
 *
 * @module
 */

/** What a server that has nothing to do holds. */
export interface Inside {
  /** Bytes of its values after a collection. */
  heap: number;
  /** Timers that are set. */
  timers: number;
  /** Ids of the runs that were begun since it was last asked. */
  runs: string[];
}

/** In front of what is printed. */
export const PROBE_MARK = "@inside ";

const timers = new Set<unknown>();
let runs: string[] = [];

function watchTimers(): void {
  const scope = globalThis as unknown as Record<string, (...args: unknown[]) => unknown>;
  for (const [set, clear, repeats] of TIMERS) {
    const [start, end] = [scope[set], scope[clear]];
    scope[set] = (callback, ...rest) => {
      const timer = start((...args: unknown[]) => {
        if (!repeats) timers.delete(timer);
        return (callback as (...args: unknown[]) => unknown)(...args);
      }, ...rest);
      timers.add(timer);
      return timer;
    };
    scope[clear] = (timer) => {
      timers.delete(timer);
      return end(timer);
    };
  }
}

/** Runs are named by what this gives, and nothing else is. */
function watchRuns(): void {
  const make = crypto.randomUUID.bind(crypto);
  crypto.randomUUID = () => {
    const id = make();
    runs.push(id);
    return id;
  };
}

const TIMERS = [
  ["setTimeout", "clearTimeout", false],
  ["setInterval", "clearInterval", true],
] as const;

function print(): void {
  const { gc } = globalThis as unknown as { gc: () => void };
  gc();
  gc();
  const inside: Inside = { heap: Deno.memoryUsage().heapUsed, timers: timers.size, runs };
  runs = [];
  console.error(PROBE_MARK + JSON.stringify(inside));
}

if (!import.meta.main && Deno.env.has("PSYNAPSE_PROBE")) {
  Deno.env.delete("PSYNAPSE_PROBE");
  watchTimers();
  watchRuns();
  Deno.addSignalListener("SIGUSR2", print);
}
