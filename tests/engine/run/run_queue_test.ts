import { expect } from "@std/expect";
import { RunQueue } from "@/engine/run/run_queue.ts";
import { refusal } from "@/tests/helpers/refusal.ts";

/** A place in the queue that notes what it is told. */
function enter(queue: RunQueue) {
  const turn = queue.enter();
  const told: number[] = [];
  let news = Promise.withResolvers<void>();
  const come = turn.wait((before) => {
    told.push(before);
    news.resolve();
    news = Promise.withResolvers();
  });
  return { turn, told, come, nextNews: () => news.promise };
}

Deno.test("RunQueue gives turns at once while there are some, without a word", () => {
  const queue = new RunQueue({ runs: 2, waiting: 0 });
  for (const { come, told, turn } of [enter(queue), enter(queue)]) {
    expect([come, told, turn.isOn]).toEqual([undefined, [], true]);
  }
});

Deno.test("RunQueue lets the others wait in order, and tells them for how many", async () => {
  const queue = new RunQueue({ runs: 1, waiting: 3 });
  const [a, b, c, d] = [enter(queue), enter(queue), enter(queue), enter(queue)];
  expect([a, b, c, d].map(({ told }) => told)).toEqual([[], [1], [2], [3]]);
  const news = d.nextNews();
  a.turn.leave();
  await b.come;
  expect([b, c, d].map(({ turn }) => turn.isOn)).toEqual([true, false, false]);
  await news;
  expect([b, c, d].map(({ told }) => told)).toEqual([[1, 0], [2, 1], [3, 2]]);
  b.turn.leave();
  await c.come;
  c.turn.leave();
  await d.come;
  expect(d.told.at(-1)).toBe(0);
  d.turn.leave();
  expect(enter(queue).turn.isOn).toBe(true);
});

Deno.test("RunQueue forgets who leaves while it waits, and nobody overtakes", async () => {
  const queue = new RunQueue({ runs: 1, waiting: 2 });
  const [a, b, c] = [enter(queue), enter(queue), enter(queue)];
  b.turn.leave();
  await b.come;
  expect([b.turn.isOn, b.told]).toEqual([false, [1]]);
  const d = enter(queue);
  a.turn.leave();
  await c.come;
  expect([c.turn.isOn, d.turn.isOn]).toEqual([true, false]);
  // Leaving twice gives nobody a second turn.
  a.turn.leave();
  b.turn.leave();
  expect(d.turn.isOn).toBe(false);
  c.turn.leave();
  await d.come;
  d.turn.leave();
});

Deno.test("RunQueue refuses when too many wait, until one has left", () => {
  const queue = new RunQueue({ runs: 1, waiting: 1 });
  const [a, b] = [enter(queue), enter(queue)];
  const error = refusal(() => queue.enter());
  expect(error.code).toBe("busy");
  expect(error.message).toBe(
    "1 run waits for its turn already (limit --max-waiting). Try again later.",
  );
  b.turn.leave();
  const c = enter(queue);
  c.turn.leave();
  a.turn.leave();
});

Deno.test("RunQueue tells a turn that came before anyone asked", () => {
  const queue = new RunQueue({ runs: 1, waiting: 1 });
  const [first, second] = [queue.enter(), queue.enter()];
  first.leave();
  const told: number[] = [];
  expect(second.wait((before) => told.push(before))).toBe(undefined);
  expect(told).toEqual([1, 0]);
});
