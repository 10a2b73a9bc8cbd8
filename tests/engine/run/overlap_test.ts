import { expect } from "@std/expect";
import { parseRunRequest } from "@/engine/core/parse_graph.ts";
import { isNodeEvent } from "@/engine/core/run_event.ts";
import { type OverlapStage, overlapStage, type SharedRun } from "@/tests/helpers/overlap_stage.ts";

/** Each node has one begin and one end, in this order, behind the ends of all that it needs; one end of all. */
function expectOrder(
  stage: OverlapStage,
  run: SharedRun,
  ...graph: Parameters<OverlapStage["body"]>
) {
  const body = stage.body(...graph) as {
    nodes: { id: string }[];
    edges: { source: string; target: string }[];
  };
  const begins = new Map<string, number>(), ends = new Map<string, number>();
  run.events.filter(isNodeEvent).forEach(({ node_id, status }, at) => {
    if (status === "executing") {
      expect(begins.has(node_id)).toBe(false);
      begins.set(node_id, at);
    }
    if (status !== "completed" && status !== "error") return;
    expect(ends.has(node_id)).toBe(false);
    ends.set(node_id, at);
  });
  for (const { source, target } of body.edges) {
    expect(ends.get(source)).toBeLessThan(begins.get(target) ?? ends.get(target)!);
  }
  expect(ends.size).toBe(body.nodes.length);
  expect(run.events.filter((event) => !isNodeEvent(event))).toEqual([run.end]);
  expect(run.end.status).toBe("done");
}

Deno.test("ops that block run at the same time in two hosts, each once", async () => {
  await using stage = await overlapStage();
  const dir = await stage.folder();
  const nodes = Object.fromEntries(
    ["a", "b"].map((name) => [name, ["place", { dir, name, count: 2 }] as [string, object]]),
  );
  const run = await stage.run(nodes);
  expectOrder(stage, run, nodes);
  expect(run.errors).toEqual({});
  expect(run.outputs.a).not.toBe(run.outputs.b);
});

Deno.test("chains from one source are shared, and come together again", async () => {
  await using stage = await overlapStage();
  const dir = await stage.folder();
  const graph = [
    {
      source: ["work", { ms: 1 }],
      a: ["meet", { dir, name: "a", count: 2 }],
      a2: ["work", { ms: 1 }],
      b: ["meet", { dir, name: "b", count: 2 }],
      b2: ["work", { ms: 1 }],
      both: "list",
      shown: "view",
    },
    [
      ...["source -> a.after", "source -> b.after", "a -> a2.a", "b -> b2.a"],
      ...["a2 -> both.input-0", "b2 -> both.input-1", "both -> shown"],
    ],
  ] satisfies Parameters<OverlapStage["body"]>;
  const run = await stage.run(...graph);
  expectOrder(stage, run, ...graph);
  expect(run.end).toEqual({ status: "done", results: { shown: [3, 3] } });
});

Deno.test("there are no more hosts at work than cores, and impure ops stay in theirs", async () => {
  await using alone = await overlapStage(1);
  const burn = { a: ["work", { ms: 60 }], b: ["work", { ms: 60 }] } satisfies Record<
    string,
    [string, object]
  >;
  expect((await alone.run(burn)).pids.size).toBe(1);
  await using two = await overlapStage(2);
  const impure = { a: ["stay", { ms: 60 }], b: ["stay", { ms: 60 }] } satisfies typeof burn;
  expect((await two.run(impure)).pids.size).toBe(1);
});

Deno.test("a value that cannot leave its process is made again where it is needed", async () => {
  await using stage = await overlapStage();
  const dir = await stage.folder();
  const graph = [
    {
      a: ["meet", { dir, name: "a", count: 2 }],
      b: ["meet", { dir, name: "b", count: 2 }],
      boxed: ["box", { ms: 1 }],
      odd: ["odd", { ms: 1 }],
      both: ["work", { ms: 1 }],
      looked: ["look", { ms: 1 }],
      looked2: ["look", { ms: 1 }],
    },
    [
      ...["b -> boxed.a", "b -> odd.a", "a -> both.a", "b -> both.b"],
      ...["boxed -> looked.it", "both -> looked.ms", "odd -> looked2.it", "both -> looked2.ms"],
    ],
  ] satisfies Parameters<OverlapStage["body"]>;
  const run = await stage.run(...graph);
  expectOrder(stage, run, ...graph);
  expect(run.errors).toEqual({});
  expect(run.pids.size).toBe(2);
  expect(run.outputs.looked).toBe("box of 2");
  expect(run.outputs.looked2).toBe("true,1,true,,NaN");
});

for (const [dies, lives] of [["a", "b"], ["b", "a"]]) {
  const which = dies === "a" ? "the host that is helped" : "the host that helps";
  Deno.test(`${which} may end: what ran in it fails, and the rest goes on`, async () => {
    await using stage = await overlapStage();
    const dir = await stage.folder();
    const graph = [
      {
        a: [dies === "a" ? "exit" : "meet", { dir, name: "a", count: 2 }],
        b: [dies === "b" ? "exit" : "meet", { dir, name: "b", count: 2 }],
        a2: ["work", { ms: 1 }],
        b2: ["work", { ms: 30 }],
        c: ["work", { ms: 1 }],
        joined: ["work", { ms: 1 }],
      },
      ["a -> a2.a", "b -> b2.a", `${lives}2 -> joined.a`, "c -> joined.b"],
    ] satisfies Parameters<OverlapStage["body"]>;
    const run = await stage.run(...graph);
    expectOrder(stage, run, ...graph);
    expect(Object.keys(run.errors).sort()).toEqual([dies, `${dies}2`]);
    expect(run.errors[dies]).toContain(`ended while "${dies}" ran`);
    expect(run.outputs).toMatchObject({ [lives]: 1, [`${lives}2`]: 2, c: 1, joined: 5 });
  });
}

Deno.test("a run that two hosts share can be stopped, and its hosts are not used again", async () => {
  await using stage = await overlapStage();
  const dir = await stage.folder();
  const body = stage.body({
    a: ["spin", { dir, name: "a", count: 2 }],
    b: ["spin", { dir, name: "b", count: 2 }],
  });
  const run = await stage.engine.run(parseRunRequest(body));
  let begun = 0;
  const events = [];
  for await (const event of run.events) {
    events.push(event);
    if (event.status === "executing" && ++begun === 2) void run.stop();
  }
  expect(events.at(-1)).toEqual({ status: "error", error: "Run stopped", stopped: true });
  const pids = await Promise.all(
    ["a", "b"].map((name) => Deno.readTextFile(`${dir}/${name}`)),
  );
  expect(new Set(pids).size).toBe(2);
  for (const pid of pids) expect(() => Deno.kill(Number(pid), "SIGCONT")).toThrow();
});

Deno.test("hosts that help have the run's environment variables, and no other run's", async () => {
  await using stage = await overlapStage();
  const shared = async (value: string) => {
    const dir = await stage.folder();
    return await stage.run(
      {
        a: ["meet", { dir, name: "a", count: 2 }],
        b: ["meet", { dir, name: "b", count: 2 }],
        a2: ["variable", { ms: 1 }],
        b2: ["variable", { ms: 1 }],
      },
      ["a -> a2.a", "b -> b2.a"],
      value === "" ? {} : { env_vars: { SHARED_WORK: value } },
    );
  };
  const one = await shared("");
  expect([one.outputs.a2, one.outputs.b2]).toEqual(["undefined", "undefined"]);
  const secret = await shared("a long secret of this run");
  // Masked in what is told.
  expect(secret.outputs.a2).toBe(secret.outputs.b2);
  expect(secret.outputs.a2).not.toBe("undefined");
  expect(secret.pids.size).toBe(2);
  const next = await shared("");
  expect([next.outputs.a2, next.outputs.b2]).toEqual(["undefined", "undefined"]);
  expect(secret.pids.isDisjointFrom(new Set([...one.pids, ...next.pids]))).toBe(true);
});
