import { expect } from "@std/expect";
import { Reports } from "@/engine/host/reports.ts";
import {
  type FromWorker,
  MOST_BACKLOG,
  reportWeight,
  type WorkerReport,
} from "@/engine/host/worker_protocol.ts";
import type { Flood } from "@/tests/helpers/flooding_worker.ts";

/** Reports, what they sent message by message, and the count of messages that are not taken. */
function reports() {
  const sent: WorkerReport[][] = [];
  const backlog = new Int32Array(new SharedArrayBuffer(4));
  const send = (message: FromWorker) => {
    if (message.type === "reports") sent.push(message.reports);
  };
  return { reports: new Reports(send, backlog), sent, backlog };
}

Deno.test("Reports sends each report at once", () => {
  const { reports: it, sent } = reports();
  it.chunk("a");
  it.progress(1, 4, "one");
  expect(sent).toEqual([["a"], [[0.25, "one"]]]);
});

Deno.test("Reports keeps progress between 0 and 1, and leaves out empty texts", () => {
  const { reports: it, sent } = reports();
  it.progress(5, 4, "");
  it.progress(-5, 4, "");
  it.progress(1, 0, "");
  it.percent(NaN, "");
  it.percent("0.5" as unknown as number, undefined as unknown as string);
  it.chunk("");
  it.chunk(null as unknown as string);
  it.chunk(7 as unknown as string);
  expect(sent.flat()).toEqual([[1, ""], [0, ""], [0, ""], [0, ""], [0.5, ""], "7"]);
});

Deno.test("Reports puts a flood together, and keeps its order", async () => {
  const { reports: it, sent } = reports();
  const texts = Array.from({ length: 900 }, (_, i) => `${i}`);
  for (const text of texts) it.chunk(text);
  await Promise.resolve();
  expect(sent.flat()).toEqual(texts);
  expect(sent.length).toBeLessThan(900);
});

for (const size of [1, 1_000_000]) {
  Deno.test(`Reports waits while too much is not taken, in texts of ${size}`, async () => {
    const module = new URL("../../helpers/flooding_worker.ts", import.meta.url);
    const worker = new Worker(module, { type: "module" });
    const backlog = new Int32Array(new SharedArrayBuffer(4));
    // What takes up twice as much as may wait.
    const count = Math.ceil(2 * MOST_BACKLOG / reportWeight("x".repeat(size)));
    let taken = 0;
    const done = Promise.withResolvers<void>();
    worker.onmessage = ({ data }: MessageEvent<FromWorker | "done">) => {
      if (data === "done") done.resolve();
      else if (data.type === "reports") taken += data.reports.length;
    };
    worker.postMessage({ backlog, size, count } satisfies Flood);
    // It fills up what may wait, and then sleeps.
    while (Atomics.load(backlog, 0) < MOST_BACKLOG) {
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect(Atomics.load(backlog, 0)).toBeLessThan(MOST_BACKLOG + 2 * Math.max(size, 16_384));
    expect(taken).toBeLessThan(count);
    const taking = setInterval(() => {
      Atomics.store(backlog, 0, 0);
      Atomics.notify(backlog, 0);
    }, 1);
    await done.promise;
    clearInterval(taking);
    worker.terminate();
    expect(taken).toBe(count);
  });
}
