import type { JsonValue } from "../core/json.ts";

/** How long a host may take to answer with a value, in milliseconds: an op may block it. */
const ANSWER_TIME = 10_000;

/** Values that a host was asked for, and has not given yet. */
export class AskedValues {
  #last = 0;
  readonly #open = new Map<number, (value: JsonValue | undefined) => void>();

  /**
   * Asks for a value.
   *
   * @param send asks the host, which answers with the id
   * @returns the value, or undefined when the host does not have it, or does not answer in time
   */
  ask(send: (id: number) => void): Promise<JsonValue | undefined> {
    const id = ++this.#last;
    const { promise, resolve } = Promise.withResolvers<JsonValue | undefined>();
    const timer = setTimeout(() => this.answer(id, undefined), ANSWER_TIME);
    this.#open.set(id, (value) => {
      clearTimeout(timer);
      resolve(value);
    });
    send(id);
    return promise;
  }

  /** Takes an answer. */
  answer(id: number, value: JsonValue | undefined): void {
    const give = this.#open.get(id);
    this.#open.delete(id);
    give?.(value);
  }

  /** No answer will come any more. */
  end(): void {
    for (const id of this.#open.keys()) this.answer(id, undefined);
  }
}
