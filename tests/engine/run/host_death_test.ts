import { expect } from "@std/expect";
import { isNodeEvent, type RunEvent } from "@/engine/core/run_event.ts";
import { errorOf, outputOf, testPool } from "@/tests/helpers/test_pool.ts";
import { testingCatalog, testingPack } from "@/tests/helpers/testing_pack.ts";

const ENDED = 'The host of pack "testing" ended while "a" ran: ';

function expectDone(events: RunEvent[]): void {
  expect(events.filter((event) => !isNodeEvent(event))).toEqual([events.at(-1)]);
  expect(events.at(-1)!.status).toBe("done");
}

Deno.test("an op that ends its process fails, and the run goes on with its values", async () => {
  await using test = testPool();
  const events = await test.run(
    {
      before: ["echo", { value: { kept: [1, 2] } }],
      a: ["exit", { code: 3 }],
      after: ["echo"],
      other: ["echo"],
    },
    ["a -> after.value", "before -> other.value", "before -> a.after"],
  );
  expect(errorOf(events, "a")).toBe(`${ENDED}it exited with code 3`);
  expect(errorOf(events, "after")).toBe('Skipped because "a" failed');
  expect(outputOf(events, "other")).toEqual({ kept: [1, 2] });
  expectDone(events);
});

Deno.test("each of several ops that end their process fails alone", async () => {
  await using test = testPool();
  const events = await test.run({
    a: ["exit", { code: 3 }],
    b: ["exit", { code: 4 }],
    c: ["exit", { code: 5 }],
    d: ["echo", { value: 1 }],
  });
  expect(["a", "b", "c"].map((node) => errorOf(events, node)?.at(-1))).toEqual(["3", "4", "5"]);
  expect(outputOf(events, "d")).toBe(1);
  expectDone(events);
});

Deno.test("an op that uses up the memory fails, and the run goes on", async () => {
  await using test = testPool(testingCatalog(), { maxHeap: 48 });
  const events = await test.run({ a: ["exhaust_memory"], b: ["echo", { value: 1 }] });
  expect(errorOf(events, "a")).toBe(`${ENDED}it ran out of memory`);
  expect(outputOf(events, "b")).toBe(1);
  expectDone(events);
});

Deno.test("a host that is killed from outside takes the ops that ran in it", async () => {
  await using test = testPool();
  const events: RunEvent[] = [];
  for await (
    const event of test.start({
      a: ["ignore_signal"],
      b: ["ignore_signal"],
      c: ["echo", { value: 1 }],
    })
  ) {
    events.push(event);
    if (outputOf([event], "c") === 1) Deno.kill(test.pool.pids[0], "SIGKILL");
  }
  expect(errorOf(events, "a")).toBe(`${ENDED}it was ended by SIGKILL`);
  expect(errorOf(events, "b")).toBe(errorOf(events, "a")!.replace('"a"', '"b"'));
  expect(outputOf(events, "c")).toBe(1);
  expectDone(events);
});

Deno.test("a host that dies between its ops is replaced; a value that JSON cannot hold is lost", async () => {
  const packs = [testingPack(), testingPack({ name: "second" })];
  await using test = testPool(testingCatalog(packs));
  const events: RunEvent[] = [];
  let killed = false;
  for await (
    const event of test.start(
      {
        pid: ["process_id"],
        fn: ["make_function", { factor: 2 }],
        number: ["echo", { value: 5 }],
        wait: ["FastProgress", { count: 20, delay: 0.02 }, "second"],
        calls: ["call_function"],
        counts: ["echo"],
      },
      ["fn -> calls.fn", "wait -> calls.value", "number -> counts.value", "wait -> counts.after"],
    )
  ) {
    events.push(event);
    const pid = outputOf(events, "pid");
    const isReady = outputOf(events, "number") === 5 && outputOf(events, "fn") !== undefined;
    if (!killed && isReady && typeof pid === "number") {
      killed = true;
      Deno.kill(pid, "SIGKILL");
    }
  }
  expect(killed).toBe(true);
  expect(errorOf(events, "calls")).toBe(
    'The value of "fn" was lost when its host ended; run the graph again',
  );
  expect(outputOf(events, "counts")).toBe(5);
  expectDone(events);
});

Deno.test("an idle host that is killed from outside is not missed", async () => {
  await using test = testPool();
  const first = await test.run({ a: ["process_id"] });
  Deno.kill(outputOf(first, "a") as number, "SIGKILL");
  const second = await test.run({ a: ["process_id"] });
  expect(outputOf(second, "a")).not.toBe(outputOf(first, "a"));
  expectDone(second);
});

Deno.test("a host that cannot start fails its ops with the reason", async () => {
  const pack = testingPack({ imports: { psynapse: "./ops.ts" }, permissions: { env: ["A=B"] } });
  await using test = testPool(testingCatalog([pack]));
  const events = await test.run({ a: ["echo", { value: 1 }], v: "view" }, ["a -> v"]);
  expect(errorOf(events, "a")).toMatch(
    /^The host of pack "testing" ended before "echo" could run: /,
  );
  expect(errorOf(events, "v")).toBe('Skipped because "a" failed');
  expectDone(events);
});

Deno.test("a host whose messages make no sense is ended", async () => {
  await using test = testPool();
  const events = await test.run({ a: ["pollute_objects"], b: ["echo", { value: 1 }] }, [
    "a -> b.after",
  ]);
  expect(errorOf(events, "a")).toContain("A host sent a malformed event");
  expect(errorOf(events, "b")).toBe('Skipped because "a" failed');
  expectDone(events);
});

Deno.test("hosts that cannot be started fail their ops, and take no place of others", async () => {
  await using test = testPool(testingCatalog(), { limits: { maxHosts: 1 } });
  // More than an environment may hold.
  const env_vars = { TOO_LARGE: "x".repeat(4 * 1024 * 1024) };
  for (let i = 0; i < 3; i++) {
    const events = await test.run({ a: ["echo", { value: 1 }] }, [], { env_vars });
    expect(errorOf(events, "a")).toMatch(
      /^The host of pack "testing" ended before "echo" could run: it could not be started: /,
    );
    expectDone(events);
  }
  const events = await test.run({ a: ["echo", { value: 1 }] });
  expect(outputOf(events, "a")).toBe(1);
});
