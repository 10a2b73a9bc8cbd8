/**
 * Whether the benchmark only tries if all of it runs (`--smoke`): everything once, with little to do, and the numbers
 * mean nothing.
 */
export const IS_SMOKE = Deno.args.includes("--smoke");

/** A size or a count, less of it for a smoke run. */
export function sized(count: number, few = 1): number {
  return IS_SMOKE ? Math.min(count, few) : count;
}
