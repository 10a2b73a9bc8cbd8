import { expect } from "@std/expect";
import { driveGenerator, isGenerator } from "@/engine/host/drive_generator.ts";
import type { Progress } from "@/engine/op.ts";

function recorder() {
  const said: unknown[] = [];
  return {
    said,
    chunk: (text: string) => void said.push(text),
    percent: (share: number, message: string) => void said.push([share, message]),
    progress: (current: number, total: number, message: string) =>
      void said.push([current, total, message]),
  };
}

const NEVER = new AbortController().signal;

Deno.test("isGenerator() knows generators from lists, texts and promises", () => {
  expect(isGenerator((function* () {})())).toBe(true);
  expect(isGenerator((async function* () {})())).toBe(true);
  expect(isGenerator(ReadableStream.from(["a"]))).toBe(true);
  for (const value of [["a"], "text", new Map(), Promise.resolve(), null, undefined, {}]) {
    expect(isGenerator(value)).toBe(false);
  }
});

Deno.test("driveGenerator() tells texts and progress, and gives what is returned", async () => {
  const sink = recorder();
  async function* mixed(): AsyncGenerator<string | Progress | undefined, number> {
    yield "a";
    await Promise.resolve();
    yield 0.5;
    yield undefined;
    yield { current: 1, total: 2 };
    yield { current: 2, total: 2, message: "all" };
    return 7;
  }
  expect(await driveGenerator(mixed(), sink, NEVER)).toBe(7);
  expect(sink.said).toEqual(["a", [0.5, ""], [1, 2, ""], [2, 2, "all"]]);
  expect(await driveGenerator((function* () {})(), recorder(), NEVER)).toBe(undefined);
});

for (const value of [true, null, ["a"], { current: "1", total: 2 }, {}]) {
  Deno.test(`driveGenerator() refuses a yield of ${JSON.stringify(value)}, and ends the generator`, async () => {
    let isEnded = false;
    function* wrong() {
      try {
        yield value;
      } finally {
        isEnded = true;
      }
    }
    await expect(driveGenerator(wrong(), recorder(), NEVER)).rejects.toThrow(TypeError);
    expect(isEnded).toBe(true);
  });
}

Deno.test("driveGenerator() throws what the generator throws, and does not end it again", async () => {
  let returns = 0;
  const iterator = {
    next: () => Promise.reject(new RangeError("no")),
    return: () => Promise.resolve({ done: true as const, value: returns++ }),
    [Symbol.asyncIterator]() {
      return this;
    },
  };
  await expect(driveGenerator(iterator, recorder(), NEVER)).rejects.toThrow("no");
  expect(returns).toBe(0);
});

Deno.test("an abort ends a generator that waits at its next yield, finally blocks and all", async () => {
  const abort = new AbortController();
  const gate = Promise.withResolvers<void>();
  const steps: string[] = [];
  async function* waits() {
    try {
      yield "begun";
      await gate.promise;
      steps.push("went on");
      yield "unheard";
      steps.push("not reached");
    } finally {
      await Promise.resolve();
      steps.push("cleaned up");
    }
  }
  const sink = recorder();
  const driven = driveGenerator(waits(), sink, abort.signal);
  const settled = driven.catch((error: Error) => steps.push(error.message));
  while (sink.said.length === 0) await new Promise((resolve) => setImmediate(resolve));
  abort.abort(new Error("stopped"));
  gate.resolve();
  await settled;
  expect(steps).toEqual(["went on", "cleaned up", "stopped"]);
});

Deno.test("an abort ends a generator that never waits, but yields", async () => {
  const abort = new AbortController();
  let isEnded = false;
  function* endless() {
    try {
      for (;;) yield;
    } finally {
      isEnded = true;
    }
  }
  setTimeout(() => abort.abort(new Error("stopped")));
  await expect(driveGenerator(endless(), recorder(), abort.signal)).rejects.toThrow("stopped");
  expect(isEnded).toBe(true);
});
