import { expect } from "@std/expect";
import { blame } from "@/engine/run/blame.ts";
import { RunWatch } from "@/engine/run/run_watch.ts";
import { endOf, greedyPack, greedyPool } from "@/tests/helpers/greedy_pool.ts";
import { errorOf, outputOf } from "@/tests/helpers/test_pool.ts";

const LATE = "ran longer than 300 ms (limit --max-node-time)";

Deno.test("a node that takes too long fails, and the rest of the run goes on", async () => {
  await using test = greedyPool({ nodeTime: 300 });
  const events = await test.run(
    { spin: ["spin"], after: ["echo"], other: ["echo", { value: 1 }] },
    ["spin -> after.value", "spin -> other.order"],
    { on_error: "null" },
  );
  expect(errorOf(events, "spin")).toBe(`Node "spin" ${LATE}`);
  expect(outputOf(events, "other")).toBe(1);
  expect(endOf(events).status).toBe("done");
  expect(test.lines).toContain(`Its host is ended: "spin" ${LATE}`);
});

Deno.test("each of several nodes that take too long has its own error", async () => {
  await using test = greedyPool({ nodeTime: 300 });
  const events = await test.run({ a: ["hang"], b: ["hang"], c: ["spin"] });
  for (const node of ["a", "b"]) expect(errorOf(events, node)).toBe(`Node "${node}" ${LATE}`);
  // It begins behind the others: where that is later by a moment, it ends with their host.
  expect(errorOf(events, "c")).toContain(LATE);
  expect(endOf(events).status).toBe("done");
});

Deno.test("blame() tells the node that took too long from those beside it", () => {
  const end = { pack: '"p"', reason: `"a" ${LATE}`, exceeded: undefined };
  const nodes = [{ name: "a" }, { name: "b" }];
  expect(blame(nodes[0], nodes, { ...end, late: LATE })).toBe(`Node "a" ${LATE}`);
  expect(blame(nodes[1], nodes, { ...end, late: undefined })).toBe(
    `The host of pack "p" ended while "b" ran: "a" ${LATE}`,
  );
  const many = Array.from({ length: 1000 }, (_, i) => ({ name: `n${i}` }));
  expect(blame(many[7], many, { ...end, exceeded: "used it all", late: undefined })).toBe(
    'Nodes "n0", "n1", "n2", "n3", "n4" and 995 more together used it all',
  );
});

Deno.test("a run that takes too long ends with an error, on its nodes and as a whole", async () => {
  await using test = greedyPool({ runTime: 1000 }, "greedy", "second");
  // The time of a run is also that of the start of its hosts.
  for (const pack of ["greedy", "second"]) await test.pool.warm(greedyPack(pack));
  const events = await test.run(
    {
      spin: ["spin"],
      hang: ["hang", {}, "second"],
      after: ["echo"],
      quick: ["echo", { value: 1 }],
    },
    ["spin -> after.value", "quick -> spin.order"],
  );
  const why = "The run took longer than 1 s (limit --max-run-time)";
  expect(errorOf(events, "spin")).toBe(`Node "spin" was ended. ${why}`);
  expect(errorOf(events, "hang")).toBe(`Node "hang" was ended. ${why}`);
  expect(errorOf(events, "after")).toBe(`Node "after" did not begin. ${why}`);
  expect(outputOf(events, "quick")).toBe(1);
  expect(endOf(events)).toEqual({ status: "error", error: why });
});

Deno.test("a run within its time is not disturbed, and leaves no timer", async () => {
  await using test = greedyPool({ runTime: 60_000, nodeTime: 60_000 });
  const events = await test.run({ a: ["echo", { value: 1 }], b: ["echo"] }, ["a -> b.value"]);
  expect(outputOf(events, "b")).toBe(1);
});

Deno.test("RunWatch gives nodes more time while the events are held back", async () => {
  const late: number[] = [];
  const told = Promise.withResolvers<void>();
  let held = 3;
  const watch = new RunWatch({ runTime: Infinity, nodeTime: 20 }, {
    nodeIsLate(node) {
      late.push(node, held);
      told.resolve();
    },
    runIsLate: () => told.reject(new Error("the run has no limit")),
    isHeld: () => --held > 0,
  });
  watch.begin();
  watch.nodeBegan(1);
  watch.nodeBegan(2);
  watch.nodeEnded(1);
  await told.promise;
  watch.end();
  expect(late).toEqual([2, 0]);
});
