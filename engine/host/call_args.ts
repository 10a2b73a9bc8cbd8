/**
 * The arguments of a call with the run's signal among them.
 *
 * @param args the others, as many as there are inputs and more for a rest parameter
 * @param place where an op takes the signal; undefined for one that does not
 */
export function withSignal(
  args: unknown[],
  place: number | undefined,
  signal: AbortSignal,
): unknown[] {
  return place === undefined ? args : args.toSpliced(place, 0, signal);
}
