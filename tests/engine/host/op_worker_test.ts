import { expect } from "@std/expect";
import { isNodeEvent } from "@/engine/core/run_event.ts";
import { errorOf, outputOf, testPool } from "@/tests/helpers/test_pool.ts";
import { brief, testingCatalog, testingPack } from "@/tests/helpers/testing_pack.ts";

Deno.test("a progress op tells how far it is, while it runs", async () => {
  await using test = testPool();
  const events = await test.run({ a: ["FastProgress", { count: 2, delay: 0 }], v: "view" }, [
    "a -> v",
  ]);
  expect(brief(events)).toEqual([
    "a executing",
    "a progress 0.5 Processing item 1/2",
    "a progress 1 Processing item 2/2",
    "a completed 2",
    "View executing",
    "View completed 2",
    'done {"v":2}',
  ]);
});

Deno.test("progress is between 0 and 1", async () => {
  await using test = testPool();
  const events = await test.run({ a: ["OddProgress"] });
  expect(brief(events).slice(1, -2)).toEqual([
    "a progress 0 below",
    "a progress 1 above",
    "a progress 0 of nothing",
    "a progress 0 not a number",
  ]);
});

Deno.test("ops of the original's pattern report", async () => {
  await using test = testPool();
  const progress = await test.run({ a: ["PatternProgress", { count: 2 }] });
  expect(brief(progress).slice(1, -1)).toEqual([
    "a progress 0.5 1 of 2",
    "a progress 1 2 of 2",
    "a completed 2",
  ]);
  const stream = await test.run({ a: ["PatternStream", { text: "xy" }] });
  expect(brief(stream).slice(1, -1)).toEqual([
    "a streaming x",
    "a streaming y",
    'a completed "xy"',
  ]);
});

Deno.test("a stream op's text comes in pieces; empty ones do not come", async () => {
  await using test = testPool();
  const words = await test.run({ a: ["UpperStream", { text: "hello wörld", delay: 0 }] });
  expect(brief(words).slice(1, -1)).toEqual([
    "a streaming HELLO ",
    "a streaming WÖRLD ",
    'a completed "HELLO WÖRLD "',
  ]);
  const events = await test.run({ a: ["EmptyChunks"] });
  expect(brief(events).slice(1, -2)).toEqual(["a streaming a", "a streaming b"]);
});

Deno.test("a flood of chunks arrives whole and in order", async () => {
  await using test = testPool();
  const events = await test.run({ a: ["ManyChunks", { n: 20_000 }] });
  const chunks = events.filter((event) => event.status === "streaming");
  expect(chunks.length).toBe(20_000);
  expect(outputOf(events, "a")).toBe("x".repeat(80_000));
});

Deno.test("a reader who stops reading holds a flood of chunks back, and gets it all later", async () => {
  await using test = testPool();
  const iterator = test.start({ a: ["ManyChunks", { n: 50_000, size: 100 }] })
    [Symbol.asyncIterator]();
  await iterator.next();
  const [pid] = test.pool.pids;
  // The host has written all that its pipe takes, and now waits: nothing of it computes.
  await asleep(pid);
  let chunks = 0;
  for (let next = await iterator.next(); !next.done; next = await iterator.next()) {
    if (next.value.status === "streaming") chunks++;
  }
  expect(chunks).toBe(50_000);
});

/** Resolves when no thread of the process was seen running for a while. */
async function asleep(pid: number): Promise<void> {
  for (let quiet = 0; quiet < 5;) {
    await new Promise((resolve) => setTimeout(resolve, 10));
    let running = 0;
    for await (const { name } of Deno.readDir(`/proc/${pid}/task`)) {
      const stat = await Deno.readTextFile(`/proc/${pid}/task/${name}/stat`);
      if (stat.slice(stat.lastIndexOf(")") + 2).startsWith("R")) running++;
    }
    quiet = running === 0 ? quiet + 1 : 0;
  }
}

Deno.test("an op that throws fails with its message, behind what it reported", async () => {
  await using test = testPool();
  const progress = await test.run({ a: ["FailingProgress", { count: 2 }] });
  expect(errorOf(progress, "a")).toBe("progress failed");
  expect(progress[1].status).toBe("progress");
  const stream = await test.run({ a: ["FailingStream", { text: "" }] });
  expect(brief(stream).slice(1, -1)).toEqual(["a streaming part ", "a error: stream failed"]);
});

for (
  const [op, message] of [
    ["UncaughtProgress", "thrown from a timer"],
    ["RejectedProgress", "left behind"],
    ["ExitProgress", "Ended its thread by Deno.exit(7)"],
  ]
) {
  Deno.test(`what nothing catches is the error of its node: ${op}`, async () => {
    await using test = testPool();
    const events = await test.run({ a: [op], b: ["echo", { value: 1 }] });
    expect(errorOf(events, "a")).toBe(message);
    expect(outputOf(events, "b")).toBe(1);
    expect(events.filter((event) => !isNodeEvent(event)).length).toBe(1);
    // What may be left of it goes with its host.
    const pids = test.pool.pids;
    const next = await test.run({ a: ["process_id"] });
    expect(pids).toContain(outputOf(next, "a"));
  });
}

Deno.test("each node has a new instance of its op, and several run at once", async () => {
  await using test = testPool();
  const events = await test.run({ a: ["CountingProgress"], b: ["CountingProgress"] });
  expect([outputOf(events, "a"), outputOf(events, "b")]).toEqual([1, 1]);
  expect(brief(events).slice(0, 2)).toEqual(["a executing", "b executing"]);
});

Deno.test("more ops than there may be workers all get their turn", async () => {
  await using test = testPool();
  const names = Array.from({ length: 40 }, (_, i) => `n${i}`);
  const events = await test.run(
    Object.fromEntries(names.map((name) => [name, ["CountingProgress"]])),
  );
  expect(names.map((name) => outputOf(events, name))).toEqual(names.map(() => 1));
});

const NOTHING = {
  read: "prompt",
  write: "prompt",
  net: "prompt",
  env: "prompt",
  run: "prompt",
  sys: "prompt",
  ffi: "prompt",
};

Deno.test("ops have their pack's permissions and no others", async () => {
  await using without = testPool(testingCatalog([testingPack({ permissions: {} })]));
  const none = await without.run({ a: ["permissions"], b: ["PermissionsProgress"] });
  expect(outputOf(none, "a")).toEqual(NOTHING);
  expect(outputOf(none, "b")).toEqual({ ...NOTHING, own_file: "prompt" });

  const permissions = { read: ["/etc"], env: true, sys: ["hostname"] };
  await using some = testPool(testingCatalog([testingPack({ permissions })]));
  const few = await some.run({ a: ["permissions"], b: ["PermissionsProgress"] });
  expect(outputOf(few, "a")).toEqual({ ...NOTHING, env: "granted" });
  expect(outputOf(few, "b")).toEqual({ ...NOTHING, env: "granted", own_file: "prompt" });
});

Deno.test("a pack reads the paths that it may read, and not those that it denies", async () => {
  const permissions = { read: { allow: ["/etc", "/proc"], deny: ["/etc/hostname"] } };
  await using test = testPool(testingCatalog([testingPack({ permissions })]));
  const events = await test.run({
    a: ["read_file", { path: "/etc/hosts" }],
    b: ["read_file", { path: "/etc/hostname" }],
    c: ["read_file", { path: "/usr/lib/os-release" }],
    d: ["read_file", { path: testingPack().dir + "/ops.ts" }],
  });
  expect(typeof outputOf(events, "a")).toBe("string");
  for (const node of ["b", "c", "d"]) {
    expect(errorOf(events, node)).toMatch(/^Reading ".*" is not allowed to nodepack "testing"/);
  }
});

Deno.test("a pack that may do everything can", async () => {
  await using test = testPool(testingCatalog([testingPack({ permissions: { all: true } })]));
  const events = await test.run({ a: ["permissions"], b: ["PermissionsProgress"] });
  const all = Object.fromEntries(Object.keys(NOTHING).map((name) => [name, "granted"]));
  expect(outputOf(events, "a")).toEqual(all);
  expect(outputOf(events, "b")).toEqual({ ...all, own_file: "granted" });
});

Deno.test("what cannot be cloned enters a worker as its stand-in", async () => {
  await using test = testPool();
  const events = await test.run(
    { fn: ["make_function", { factor: 2 }], a: ["PatternStream"] },
    ["fn -> a.text"],
  );
  expect(outputOf(events, "a")).toBe("[Function]");
});
