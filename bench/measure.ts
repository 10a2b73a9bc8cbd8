import { sized } from "./smoke.ts";

/** Milliseconds that something took, several times, in ascending order. */
export type Timings = readonly number[];

/**
 * Measures something after it has been warmed up.
 *
 * @param run what to measure
 * @param rounds how often
 * @param warmUp how often before that; once unless given
 */
export async function measure(
  run: () => unknown,
  rounds: number,
  warmUp = 1,
): Promise<Timings> {
  return (await measureTogether({ run }, rounds, warmUp)).run;
}

/**
 * Measures several things in turns, so that a machine that is now faster and now slower is so for all of them: what
 * they have to do with each other is then more certain than how long each takes.
 */
export async function measureTogether<Name extends string>(
  runs: Readonly<Record<Name, () => unknown>>,
  rounds: number,
  warmUp = 1,
): Promise<Record<Name, Timings>> {
  const names = Object.keys(runs) as Name[];
  const timings = Object.fromEntries(names.map((name) => [name, []])) as unknown as Record<
    Name,
    number[]
  >;
  for (let i = -sized(warmUp, 0); i < sized(rounds); i++) {
    for (const name of names) {
      const begin = performance.now();
      await runs[name]();
      if (i >= 0) timings[name].push(performance.now() - begin);
    }
  }
  for (const name of names) timings[name].sort((a, b) => a - b);
  return timings;
}

/** The timing that a share of all does not exceed: 0.5 is the median. */
export function quantile(timings: Timings, share = 0.5): number {
  return timings[Math.min(timings.length - 1, Math.floor(timings.length * share))];
}
