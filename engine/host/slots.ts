/** Lets so many of a kind be at work at once; the others wait in order. */
export class Slots {
  #free: number;
  readonly #waiting: (() => void)[] = [];

  /** @param count How many. */
  constructor(count: number) {
    this.#free = count;
  }

  /** Waits for a slot. Rejects with the signal's reason when it aborts before there is one. */
  async take(signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    if (this.#free > 0) return void this.#free--;
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const abort = () => {
      this.#waiting.splice(this.#waiting.indexOf(resolve), 1);
      reject(signal.reason);
    };
    signal.addEventListener("abort", abort);
    this.#waiting.push(resolve);
    await promise.finally(() => signal.removeEventListener("abort", abort));
  }

  /** Gives a slot to the next who waits. */
  free(): void {
    const next = this.#waiting.shift();
    if (next) next();
    else this.#free++;
  }
}
