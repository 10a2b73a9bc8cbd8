/** Items, and bytes of them, in waiting from which on a producer is asked to wait. */
const FULL = 4096, FULL_BYTES = 4 * 1024 * 1024;

/**
 * A queue between what produces events and the one who iterates over them. Items that are there are given without a
 * turn of the event loop.
 */
export class EventQueue<T> {
  #items: T[] = [];
  #head = 0;
  /** Of what was pushed since the queue was empty. */
  #bytes = 0;
  #isEnded = false;
  #wake: (() => void) | undefined;
  #drained: PromiseWithResolvers<void> | undefined;

  /** Adds an item. */
  push(item: T): void {
    if (this.#isEnded) return;
    this.#items.push(item);
    this.#notify();
  }

  /** Says that what was pushed takes so many bytes. */
  weigh(bytes: number): void {
    if (this.#head < this.#items.length) this.#bytes += bytes;
  }

  /** No more will come; those that are there are still given. */
  end(): void {
    this.#isEnded = true;
    this.#notify();
    this.#release();
  }

  /** Throws away what is waiting and ends. */
  discard(): void {
    this.#items = [];
    this.#head = 0;
    this.end();
  }

  /** A promise to wait for when too much is waiting already, else undefined. */
  get pressure(): Promise<void> | undefined {
    const isFull = this.#items.length - this.#head >= FULL || this.#bytes >= FULL_BYTES;
    if (!isFull || this.#isEnded) return undefined;
    this.#drained ??= Promise.withResolvers<void>();
    return this.#drained.promise;
  }

  /** The next item, or a promise of it; undefined at the end. */
  next(): T | undefined | Promise<T | undefined> {
    if (this.#head < this.#items.length) {
      const item = this.#items[this.#head++];
      if (this.#head === this.#items.length) {
        this.#items = [];
        this.#head = 0;
        this.#bytes = 0;
        this.#release();
      }
      return item;
    }
    if (this.#isEnded) return undefined;
    return this.#wait();
  }

  async #wait(): Promise<T | undefined> {
    await new Promise<void>((resolve) => this.#wake = resolve);
    return await this.next();
  }

  #notify(): void {
    const wake = this.#wake;
    this.#wake = undefined;
    wake?.();
  }

  #release(): void {
    this.#drained?.resolve();
    this.#drained = undefined;
  }
}
