import { expect } from "@std/expect";
import { executeGraph } from "@/engine/run/execute_graph.ts";
import { LocalHosts } from "@/engine/run/local_hosts.ts";
import { DEFAULT_LIMITS } from "@/engine/core/limits.ts";
import { EventQueue } from "@/engine/run/event_queue.ts";
import { endOf, greedyCatalog, greedyPool } from "@/tests/helpers/greedy_pool.ts";
import { refusal } from "@/tests/helpers/refusal.ts";
import { errorOf, outputOf } from "@/tests/helpers/test_pool.ts";
import { graphOf } from "@/tests/helpers/testing_pack.ts";

const KIB = 1024;
const AT_ONCE = "more than 64 KiB at once (limit --max-value)";

Deno.test("a value that is too large is an error of its node, and the host works on", async () => {
  await using test = greedyPool({ value: 64 * KIB });
  const events = await test.run(
    {
      large: ["text", { size: 64 * KIB }],
      small: ["text", { size: 60 * KIB }],
      after: ["echo"],
      message: ["fail", { size: 1_000_000 }],
    },
    ["large -> after.value"],
  );
  expect(errorOf(events, "large")).toBe(`Node "large" put out ${AT_ONCE}`);
  expect(errorOf(events, "after")).toBe('Skipped because "large" failed');
  expect(outputOf(events, "small")).toHaveLength(60 * KIB);
  expect(errorOf(events, "message")).toBe(`${"m".repeat(10_000)}… (1000000 characters)`);
  expect(endOf(events).status).toBe("done");
  expect(test.pool.pids).toHaveLength(1);
});

Deno.test("inputs that are too large together are an error of the node that takes them", async () => {
  await using test = greedyPool({ value: 64 * KIB });
  const texts = { a: ["text", { size: 40 * KIB }], b: ["text", { size: 40 * KIB }] } as const;
  const events = await test.run(
    { a: [...texts.a], b: [...texts.b], both: "list", after: ["echo"] },
    ["a -> both.input-0", "b -> both.input-1", "both -> after.value"],
  );
  expect(errorOf(events, "both")).toBe(`Node "List" took in ${AT_ONCE}`);
  expect(errorOf(events, "after")).toBe('Skipped because "List" failed');
});

Deno.test("a chunk that is too large is an error of its node", async () => {
  await using test = greedyPool({ value: 64 * KIB });
  const events = await test.run({ a: ["OneChunk", { size: 65 * KIB }] });
  expect(errorOf(events, "a")).toBe(`Node "a" put out ${AT_ONCE}`);
});

Deno.test("a value that is too large for another pack is lost to it, and says so", async () => {
  await using test = greedyPool({ value: 64 * KIB }, "greedy", "second");
  const events = await test.run(
    { a: ["bytes", { size: 60 * KIB }], here: ["echo"], there: ["echo", {}, "second"] },
    ["a -> here.value", "a -> there.value"],
  );
  expect(errorOf(events, "there")).toBe(`Node "a" put out ${AT_ONCE}`);
  expect(outputOf(events, "here")).toBeDefined();
});

Deno.test("a run that puts out too much ends with an error, also one that streams", async () => {
  await using test = greedyPool({ output: 256 * KIB });
  const why = 'Node "a" put the output of the run over 256 KiB (limit --max-output)';
  const stream = await test.run({ a: ["Flood", { size: KIB }], b: ["hang"] });
  expect(endOf(stream)).toEqual({ status: "error", error: why });
  for (const node of ["a", "b"]) {
    expect(errorOf(stream, node)).toBe(`Node "${node}" was ended. ${why}`);
  }
  const value = await test.run({ a: ["text", { size: 300 * KIB }], b: ["hang"] });
  expect(endOf(value)).toEqual({ status: "error", error: why });
  const events = await test.run({ a: ["echo", { value: 1 }] });
  expect(outputOf(events, "a")).toBe(1);
});

Deno.test("a graph with too many nodes is refused before it runs", () => {
  const request = graphOf({ a: ["echo"], b: ["echo"], c: ["echo"] });
  const limits = { ...DEFAULT_LIMITS, nodes: 2 };
  const hosts = new LocalHosts({});
  const error = refusal(() => executeGraph({ request, catalog: greedyCatalog(), hosts, limits }));
  expect(error.code).toBe("bad_graph");
  expect(error.message).toBe(
    "The graph has 3 nodes, but 2 are the most that may run (limit --max-nodes)",
  );
});

Deno.test("EventQueue holds a producer back for few items that are large", () => {
  const queue = new EventQueue<number>();
  queue.push(1);
  queue.weigh(5_000_000);
  expect(queue.pressure).toBeDefined();
  expect(queue.next()).toBe(1);
  expect(queue.pressure).toBe(undefined);
  // What is gone weighs nothing.
  queue.weigh(5_000_000);
  expect(queue.pressure).toBe(undefined);
});

Deno.test("what ops print is bounded for each run, and the log says so", async () => {
  await using test = greedyPool({ console: 10 * KIB });
  const told = "More than 10 KiB were printed: the rest is left out (limit --max-console)";
  for (let round = 0; round < 2; round++) {
    const events = await test.run({ a: ["print", { lines: 5000, size: 100 }] });
    expect(outputOf(events, "a")).toBe(5000);
    // The end of the run and the last line come over two pipes.
    while (test.lines.at(-1) !== told) await new Promise((resolve) => setImmediate(resolve));
    expect(test.lines.length).toBeGreaterThan(100);
    expect(test.lines.length).toBeLessThan(110);
    expect(test.lines[0].startsWith("0 .")).toBe(true);
    test.lines.length = 0;
  }
});

Deno.test("a line without an end is told in pieces", async () => {
  await using test = greedyPool({ console: 1024 * KIB });
  const events = await test.run({ a: ["print_on", { size: 8 * 1024 * KIB }] });
  expect(outputOf(events, "a")).toBe(8 * 1024 * KIB);
  while (!test.lines.at(-1)?.startsWith("More than")) {
    await new Promise((resolve) => setImmediate(resolve));
  }
  expect(Math.max(...test.lines.map((line) => line.length))).toBeLessThan(256 * KIB);
});
