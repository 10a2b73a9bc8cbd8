/** A number that a suite found out. */
export interface Figure {
  /** What was measured: `slowest run`. */
  name: string;
  value: number;
  /** `ms`, `MiB`, `KiB per 100 runs`; empty for counts. */
  unit: string;
}

/** How a suite is run. */
export interface SuiteOptions {
  /** How often it does what it does. */
  count: number;
  /** Of all that is drawn. */
  seed: number;
}

/** Something bad that is done to a server many times. One implementation serves the short form and the full one. */
export interface FaultSuite {
  /** In the table, and for choosing it. */
  name: string;
  /** Counts of the two forms. */
  counts: { smoke: number; full: number };
  /** Does it; throws at the first thing that must not be. */
  run(options: SuiteOptions): Promise<Figure[]>;
}

/** The seed to draw from: `FAULT_SEED`, or another one each time. */
export function chooseSeed(): number {
  const given = Deno.env.get("FAULT_SEED");
  return given === undefined ? Math.floor(Math.random() * 2 ** 31) : Number(given);
}

/** Runs the short form, as a test. */
export async function smoke(suite: FaultSuite): Promise<void> {
  const seed = chooseSeed();
  console.log(`FAULT_SEED=${seed}`);
  await suite.run({ count: suite.counts.smoke, seed });
}

/** Calls something so many times, several at a time, each with its number from 0 on. The first error ends all. */
export async function inLanes(
  lanes: number,
  count: number,
  call: (i: number) => Promise<void>,
): Promise<void> {
  let next = 0;
  let failed = false;
  const lane = async (): Promise<void> => {
    while (next < count && !failed) await call(next++);
  };
  try {
    await Promise.all(Array.from({ length: Math.min(lanes, count) }, lane));
  } finally {
    failed = true;
  }
}

/** Milliseconds that something takes. */
export async function timed(action: () => Promise<void>): Promise<number> {
  const from = performance.now();
  await action();
  return performance.now() - from;
}

/** The value below which that share of the others lies. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}

/** Growth per step, by least squares. */
export function slope(values: readonly number[]): number {
  const middle = (values.length - 1) / 2;
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  let above = 0;
  let below = 0;
  values.forEach((value, i) => {
    above += (i - middle) * (value - mean);
    below += (i - middle) ** 2;
  });
  return below === 0 ? 0 : above / below;
}
