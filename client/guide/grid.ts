/**
 * Where a key leads in a grid of things that flow into rows: left and right go on through all of them, up and down stay
 * in the column, Home and End lead to the ends. Undefined: nowhere, or it is no such key.
 *
 * @param at place of the one that has the focus; below 0: none
 * @param tops where each begins, from above: those that begin at the same place are a row
 */
export function gridStep(key: string, at: number, tops: readonly number[]): number | undefined {
  const last = tops.length - 1;
  if (last < 0 || at < 0) return undefined;
  const columns = tops.filter((top) => top === tops[0]).length;
  const next = {
    ArrowLeft: at - 1,
    ArrowRight: at + 1,
    ArrowUp: at - columns,
    // The last row may be shorter.
    ArrowDown: tops[at] === tops[last] ? at : Math.min(last, at + columns),
    Home: 0,
    End: last,
  }[key];
  return next === undefined || next < 0 || next > last || next === at ? undefined : next;
}
