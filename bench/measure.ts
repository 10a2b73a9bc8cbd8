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
  for (let i = 0; i < warmUp; i++) await run();
  const timings: number[] = [];
  for (let i = 0; i < rounds; i++) {
    const begin = performance.now();
    await run();
    timings.push(performance.now() - begin);
  }
  return timings.sort((a, b) => a - b);
}

/** The timing that a share of all does not exceed: 0.5 is the median. */
export function quantile(timings: Timings, share = 0.5): number {
  return timings[Math.min(timings.length - 1, Math.floor(timings.length * share))];
}
