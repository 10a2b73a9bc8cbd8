import { expect } from "@std/expect";
import type { GraphExecution } from "@/engine/run/execute_graph.ts";
import { RunRegistry } from "@/engine/run/run_registry.ts";

/** An execution that ends when told to. */
function execution(size: number) {
  const { promise, resolve } = Promise.withResolvers<void>();
  const it: GraphExecution = {
    ended: promise,
    size,
    value: (node) => node === "a" ? size : undefined,
    outputs: () => new Map([["a", size]]),
    later: new Map([["large", () => Promise.resolve("all of it")]]),
    stop: () => Promise.resolve(resolve()),
    [Symbol.asyncIterator]: () => ({
      next: () => Promise.resolve({ done: true, value: undefined }),
    }),
  };
  return it;
}

Deno.test("a registry finds runs under way, and the values of those that ended", async () => {
  const registry = new RunRegistry();
  const run = registry.add(execution(5));
  expect(run.id).toMatch(/^[0-9a-f-]{36}$/);
  expect(registry.find(run.id)).toBe(run);
  expect(registry.value(run.id, "a")).toBe(5);
  await run.stop();
  expect(registry.value(run.id, "a")).toBe(5);
  expect(await registry.value(run.id, "large")).toBe("all of it");
  expect(registry.find("other")).toBeUndefined();
});

Deno.test("a registry forgets the oldest runs first", async () => {
  const registry = new RunRegistry({ runs: 2, bytes: 1000 });
  const runs = [];
  for (let i = 0; i < 3; i++) {
    const run = registry.add(execution(1));
    await run.stop();
    runs.push(run.id);
  }
  expect(runs.map((id) => registry.value(id, "a"))).toEqual([undefined, 1, 1]);
});

Deno.test("a registry keeps no more than so many bytes, but the last run in any case", async () => {
  const registry = new RunRegistry({ runs: 10, bytes: 100 });
  const small = registry.add(execution(60));
  await small.stop();
  const large = registry.add(execution(5000));
  await large.stop();
  expect(registry.value(small.id, "a")).toBeUndefined();
  expect(registry.value(large.id, "a")).toBe(5000);
});

Deno.test("a registry stops all runs", async () => {
  const registry = new RunRegistry();
  const executions = [execution(1), execution(2)];
  executions.forEach((it) => registry.add(it));
  await registry.stopAll();
  await Promise.all(executions.map((it) => it.ended));
});
