/** How loading several packs takes turns, in milliseconds. */
export interface TurnTimes {
  /** How long one may take before the next is begun, though all turns are taken. */
  hold: number;
  /** How long one may take before those that are ready are told of, at least. */
  slow: number;
  /** How many times as long as the slowest that is ready it may take, beside that. */
  factor: number;
  /** How long one may take while none is ready. */
  none: number;
}

/**
 * What holds unless something else is said. A machine at work takes longer for all of them, which `factor` allows for: a
 * pack is slow when the others are not.
 */
export const TURN_TIMES: TurnTimes = { hold: 500, slow: 1_000, factor: 4, none: 3_000 };

/** What {@link loadInTurns} is to do. */
export interface Turns<T> {
  items: readonly T[];
  /** How many may be under way at a time, of those that have not held their turn for too long. */
  limit: number;
  load: (item: T) => Promise<void>;
  /**
   * Called when those that are not ready keep the others waiting, and from then on when one becomes ready and others are
   * not.
   */
  onSlow?: (pending: ReadonlySet<T>) => void;
  times?: TurnTimes;
}

/**
 * Loads each item, some at a time. One that takes long gives its turn to the next, and goes on.
 *
 * @throws what the first to reject rejects with, once those under way have ended
 */
export async function loadInTurns<T>(turns: Turns<T>): Promise<void> {
  const { items, limit, load, times = TURN_TIMES } = turns;
  const watch = new SlowWatch(items, times, turns.onSlow);
  const underWay: Promise<void>[] = [];
  const failures: unknown[] = [];
  let next = 0;
  const takeTurns = async () => {
    while (next < items.length && failures.length === 0) {
      const item = items[next++];
      watch.begin(item);
      const loading = load(item).then(
        () => watch.end(item),
        (error) => void failures.push(error),
      );
      underWay.push(loading);
      await settledWithin(loading, times.hold);
    }
  };
  try {
    await Promise.all(Array.from({ length: Math.min(limit, items.length) }, takeTurns));
    await Promise.all(underWay);
  } finally {
    watch.stop();
  }
  if (failures.length > 0) throw failures[0];
}

/** Tells when all that is not ready has had enough time. */
class SlowWatch<T> {
  readonly #pending: Set<T>;
  readonly #begun = new Map<T, number>();
  #slowest: number | undefined;
  #isSlow = false;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    items: readonly T[],
    private readonly times: TurnTimes,
    private readonly onSlow: ((pending: ReadonlySet<T>) => void) | undefined,
  ) {
    this.#pending = new Set(items);
  }

  begin(item: T): void {
    this.#begun.set(item, performance.now());
    this.#look();
  }

  end(item: T): void {
    this.#pending.delete(item);
    const took = performance.now() - (this.#begun.get(item) ?? 0);
    this.#begun.delete(item);
    this.#slowest = Math.max(this.#slowest ?? 0, took);
    if (this.#isSlow && this.#pending.size > 0) this.onSlow?.(this.#pending);
    else this.#look();
  }

  stop(): void {
    clearTimeout(this.#timer);
  }

  #look(): void {
    clearTimeout(this.#timer);
    const isAllBegun = this.#begun.size === this.#pending.size;
    if (this.onSlow === undefined || this.#isSlow || this.#pending.size === 0 || !isAllBegun) {
      return;
    }
    const { none, slow, factor } = this.times;
    const bound = this.#slowest === undefined ? none : slow + factor * this.#slowest;
    const due = Math.max(...this.#begun.values()) + bound - performance.now();
    this.#timer = setTimeout(() => {
      this.#isSlow = true;
      this.onSlow?.(this.#pending);
    }, Math.max(0, due));
  }
}

/** Resolves when it has settled, or after that many milliseconds. */
async function settledWithin(loading: Promise<void>, milliseconds: number): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, milliseconds);
  try {
    await Promise.race([loading, promise]);
  } finally {
    clearTimeout(timer);
  }
}
