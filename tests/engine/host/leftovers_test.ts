import { expect } from "@std/expect";
import { Leftovers } from "@/engine/host/leftovers.ts";

Deno.test("leave() says whether a run has left a timer", () => {
  const leftovers = new Leftovers();
  leftovers.note();
  let timer: ReturnType<typeof setTimeout> | undefined;
  leftovers.within(1, () => {
    timer = setTimeout(() => {}, 60_000);
  });
  expect(leftovers.leave()).toBe(false);
  clearTimeout(timer);
  expect(leftovers.leave()).toBe(true);
});

Deno.test("leave() takes timers that were there before for those of the pack itself", () => {
  const timer = setInterval(() => {}, 60_000);
  const leftovers = new Leftovers();
  leftovers.note();
  leftovers.within(1, () => {});
  expect(leftovers.leave()).toBe(true);
  clearInterval(timer);
});

Deno.test("isOfCurrentRun() tells what a run has left from the run at work, and from none", async () => {
  const leftovers = new Leftovers();
  const later = Promise.withResolvers<void>();
  let late: Promise<boolean> | undefined;
  expect(leftovers.isOfCurrentRun()).toBe(true);
  leftovers.within(1, () => {
    expect(leftovers.isOfCurrentRun()).toBe(true);
    late = later.promise.then(() => leftovers.isOfCurrentRun());
  });
  leftovers.leave();
  leftovers.within(2, () => expect(leftovers.isOfCurrentRun()).toBe(true));
  later.resolve();
  expect(await late).toBe(false);
});
