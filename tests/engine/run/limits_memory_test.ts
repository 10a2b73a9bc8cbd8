import { expect } from "@std/expect";
import { createEngine } from "@/engine/mod.ts";
import { MemoryWatch, readFromProc, readFromPs, type Watched } from "@/engine/run/memory_watch.ts";
import { endOf, greedyCatalog, greedyPool } from "@/tests/helpers/greedy_pool.ts";
import { allGone } from "@/tests/helpers/await_processes.ts";
import { tempPacks } from "@/tests/helpers/temp_packs.ts";
import { errorOf, outputOf, testPool } from "@/tests/helpers/test_pool.ts";

const MIB = 1024 * 1024;
const LIMIT = { memory: 256 * MIB };
const USED = "used more than 256 MiB of memory (limit --max-memory)";

Deno.test("an op that takes too much memory fails, and the rest of the run goes on", async () => {
  await using test = greedyPool(LIMIT);
  const events = await test.run(
    {
      before: ["echo", { value: [1, 2] }],
      grow: ["grow"],
      after: ["echo"],
      other: ["echo"],
    },
    ["grow -> after.value", "before -> grow.order", "before -> other.value"],
  );
  expect(errorOf(events, "grow")).toBe(`Node "grow" ${USED}`);
  expect(errorOf(events, "after")).toBe('Skipped because "grow" failed');
  expect(outputOf(events, "other")).toEqual([1, 2]);
  expect(endOf(events).status).toBe("done");
  expect(test.lines).toContain(`Its host is ended: it ${USED}`);
});

Deno.test("an op that fills the heap fails with the same words", async () => {
  await using test = greedyPool(LIMIT);
  const events = await test.run({ grow: ["grow_heap"], other: ["echo", { value: 1 }] });
  expect(errorOf(events, "grow")).toBe(`Node "grow" ${USED}`);
  expect(outputOf(events, "other")).toBe(1);
});

Deno.test("V8 bounds the heap where nothing looks at the memory", async () => {
  const memory = new MemoryWatch(Infinity);
  await using test = testPool(greedyCatalog(), { memory, limits: { memory: 64 * MIB } });
  const events = await test.run({ grow: ["grow_heap"], other: ["echo", { value: 1 }] });
  expect(errorOf(events, "grow")).toBe(
    'Node "grow" used more than 64 MiB of memory (limit --max-memory)',
  );
  expect(outputOf(events, "other")).toBe(1);
});

Deno.test("nodes that ran together in a host that takes too much are named together", async () => {
  await using test = greedyPool(LIMIT);
  const events = await test.run({ a: ["hang"], b: ["grow_beside"] });
  for (const node of ["a", "b"]) {
    expect(errorOf(events, node)).toBe(`Nodes "a", "b" together ${USED}`);
  }
  expect(endOf(events).status).toBe("done");
});

Deno.test("what an op keeps is not the fault of the next: its host is not used again", async () => {
  await using test = greedyPool(LIMIT);
  const first = await test.run({ a: ["keep", { mib: 120 }] });
  const second = await test.run({ a: ["keep", { mib: 1 }] });
  const third = await test.run({ a: ["keep", { mib: 1 }] });
  const pids = [first, second, third].map((events) => outputOf(events, "a"));
  expect(pids[1]).not.toBe(pids[0]);
  expect(pids[2]).toBe(pids[1]);
});

Deno.test("a host that grows while it rests is ended, and the next run works", async () => {
  await using test = greedyPool(LIMIT);
  const pid = outputOf(await test.run({ a: ["grow_later"] }), "a") as number;
  await allGone([pid]);
  expect(outputOf(await test.run({ a: ["echo", { value: 1 }] }), "a")).toBe(1);
});

Deno.test("a pack that takes too much memory while it is loaded is a problem", async () => {
  await using packs = await tempPacks({
    "hoard/ops.ts": `
      const kept: Uint8Array[] = [];
      for (;;) {
        kept.push(new Uint8Array(4 * 1024 * 1024).fill(1));
        const until = performance.now() + 2;
        while (performance.now() < until);
      }
      export function never() {}`,
    "good/ops.ts": "export function one() { return 1; }",
  });
  const engine = createEngine({ nodepackDir: packs.dir, limits: LIMIT, log: () => {} });
  try {
    const { ops, problems } = await engine.catalog();
    expect(ops.map(({ schema }) => schema.name)).toEqual(["one"]);
    expect(problems.map(({ message }) => message).join()).toContain(`it ${USED}`);
  } finally {
    await engine.close();
  }
});

Deno.test("the memory of a process is read from the kernel's table and from ps", async () => {
  const [table, ps] = [await readFromProc([Deno.pid]), await readFromPs([Deno.pid, 2 ** 22 + 1])];
  const rss = Deno.memoryUsage().rss;
  for (const sizes of [table, ps]) {
    expect([...sizes.keys()]).toEqual([Deno.pid]);
    expect(Math.abs(sizes.get(Deno.pid)! - rss) / rss).toBeLessThan(0.5);
  }
  expect(await readFromProc([2 ** 22 + 1])).toEqual(new Map());
});

Deno.test("MemoryWatch goes on when memory cannot be read, and ends what is too large", async () => {
  const ended = Promise.withResolvers<void>();
  let rounds = 0;
  const watch = new MemoryWatch(100, (pids) => {
    if (++rounds === 1) return Promise.reject(new Error("too many open files"));
    return Promise.resolve(new Map(pids.map((pid) => [pid, pid === 7 ? 101 : 100])));
  });
  const small: Watched = {
    pid: 6,
    isBusy: true,
    tooLarge: () => ended.reject(new Error("6 is not too large")),
  };
  const large: Watched = { pid: 7, isBusy: true, tooLarge: () => ended.resolve() };
  watch.add(small);
  watch.add(large);
  // The watch alone keeps no process alive.
  const alive = setInterval(() => {}, 1000);
  try {
    await ended.promise;
  } finally {
    clearInterval(alive);
    watch.remove(small);
    watch.remove(large);
  }
  expect(rounds).toBe(2);
});
