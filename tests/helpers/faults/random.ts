/** Numbers that are drawn in the same order for the same seed. */
export interface Random {
  /** A whole number from 0 on, below `end`. */
  below(end: number): number;
  /** One of them. */
  pick<T>(items: readonly T[]): T;
  /** True that often, of 1. */
  chance(share: number): boolean;
}

/** Draws numbers (mulberry32, by Tommy Ettinger, public domain). */
export function randomOf(seed: number): Random {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  return {
    below: (end) => Math.floor(next() * end),
    pick: (items) => items[Math.floor(next() * items.length)],
    chance: (share) => next() < share,
  };
}
