import type { Reports } from "./reports.ts";

/** Where a generator's yields go. */
export type YieldSink = Pick<Reports, "chunk" | "percent" | "progress">;

type AnyIterator = AsyncIterator<unknown> | Iterator<unknown>;

/** How long a generator that never waits may run before timers, messages and aborts get their turn, in milliseconds. */
const SLICE = 8;

const soon = setImmediate;
const now = performance.now.bind(performance);

/** Whether a value is what a generator function gives, or can be awaited like it. */
export function isGenerator(
  value: unknown,
): value is AnyIterator | AsyncIterable<unknown> {
  if (typeof value !== "object" || value === null) return false;
  const it = value as Partial<AsyncGenerator & Generator>;
  if (typeof it[Symbol.asyncIterator] === "function") return true;
  return typeof it.next === "function" && typeof it[Symbol.iterator] === "function";
}

/**
 * Runs a generator to its end: texts that it yields are chunks, numbers and `Progress` objects say how far it is. When
 * the signal aborts, it is ended with `return()`, so that its `finally` blocks run, as soon as it comes to a `yield`.
 *
 * @returns what it returns
 * @throws what it throws, the signal's reason, and TypeError for a yield that is neither text nor progress
 */
export async function driveGenerator(
  generator: AnyIterator | AsyncIterable<unknown>,
  sink: YieldSink,
  signal: AbortSignal,
): Promise<unknown> {
  const iterator = Symbol.asyncIterator in generator
    ? generator[Symbol.asyncIterator]()
    : generator as AnyIterator;
  let closing: Promise<void> | undefined;
  const close = () => void (closing ??= closeIterator(iterator));
  let isOver = false;
  signal.addEventListener("abort", close);
  try {
    let pauseAt = now() + SLICE;
    for (;;) {
      signal.throwIfAborted();
      const { done, value } = await stepOf(iterator, () => isOver = true);
      if (done) {
        isOver = true;
        signal.throwIfAborted();
        return await value;
      }
      take(value, sink);
      if (now() < pauseAt) continue;
      await new Promise((resolve) => soon(resolve));
      pauseAt = now() + SLICE;
    }
  } finally {
    signal.removeEventListener("abort", close);
    if (!isOver) close();
    await closing;
  }
}

/** Waits for a step. One that fails is the last. */
async function stepOf(
  iterator: AnyIterator,
  failed: () => void,
): Promise<IteratorResult<unknown>> {
  try {
    return await iterator.next();
  } catch (error) {
    failed();
    throw error;
  }
}

/** Ends an iterator that is not at its end. What its `finally` blocks throw is not what ended it, and is not told. */
async function closeIterator(iterator: AnyIterator): Promise<void> {
  try {
    await iterator.return?.(undefined);
  } catch {
    // See above.
  }
}

function take(value: unknown, sink: YieldSink): void {
  switch (typeof value) {
    case "string":
      return sink.chunk(value);
    case "number":
      return sink.percent(value, "");
    case "undefined":
      // A bare `yield`: a place to stop at.
      return;
    case "object":
      if (isStep(value)) return sink.progress(value.current, value.total, value.message ?? "");
  }
  throw new TypeError(
    `A generator op yields text, a number from 0 to 1, or {current, total, message}, and this is ${
      value === null ? "null" : Array.isArray(value) ? "a list" : `of type ${typeof value}`
    }`,
  );
}

function isStep(value: unknown): value is { current: number; total: number; message?: string } {
  if (typeof value !== "object" || value === null) return false;
  const { current, total } = value as Record<string, unknown>;
  return typeof current === "number" && typeof total === "number";
}
