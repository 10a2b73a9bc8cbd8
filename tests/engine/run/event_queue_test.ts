import { expect } from "@std/expect";
import { EventQueue } from "@/engine/run/event_queue.ts";

Deno.test("EventQueue gives what is there at once, in order, and then waits", async () => {
  const queue = new EventQueue<number>();
  queue.push(1);
  queue.push(2);
  expect([queue.next(), queue.next()]).toEqual([1, 2]);
  const waiting = queue.next();
  expect(waiting).toBeInstanceOf(Promise);
  queue.push(3);
  expect(await waiting).toBe(3);
});

Deno.test("EventQueue gives what is left before its end", async () => {
  const queue = new EventQueue<number>();
  queue.push(1);
  queue.end();
  queue.push(2);
  expect([queue.next(), queue.next(), queue.next()]).toEqual([1, undefined, undefined]);
  const empty = new EventQueue<number>();
  const waiting = empty.next();
  empty.end();
  expect(await waiting).toBeUndefined();
});

Deno.test("EventQueue discards what nobody wants", () => {
  const queue = new EventQueue<number>();
  queue.push(1);
  queue.discard();
  expect(queue.next()).toBeUndefined();
});

Deno.test("EventQueue asks to wait while it is full, until it is empty", async () => {
  const queue = new EventQueue<number>();
  expect(queue.pressure).toBeUndefined();
  let count = 0;
  while (queue.pressure === undefined) queue.push(count++);
  expect(count).toBeGreaterThan(1000);
  const pressure = queue.pressure;
  for (let i = 0; i < count; i++) queue.next();
  await pressure;
  expect(queue.pressure).toBeUndefined();
});

Deno.test("EventQueue lets nobody wait whose items are not wanted any more", async () => {
  const queue = new EventQueue<number>();
  while (queue.pressure === undefined) queue.push(0);
  const pressure = queue.pressure;
  queue.discard();
  await pressure;
  expect(queue.pressure).toBeUndefined();
});
