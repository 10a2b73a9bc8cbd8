import { expect } from "@std/expect";
import { OpCalls } from "@/engine/host/op_calls.ts";
import { OpLog } from "@/engine/host/op_console.ts";

const never = () => new Promise<unknown>(() => {});

Deno.test("OpCalls.run() gives what the call gives", async () => {
  const calls = new OpCalls();
  expect(calls.run(() => 5)).toBe(5);
  expect(await calls.run(() => Promise.resolve(6))).toBe(6);
  expect(await calls.run(() => ({ then: (take: (value: number) => void) => take(7) }))).toBe(7);
  expect(() =>
    calls.run(() => {
      throw new Error("at once");
    })
  ).toThrow("at once");
  await expect(calls.run(() => Promise.reject(new Error("later")))).rejects.toThrow("later");
  expect(calls.uncaught(new Error("No"))).toBe(false);
  expect(calls.takeTaint()).toBe(false);
});

Deno.test("OpCalls.uncaught() fails the call that the error comes from, and no other", async () => {
  const calls = new OpCalls();
  const { promise: start, resolve } = Promise.withResolvers<void>();
  const first = calls.run(async () => {
    await start;
    expect(calls.uncaught(new Error("of the first"))).toBe(true);
    // It is over.
    expect(calls.uncaught(new Error("again"))).toBe(false);
    return await never();
  });
  const second = Promise.withResolvers<void>();
  const other = calls.run(() => second.promise.then(() => "well"));
  resolve();
  await expect(first).rejects.toThrow(/^of the first$/);
  second.resolve();
  expect(await other).toBe("well");
  expect([calls.takeTaint(), calls.takeTaint()]).toEqual([true, false]);
});

Deno.test("OpCalls.uncaught() leaves an error alone of which nobody knows where it comes from", async () => {
  const calls = new OpCalls();
  const { promise, resolve } = Promise.withResolvers<string>();
  const call = calls.run(() => promise);
  expect(calls.uncaught(new Error("of something else"))).toBe(false);
  resolve("well");
  expect(await call).toBe("well");
});

Deno.test("OpCalls.takeTimers() knows whose timers fail", async () => {
  const { setTimeout, setInterval, setImmediate } = globalThis;
  const calls = new OpCalls();
  calls.takeTimers();
  try {
    expect(globalThis.setTimeout.name).toBe("setTimeout");
    const fails = (name: string) => () => {
      throw new Error(name);
    };
    const failed = [
      calls.run(() => (globalThis.setTimeout(fails("timeout"), 1), never())),
      calls.run(() => {
        const id = globalThis.setInterval(() => (clearInterval(id), fails("interval")()), 1);
        return never();
      }),
      calls.run(() => (globalThis.setImmediate(fails("immediate")), never())),
    ];
    const reasons = await Promise.allSettled(failed);
    expect(reasons.map((it) => it.status === "rejected" && it.reason.message))
      .toEqual(["timeout", "interval", "immediate"]);
    const passed = await calls.run(() =>
      new Promise((resolve) =>
        globalThis.setTimeout((a: number, b: number) => resolve(a + b), 1, 2, 3)
      )
    );
    expect(passed).toBe(5);
  } finally {
    Object.assign(globalThis, { setTimeout, setInterval, setImmediate });
  }
});

Deno.test("OpCalls.runPlain() knows the log of the call at work, and of the only one that is waited for", async () => {
  const calls = new OpCalls();
  const [first, second] = [new OpLog(() => true), new OpLog(() => true)];
  expect(calls.runPlain(() => calls.log, first)).toBe(first);
  expect(calls.log).toBe(undefined);
  expect(() =>
    calls.runPlain(() => {
      throw new Error("at once");
    }, first)
  ).toThrow("at once");
  expect(calls.log).toBe(undefined);

  const { promise, resolve } = Promise.withResolvers<number>();
  const waiting = calls.runPlain(() => promise, first);
  expect(calls.log).toBe(first);
  const other = calls.runPlain(() => promise, second);
  expect(calls.log).toBe(undefined);
  resolve(5);
  expect([await waiting, await other]).toEqual([5, 5]);
  expect(calls.log).toBe(undefined);
});
