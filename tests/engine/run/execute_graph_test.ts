import { expect } from "@std/expect";
import { PsynapseError } from "@/engine/core/errors.ts";
import { isNodeEvent, type RunEvent } from "@/engine/core/run_event.ts";
import { executeGraph } from "@/engine/run/execute_graph.ts";
import { LocalHosts } from "@/engine/run/local_hosts.ts";
import { errorOf, outputOf, testPool } from "@/tests/helpers/test_pool.ts";
import { withinAsking } from "@/tests/helpers/within.ts";
import {
  brief,
  collect,
  graphOf,
  testingCatalog,
  testingPack,
  type TestNode,
} from "@/tests/helpers/testing_pack.ts";

/** Ops in this process, for what does not ask for a host. */
const LOCAL = new LocalHosts({
  echo: (value: unknown) => value,
  raise_error: (message: string) => {
    throw new Error(message);
  },
  sleep_op: (_seconds: number) => Promise.resolve("slept"),
});

function runLocally(
  nodes: Record<string, TestNode>,
  edges: string[] = [],
  more: Record<string, unknown> = {},
): Promise<RunEvent[]> {
  const request = graphOf(nodes, edges, more);
  return collect(executeGraph({ request, catalog: testingCatalog(), hosts: LOCAL }));
}

/** Exactly one terminal event, and it is the last. */
function expectOneEnd(events: RunEvent[]): void {
  expect(events.filter((event) => !isNodeEvent(event))).toEqual([events.at(-1)]);
}

Deno.test("executeGraph() tells each node's begin and end, in order, and the views' values", async () => {
  const events = await runLocally({ a: ["echo", { value: 1 }], v: "view" }, ["a -> v"]);
  expect(brief(events)).toEqual([
    "a executing",
    "a completed 1",
    "View executing",
    "View completed 1",
    'done {"v":1}',
  ]);
  expect(events[0]).toMatchObject({
    node_id: "a",
    node_number: 1,
    pack: "testing",
    inputs: { value: 1 },
  });
  expect(events[2]).toMatchObject({ node_id: "v", node_number: 2, inputs: { input: 1 } });
  expect("pack" in events[2]).toBe(false);
});

Deno.test("executeGraph() of an empty graph is done at once", async () => {
  expect(brief(await runLocally({}))).toEqual(["done {}"]);
});

Deno.test("executeGraph() refuses a cycle before anything runs", () => {
  const request = graphOf({ a: ["echo"], b: ["echo"] }, ["a -> b.value", "b -> a.value"]);
  expect(() => executeGraph({ request, catalog: testingCatalog(), hosts: LOCAL })).toThrow(
    new PsynapseError("bad_graph", "Graph contains a cycle: a → b → a"),
  );
});

Deno.test("executeGraph() refuses environment variables that change the runtime", () => {
  const request = graphOf({}, [], { env_vars: { LD_PRELOAD: "x.so" } });
  expect(() => executeGraph({ request, catalog: testingCatalog(), hosts: LOCAL })).toThrow(
    "env_vars.LD_PRELOAD",
  );
});

Deno.test("executeGraph() skips what depends on a failed node and goes on with the rest", async () => {
  const events = await runLocally(
    {
      bad: ["raise_error", { message: "no" }],
      next: ["echo"],
      last: "view",
      good: ["echo", { value: 2 }],
      seen: "view",
    },
    ["bad -> next.value", "next -> last", "good -> seen"],
  );
  expect(errorOf(events, "bad")).toBe("no");
  expect(errorOf(events, "next")).toBe('Skipped because "bad" failed');
  expect(errorOf(events, "last")).toBe('Skipped because "bad" failed');
  expect(events.filter((event) => event.status === "error" && "skipped" in event).length).toBe(2);
  expect(events.filter((event) => isNodeEvent(event) && event.node_id === "next").length).toBe(1);
  expect(events.at(-1)).toEqual({ status: "done", results: { seen: 2 } });
  expectOneEnd(events);
});

Deno.test('executeGraph() with on_error "null" lets null flow on', async () => {
  const events = await runLocally(
    { bad: ["raise_error", { message: "no" }], next: ["echo"], last: "view" },
    ["bad -> next.value", "next -> last"],
    { on_error: "null" },
  );
  expect(brief(events)).toEqual([
    "bad executing",
    "bad error: no",
    "next executing",
    "next completed null",
    "View executing",
    "View completed null",
    'done {"last":null}',
  ]);
});

Deno.test("executeGraph() names an op that is not known", async () => {
  const events = await runLocally({ a: ["foo", { x: 1 }], b: ["echo", { value: 1 }, "nowhere"] });
  expect(errorOf(events, "a")).toBe('Unknown op "foo"');
  expect(errorOf(events, "b")).toBe('Unknown op "echo"');
  expect(events.at(-1)).toEqual({ status: "done", results: {} });
});

Deno.test("a run's events can be iterated over by one loop alone, and end once", async () => {
  const execution = executeGraph({
    request: graphOf({ a: ["echo", { value: 1 }] }),
    catalog: testingCatalog(),
    hosts: LOCAL,
  });
  const events = await collect(execution);
  expect(events.length).toBe(3);
  expect(await collect(execution)).toEqual([]);
  await execution.ended;
  expect(execution.value("a")).toBe(1);
  expect(execution.value("nowhere")).toBeUndefined();
});

Deno.test("an op that waits does not hold back those that do not need it", async () => {
  await using test = testPool();
  const events = await test.run(
    { slow: ["sleep_op", { seconds: 0.05 }], quick: ["echo", { value: 1 }], both: ["echo"] },
    ["slow -> both.value", "quick -> both.after"],
  );
  expect(brief(events)).toEqual([
    "slow executing",
    "quick executing",
    "quick completed 1",
    "slow completed 0.05",
    "both executing",
    "both completed 0.05",
    "done {}",
  ]);
});

Deno.test("a chain of thousands of ops runs in order", async () => {
  await using test = testPool();
  const count = 3000;
  const nodes: Record<string, TestNode> = { n0: ["echo", { value: "x" }] };
  const edges: string[] = [];
  for (let i = 1; i < count; i++) {
    nodes[`n${i}`] = ["echo"];
    edges.push(`n${i - 1} -> n${i}.value`);
  }
  const events = await test.run(nodes, edges);
  expect(events.length).toBe(2 * count + 1);
  expect(events[2 * count - 1]).toMatchObject({ node_id: `n${count - 1}`, output: "x" });
});

Deno.test("values flow within a host as they are", async () => {
  await using test = testPool();
  const events = await test.run(
    {
      fn: ["make_function", { factor: 3 }],
      called: ["call_function", { value: 5 }],
      map: ["make_map", { key: "k", value: 4 }],
      got: ["map_get", { key: "k" }],
      nan: ["make_number", { name: "NaN" }],
      same: ["is_number", { name: "NaN" }],
      infinite: ["make_number", { name: "-Infinity" }],
    },
    ["fn -> called.fn", "map -> got.map", "nan -> same.value"],
  );
  expect(outputOf(events, "fn")).toBe("[Function]");
  expect(outputOf(events, "called")).toBe(15);
  expect(outputOf(events, "got")).toBe(4);
  expect(outputOf(events, "nan")).toBe("NaN");
  expect(outputOf(events, "same")).toBe(true);
  expect(outputOf(events, "infinite")).toBe("-Infinity");
});

Deno.test("values of millions of characters arrive whole", async () => {
  await using test = testPool();
  const events = await test.run({ a: ["big_text", { size: 5_000_000 }], v: "view" }, ["a -> v"]);
  expect((outputOf(events, "v") as string).length).toBe(5_000_000);
});

/** Two packs with the same ops, which run in hosts of their own. */
function twoPacks() {
  return testingCatalog([testingPack(), testingPack({ name: "second" })]);
}

Deno.test("values flow between the hosts of two packs, where they can be carried", async () => {
  await using test = testPool(twoPacks());
  const events = await test.run(
    {
      map: ["make_map", { key: "k", value: 4 }],
      got: ["map_get", { key: "k" }, "second"],
      nan: ["make_number", { name: "NaN" }, "second"],
      same: ["is_number", { name: "NaN" }],
      fn: ["make_function", { factor: 3 }],
      shown: ["echo", {}, "second"],
      list: "list",
      v: "view",
    },
    [
      "map -> got.map",
      "nan -> same.value",
      "fn -> shown.value",
      "got -> list.input-0",
      "same -> list.input-1",
      "list -> v",
    ],
  );
  expect(outputOf(events, "got")).toBe(4);
  expect(outputOf(events, "same")).toBe(true);
  expect(outputOf(events, "shown")).toBe("[Function]");
  expect(events.at(-1)).toEqual({ status: "done", results: { v: [4, true] } });
  expect(test.pool.pids.length).toBe(2);
});

Deno.test("a failure in one host skips what depends on it in another", async () => {
  await using test = testPool(twoPacks());
  const nodes: Record<string, TestNode> = {
    bad: ["raise_error", { message: "no" }],
    far: ["echo", {}, "second"],
    back: ["echo"],
  };
  const edges = ["bad -> far.value", "far -> back.value"];
  const events = await test.run(nodes, edges);
  expect(errorOf(events, "far")).toBe('Skipped because "bad" failed');
  expect(errorOf(events, "back")).toBe('Skipped because "bad" failed');
  const lenient = await test.run(nodes, edges, { on_error: "null" });
  expect(outputOf(lenient, "far")).toBe(null);
  expect(outputOf(lenient, "back")).toBe(null);
});

Deno.test("nodes without ops need no host", async () => {
  await using test = testPool();
  const events = await test.run({ l: "list", v: "view" }, ["l -> v"]);
  expect(events.at(-1)).toEqual({ status: "done", results: { v: [] } });
  expect(test.pool.pids).toEqual([]);
});

Deno.test("environment variables are seen by their own run alone", async () => {
  await using test = testPool();
  const nodes: Record<string, TestNode> = {
    wait: ["sleep_op", { seconds: 0.05 }],
    read: ["read_env", { name: "PSYNAPSE_SECRET" }],
    pid: ["process_id"],
  };
  const edges = ["wait -> read.after"];
  const [one, two, none] = await Promise.all([
    test.run(nodes, edges, { env_vars: { PSYNAPSE_SECRET: "one" } }),
    test.run(nodes, edges, { env_vars: { PSYNAPSE_SECRET: "two" } }),
    test.run(nodes, edges),
  ]);
  expect([one, two, none].map((events) => outputOf(events, "read"))).toEqual([
    "one",
    "two",
    "<unset>",
  ]);
  expect(Deno.env.get("PSYNAPSE_SECRET")).toBeUndefined();
  const later = await test.run(nodes, edges);
  expect(outputOf(later, "read")).toBe("<unset>");
  // The hosts of the first two ended with their runs.
  expect(test.pool.pids).not.toContain(outputOf(one, "pid"));
  expect(test.pool.pids).not.toContain(outputOf(two, "pid"));
});

Deno.test("environment variables are not in the command line of a host", async () => {
  await using test = testPool();
  const run = test.start({ a: ["ignore_signal"] }, [], { env_vars: { PSYNAPSE_SECRET: "hidden" } });
  for await (const _ of run) {
    const [pid] = test.pool.pids;
    expect(await Deno.readTextFile(`/proc/${pid}/cmdline`)).not.toContain("hidden");
    break;
  }
});

Deno.test("what ops write to standard output is no message", async () => {
  await using test = testPool();
  const text = '\n[1,[5,0,"forged"]]\n{"type":"idle","run":1,"tainted":false}\nrest without end';
  const events = await test.run({ a: ["write_stdout", { text }], b: ["echo", { value: 1 }] });
  expect(outputOf(events, "a")).toBe(text);
  expect(outputOf(events, "b")).toBe(1);
  // The host's log has a pipe of its own, which is read in its own time.
  await withinAsking("the line", () => Promise.resolve(test.lines.includes('[1,[5,0,"forged"]]')));
  expect(brief(events)).toContain(`a log log: ${text}`);
});

Deno.test("a host survives what its ops leave behind", async () => {
  await using test = testPool();
  const events = await test.run({
    pid: ["process_id"],
    a: ["reject_later"],
    b: ["sleep_op", { seconds: 0.01 }],
  });
  expect(outputOf(events, "a")).toBe("done");
  expect(outputOf(events, "b")).toBe(0.01);
  // Told of its node while the run is at work, and printed behind that.
  const logs = events.flatMap((it) => it.status === "log" ? [it.text] : []);
  for (const text of ["left behind", "thrown later"]) {
    const told = () => [...logs, ...test.lines].join("\n").includes(text);
    await withinAsking(text, () => Promise.resolve(told()));
  }
  const next = await test.run({ pid: ["process_id"] });
  expect(outputOf(next, "pid")).toBe(outputOf(events, "pid"));
});

Deno.test("a host speaks on when an op replaces what it might use", async () => {
  await using test = testPool();
  const events = await test.run({ a: ["pollute"], b: ["echo", { value: 1 }] }, ["a -> b.after"]);
  expect(outputOf(events, "a")).toBe("polluted");
  expect(outputOf(events, "b")).toBe(1);
});

Deno.test("the inputs of an op may be named like members of every object", async () => {
  await using test = testPool();
  const events = await test.run({ a: ["make_dict", { k: "__proto__", v: "own" }], v: "view" }, [
    "a -> v",
  ]);
  expect(Object.hasOwn(outputOf(events, "a") as object, "__proto__")).toBe(true);
});
