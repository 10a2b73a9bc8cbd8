import type { Api, ApiError, ApiResult } from "@/client/api.ts";

/** A failed call, as the client reports it. */
export function failure(message: string, kind: ApiError["kind"] = "network"): ApiResult<never> {
  return { ok: false, error: { kind, message } };
}

/** A call that went well. */
export function success<T>(data: T): ApiResult<T> {
  return { ok: true, data };
}

/** A client whose every call fails, but that of packs, of which there are none, and those that are given. */
export function fakeApi(calls: Partial<Api> = {}): Api {
  const fails = (name: string) => () =>
    Promise.resolve(failure(`The test did not expect a call of ${name}()`));
  return {
    schema: fails("schema"),
    problems: fails("problems"),
    packs: () => Promise.resolve(success([])),
    catalogChanges: fails("catalogChanges"),
    workflows: fails("workflows"),
    workflow: fails("workflow"),
    runStream: fails("runStream"),
    plan: fails("plan"),
    checkTypes: fails("checkTypes"),
    stopRun: fails("stopRun"),
    value: fails("value"),
    ...calls,
  };
}

/** An async iterable that gives what is pushed into it. */
export class Channel<T> implements AsyncIterable<T> {
  #items: T[] = [];
  #ended = false;
  #error: Error | undefined;
  #wake = () => {};

  push(item: T): void {
    this.#items.push(item);
    this.#wake();
  }

  /** Ends it, with an error when one is given. */
  end(error?: Error): void {
    this.#ended = true;
    this.#error = error;
    this.#wake();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<T, void, undefined> {
    while (true) {
      const item = this.#items.shift();
      if (item !== undefined) yield item;
      else if (this.#error) throw this.#error;
      else if (this.#ended) return;
      else await new Promise<void>((resolve) => this.#wake = resolve);
    }
  }
}
