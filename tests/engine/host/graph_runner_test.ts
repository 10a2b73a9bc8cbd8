import { expect } from "@std/expect";
import { planRun } from "@/engine/core/plan.ts";
import { GraphRunner } from "@/engine/host/graph_runner.ts";
import { Digests } from "@/engine/host/digest.ts";
import {
  CARRIED,
  DIGEST_START,
  EXECUTING,
  HELD,
  type HostEvent,
  type OutsideValue,
  type Part,
} from "@/engine/host/protocol.ts";
import { indexOps, partitionGraph } from "@/engine/run/partition.ts";
import { graphOf, testingCatalog, type TestNode } from "@/tests/helpers/testing_pack.ts";

type Op = (...args: never[]) => unknown;

/** The part that a graph is when one host runs all of it. */
function partOf(nodes: Record<string, TestNode>, edges: string[], onError: "skip" | "null"): Part {
  const graph = graphOf(nodes, edges);
  const catalog = indexOps(testingCatalog());
  const hostOf = () => "one";
  const { parts } = partitionGraph({ graph, plan: planRun(graph), catalog, hostOf, onError });
  return parts[0].part;
}

/** A runner whose ops are given, and all that it put out. */
function runner(part: Part, ops: Record<string, Op>) {
  const out: (HostEvent | "call" | "paused" | "finished")[] = [];
  const waiting: (() => void)[] = [];
  const it = new GraphRunner(
    part,
    { call: (op, args) => ops[op.name](...args as never[]) },
    {
      event: (event) => void out.push(event),
      beforeCall: () => void out.push("call"),
      paused: () => void out.push("paused"),
      finished: () => void out.push("finished"),
    },
    (resume) => void waiting.push(resume),
  );
  return { it, out, resume: () => waiting.shift()?.() };
}

/** What came out, by node and kind; times left out. */
function kinds(out: ReturnType<typeof runner>["out"]) {
  const names = ["executing", "completed", "failed", "skipped", "", "", "shown", "carried"];
  return out.map((it) => typeof it === "string" ? it : `${it[1]} ${names[it[0]]}`);
}

const echo: Op = (value: unknown) => value;

Deno.test("a node begins once its inputs are there, and says so before its op is called", () => {
  const part = partOf({ a: ["echo", { value: 1 }], b: ["echo"], v: "view" }, [
    "a -> b.value",
    "b -> v",
  ], "skip");
  const { it, out } = runner(part, { echo });
  it.start([]);
  expect(kinds(out)).toEqual([
    "0 executing",
    "call",
    "0 completed",
    "1 executing",
    "call",
    "1 completed",
    "2 executing",
    "2 shown",
    "finished",
  ]);
});

Deno.test("a promise holds back those alone that need it", async () => {
  const part = partOf({ a: ["sleep_op", { seconds: 1 }], b: ["echo", { value: 1 }], c: ["echo"] }, [
    "a -> c.value",
  ], "skip");
  const slept = Promise.withResolvers<string>();
  const { it, out } = runner(part, { echo, sleep_op: () => slept.promise });
  it.start([]);
  expect(kinds(out).at(-1)).toBe("paused");
  expect(kinds(out)).toContain("1 completed");
  slept.resolve("slept");
  await slept.promise;
  await Promise.resolve();
  expect(out).toContainEqual([0, 2, { value: "slept" }, expect.any(Number)]);
  expect(out.at(-1)).toBe("finished");
});

Deno.test("thenables that are no promises count as promises, and may reject with anything", async () => {
  const part = partOf({ a: ["echo", { value: 1 }] }, [], "skip");
  const thenable = { then: (_: unknown, reject: (reason: unknown) => void) => reject("just so") };
  const { it, out } = runner(part, { echo: () => thenable });
  it.start([]);
  while (out.at(-1) !== "finished") await new Promise((resolve) => setImmediate(resolve));
  expect(out).toContainEqual([2, 0, "just so", expect.any(Number)]);
});

Deno.test("values from outside are waited for; those that failed skip, those that are lost fail", () => {
  const nodes: Record<string, TestNode> = { a: ["echo"], b: ["echo"], c: ["echo"], d: ["echo"] };
  const part = partOf(nodes, [], "skip");
  part.outside = ["w", "x", "y", "z"];
  part.nodes.forEach((node, i) => {
    node.incoming = [{ source: 4 + i, target: i, sourceHandle: undefined, targetHandle: "value" }];
    node.exported = true;
  });
  const values: OutsideValue[] = [
    [0, { form: "json", value: 5 }],
    [1, { form: "failed", failed: "x" }],
    [2, { form: "lost", message: "gone" }],
  ];
  const { it, out } = runner(part, { echo });
  it.start(values.slice(0, 1));
  it.give(values.slice(1));
  // A value that comes a second time changes nothing.
  it.give([[0, { form: "json", value: 6 }]]);
  expect(kinds(out)).not.toContain("finished");
  it.give([[3, { form: "json", value: 7 }]]);
  expect(out.filter((it) => typeof it !== "string" && it[0] === CARRIED)).toEqual([
    [7, 0, { form: "json", value: 5 }],
    [7, 1, { form: "failed", failed: "x" }],
    [7, 2, { form: "failed", failed: "c" }],
    [7, 3, { form: "json", value: 7 }],
  ]);
  expect(out).toContainEqual([3, 1, 'Skipped because "x" failed', "x"]);
  expect(out).toContainEqual([2, 2, "gone", 0]);
  expect(out.at(-1)).toBe("finished");
});

Deno.test("a value that JSON cannot hold is marked", () => {
  const part = partOf({ a: ["echo", { value: 1 }], v: "view" }, ["a -> v"], "skip");
  const { it, out } = runner(part, { echo: () => new Map([["k", 1]]) });
  it.start([]);
  expect(out).toContainEqual([1, 0, { k: 1 }, expect.any(Number), true]);
  expect(out).toContainEqual([6, 1, expect.any(Number), true]);
});

Deno.test("stop() starts nothing more, and finishes once nothing runs", async () => {
  const part = partOf({ a: ["sleep_op", { seconds: 1 }], b: ["echo"] }, ["a -> b.value"], "skip");
  const slept = Promise.withResolvers<void>();
  const { it, out } = runner(part, { echo, sleep_op: () => slept.promise });
  it.start([]);
  it.stop();
  expect(out).not.toContain("finished");
  slept.resolve();
  while (out.at(-1) !== "finished") await new Promise((resolve) => setImmediate(resolve));
  expect(kinds(out)).not.toContain("1 executing");
});

Deno.test("many nodes let go of the thread in between", () => {
  const count = 64;
  const nodes = Object.fromEntries(
    Array.from({ length: count }, (_, i): [string, TestNode] => [`n${i}`, ["echo", { value: i }]]),
  );
  const slow: Op = (value: unknown) => {
    const until = performance.now() + 1;
    while (performance.now() < until);
    return value;
  };
  const { it, out, resume } = runner(partOf(nodes, [], "skip"), { echo: slow });
  it.start([]);
  let turns = 1;
  while (!out.includes("finished")) {
    expect(out.at(-1)).toBe("paused");
    resume();
    turns++;
  }
  expect(turns).toBeGreaterThan(2);
  expect(kinds(out).filter((it) => it.endsWith("completed")).length).toBe(count);
});

Deno.test("a value of another host that cannot be unpacked is lost, which is an error of what needs it", () => {
  const part = partOf({ b: ["echo"], c: ["echo", { value: 1 }] }, [], "skip");
  part.outside.push("a");
  part.nodes[0].incoming = [{
    source: 2,
    target: 0,
    sourceHandle: undefined,
    targetHandle: "value",
  }];
  const { it, out } = runner(part, { echo });
  it.start([[0, { form: "v8", data: "AAAA" }]]);
  expect(out).toContainEqual([
    2,
    0,
    expect.stringMatching(/^The value of "a" cannot be read: /),
    0,
  ]);
  expect(out.at(-1)).toBe("finished");
});

Deno.test("what breaks behind an op is told to who can end the host", async () => {
  const part = partOf({ a: ["echo", { value: 1 }] }, [], "skip");
  const told = Promise.withResolvers<unknown>();
  const it = new GraphRunner(
    part,
    { call: () => Promise.resolve(1) },
    {
      event: (event) => {
        if (event[0] !== 0) throw new Error("no events");
      },
      beforeCall: () => {},
      paused: () => {},
      finished: () => {},
      broken: told.resolve,
    },
    setImmediate,
  );
  it.start([]);
  expect(await told.promise).toEqual(new Error("no events"));
});

/** A part in which `b` is held for the input 1. */
function heldPart(): Part {
  const part = partOf({ a: ["echo", { value: 1 }], b: ["echo"], c: ["echo"] }, [
    "a -> b.value",
    "b -> c.value",
  ], "skip");
  const nodes = part.nodes.map((node, i) => i === 1 ? { ...node, shape: 0 } : node);
  const known = new Digests().ofInputs({ value: 1 })!.slice(0, DIGEST_START);
  return { ...part, nodes, candidates: ["something e" + known] };
}

Deno.test("a node whose result may be known is held until it is said what becomes of it", () => {
  const { it, out } = runner(heldPart(), { echo });
  it.start([]);
  expect(out.at(-1)).toBe("paused");
  expect(out.at(-2)).toEqual([HELD, 1]);
  out.length = 0;
  it.decide([1], []);
  expect(kinds(out)).toEqual([
    ...["1 executing", "call", "1 completed", "2 executing", "call", "2 completed"],
    "finished",
  ]);
});

Deno.test("what is settled does not run, and what depends on it gets its value", () => {
  const { it, out } = runner(heldPart(), { echo });
  it.start([]);
  out.length = 0;
  it.decide([], [[1, { form: "whole", text: "[1]" }]]);
  expect(out[0]).toEqual([EXECUTING, 2, {}, expect.any(Number)]);
  // What JSON is not all of is told whole.
  expect(kinds(out))
    .toEqual(["2 executing", "call", "2 completed", "2 carried", "finished"]);
});

Deno.test("a node that is settled together with what it needs does not begin", () => {
  const { it, out } = runner(heldPart(), { echo });
  it.start([]);
  out.length = 0;
  const nothing = { form: "json", value: null } as const;
  it.decide([], [[1, nothing], [2, nothing]]);
  expect(out).toEqual(["finished"]);
  // What has its end keeps it.
  it.decide([1], [[1, nothing]]);
  expect(kinds(out)).toEqual(["finished", "paused"]);
});

Deno.test("a node with other inputs than those that are known runs at once", () => {
  const part = heldPart();
  const { it, out } = runner({ ...part, candidates: ["something e"] }, { echo });
  it.start([]);
  expect(kinds(out).at(-1)).toBe("finished");
});
