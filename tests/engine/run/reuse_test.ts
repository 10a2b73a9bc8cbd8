import { expect } from "@std/expect";
import { isNodeEvent } from "@/engine/core/run_event.ts";
import { Stage, type StageOp, stageParam } from "@/tests/helpers/reuse_stage.ts";

let world: unknown = 0;

const OPS: StageOp[] = [
  op("p", "add", ["a", "b"], ([a = 0, b = 0]) => Number(a) + Number(b)),
  op("q", "twice", ["a"], ([a]) => Number(a) * 2),
  op("p", "fail", ["a"], () => {
    throw new Error("no");
  }),
  op("p", "nothing", ["a"], () => undefined),
  op("p", "not_a_number", [], () => NaN),
  op("p", "seen", ["a"], ([a]) => `${typeof a} ${String(a)}`),
  op("q", "seen_there", ["a"], ([a]) => `${typeof a} ${String(a)}`),
  op("p", "adder", ["a"], ([a]) => (b: number) => Number(a) + b),
  op("p", "apply", ["f"], ([f]) => typeof f === "function" ? f(1) : "none"),
  { ...op("p", "look", ["a"], () => world), isPure: false },
  { ...op("q", "look_there", ["a"], () => world), isPure: false },
];

function op(
  pack: string,
  name: string,
  params: string[],
  call: (args: unknown[]) => unknown,
): StageOp {
  return { pack, name, params: params.map((it) => stageParam(it)), isPure: true, call };
}

type Node = string | [op: string, values?: Record<string, unknown>];

/** A request: nodes by id (`view`, `list`, or an op with values), edges as `a -> b.param`. */
function graph(nodes: Record<string, Node>, edges: string[] = [], more: object = {}): object {
  return {
    nodes: Object.entries(nodes).map(([id, node]) =>
      typeof node === "string" ? { id, type: `${node}Node`, data: {} } : node[0] === "variable"
        ? {
          id,
          type: "variableNode",
          data: { variableType: "Number", variableValue: node[1]?.value },
        }
        : { id, type: "functionNode", data: { functionName: node[0], values: node[1] ?? {} } }
    ),
    edges: edges.map((edge) => {
      const [source, target] = edge.split(" -> ");
      const [id, targetHandle = "input"] = target.split(".");
      return { source, target: id, targetHandle };
    }),
    reuse: true,
    ...more,
  };
}

const ran = (run: { calls: { node: string }[] }) => run.calls.map((it) => it.node);

Deno.test("a run that is repeated runs no op and starts no host", async () => {
  const stage = new Stage(OPS);
  const request = graph({
    x: ["variable", { value: 2 }],
    a: ["add", { b: 1 }],
    b: ["twice"],
    l: "list",
    v: "view",
  }, ["x -> a.a", "a -> b.a", "a -> l.input-0", "b -> l.input-1", "l -> v"]);
  const first = await stage.run(request);
  expect(first.outputs).toEqual({ x: 2, a: 3, b: 6, l: [3, 6], v: [3, 6] });
  expect(ran(first)).toEqual(["a", "b"]);
  expect(first.hosts).toEqual(["p", "q"]);
  expect(first.cached).toEqual(["x"]);
  const again = await stage.run(request);
  expect(again.outputs).toEqual(first.outputs);
  expect(again.end).toEqual(first.end);
  expect(ran(again)).toEqual([]);
  expect(again.hosts).toEqual([]);
  expect(again.events.filter(isNodeEvent)).toEqual([
    cachedEvent("x", 1, "Variable", {}, 2),
    { ...cachedEvent("a", 2, "add", { a: 2, b: 1 }, 3), pack: "p" },
    { ...cachedEvent("b", 3, "twice", { a: 3 }, 6), pack: "q" },
    cachedEvent("l", 4, "List", { "input-0": 3, "input-1": 6 }, [3, 6]),
    cachedEvent("v", 5, "View", { input: [3, 6] }, [3, 6]),
  ]);
});

function cachedEvent(id: string, number: number, name: string, inputs: object, output: unknown) {
  return {
    node_id: id,
    node_number: number,
    node_name: name,
    status: "completed",
    inputs,
    output,
    cached: true,
  };
}

Deno.test("a run without reuse neither takes results nor keeps any", async () => {
  const stage = new Stage(OPS);
  const request = graph({ a: ["add", { a: 1, b: 2 }] }, [], { reuse: false });
  await stage.run(request);
  expect(stage.store.size).toBe(0);
  await stage.run({ ...request, reuse: true });
  const plain = await stage.run(request);
  expect(ran(plain)).toEqual(["a"]);
  expect(plain.cached).toEqual([]);
});

Deno.test("a change runs what depends on it, as far as values change", async () => {
  const stage = new Stage(OPS);
  const chain = (value: number) =>
    graph({
      a: ["add", { a: value, b: 1 }],
      t: ["twice"],
      same: ["seen", {}],
      other: ["add", { a: 5 }],
    }, ["a -> t.a", "t -> same.a"]);
  await stage.run(chain(1));
  expect(ran(await stage.run(chain(2)))).toEqual(["a", "t", "same"]);
  // What it was before is still known.
  expect(ran(await stage.run(chain(1)))).toEqual([]);
});

Deno.test("an impure op always runs; what depends on it only when its value is another", async () => {
  const stage = new Stage(OPS);
  const request = graph({
    i: ["look", {}],
    a: ["add", { b: 1 }],
    b: ["twice"],
    c: ["add", { b: 3 }],
    v: "view",
  }, ["i -> a.a", "a -> b.a", "b -> c.a", "c -> v"]);
  world = 1;
  expect(ran(await stage.run(request))).toEqual(["i", "a", "b", "c"]);
  const same = await stage.run(request);
  expect(ran(same)).toEqual(["i"]);
  expect(same.cached.sort()).toEqual(["a", "b", "c", "v"]);
  expect(same.outputs.v).toBe(7);
  world = 2;
  expect(ran(await stage.run(request))).toEqual(["i", "a", "b", "c"]);
  world = 1;
  expect(ran(await stage.run(request))).toEqual(["i"]);
});

Deno.test("one held node settles all that is known behind it, in one message", async () => {
  const stage = new Stage(OPS);
  const nodes: Record<string, Node> = { i: ["look", {}] };
  const edges: string[] = [];
  for (let k = 0; k < 60; k++) {
    nodes[`n${k}`] = [k % 3 === 0 ? "twice" : "add", k % 3 === 0 ? {} : { b: k }];
    edges.push(`${k === 0 ? "i" : `n${k - 1}`} -> n${k}.a`);
  }
  world = 1;
  const first = await stage.run(graph(nodes, edges));
  const again = await stage.run(graph(nodes, edges));
  expect(ran(again)).toEqual(["i"]);
  expect(again.outputs).toEqual(first.outputs);
  // One for each of the two hosts.
  expect(again.decisions).toBe(2);
  // What is not known needs no answer, however many candidates there are.
  world = 0.5;
  const other = await stage.run(graph(nodes, edges));
  expect(ran(other)).toHaveLength(61);
  expect(other.decisions).toBe(0);
});

Deno.test("a value that is needed behind known nodes comes from the server", async () => {
  const stage = new Stage(OPS);
  world = 4;
  const nodes: Record<string, Node> = { i: ["look"], a: ["add", { b: 1 }] };
  await stage.run(graph(nodes, ["i -> a.a"]));
  const more = await stage.run(
    graph({ ...nodes, n: ["add", { b: 7 }], t: ["twice"] }, ["i -> a.a", "a -> n.a", "a -> t.a"]),
  );
  expect(ran(more).sort()).toEqual(["i", "n", "t"]);
  expect(more.outputs).toMatchObject({ a: 5, n: 12, t: 10 });
});

Deno.test("failures are not kept: a failed node runs again", async () => {
  const stage = new Stage(OPS);
  const request = graph({ f: ["fail", { a: 1 }], a: ["add", { b: 1 }] }, ["f -> a.a"]);
  const first = await stage.run(request);
  const again = await stage.run(request);
  expect(ran(again)).toEqual(["f"]);
  expect(again.errors).toEqual(first.errors);
  expect(again.errors).toEqual({ f: "no", a: 'Skipped because "fail" failed' });
});

Deno.test("with on_error null, what depends on a failed node has null as its input", async () => {
  const stage = new Stage(OPS);
  const request = graph({ f: ["fail", { a: 1 }], s: ["seen"], v: "view" }, [
    "f -> s.a",
    "f -> v",
  ], { on_error: "null" });
  const first = await stage.run(request);
  expect(ran(first)).toEqual(["f", "s"]);
  const again = await stage.run(request);
  expect(ran(again)).toEqual(["f"]);
  expect(again.outputs).toEqual(first.outputs);
  expect(again.end).toEqual(first.end);
  expect(again.cached).toContain("s");
});

Deno.test("values that JSON has not are reused as they are", async () => {
  const stage = new Stage(OPS);
  const request = graph({
    n: ["not_a_number"],
    u: ["nothing"],
    a: ["seen"],
    b: ["seen"],
    c: ["seen_there"],
    d: ["seen_there"],
    l: "list",
  }, ["n -> a.a", "u -> b.a", "n -> c.a", "u -> d.a", "n -> l.input-0", "u -> l.input-1"]);
  const first = await stage.run(request);
  expect(first.outputs).toEqual({
    n: "NaN",
    u: null,
    a: "number NaN",
    b: "undefined undefined",
    c: "number NaN",
    d: "object null",
    l: ["NaN", null],
  });
  const again = await stage.run(request);
  expect(again.outputs).toEqual(first.outputs);
  expect(ran(again)).toEqual([]);
});

Deno.test("values that cannot be kept are made again, with what takes them", async () => {
  const stage = new Stage(OPS);
  const request = graph({ f: ["adder", { a: 4 }], r: ["apply"], s: ["add", { a: 1 }] }, [
    "f -> r.f",
    "f -> s.order",
  ]);
  const first = await stage.run(request);
  expect(first.outputs).toMatchObject({ r: 5, s: 1 });
  const again = await stage.run(request);
  expect(again.outputs).toEqual(first.outputs);
  // Who takes none of its value is not concerned.
  expect(ran(again).sort()).toEqual(["f", "r"]);
});

Deno.test("new code of a pack is not served by results of the old", async () => {
  const stage = new Stage(OPS);
  const request = graph({ a: ["add", { a: 1, b: 2 }], t: ["twice"] }, ["a -> t.a"]);
  await stage.run(request);
  stage.versions = { p: "2" };
  expect(ran(await stage.run(request))).toEqual(["a"]);
  stage.versions = { p: "2", q: "2" };
  expect(ran(await stage.run(request))).toEqual(["t"]);
});

Deno.test("results of packs that may read a variable belong to its value", async () => {
  const stage = new Stage(OPS);
  stage.permissions = { p: { env: ["KEY"] } };
  const request = (env_vars: object) =>
    graph({ a: ["add", { a: 1, b: 2 }], t: ["twice"] }, ["a -> t.a"], { env_vars });
  expect(ran(await stage.run(request({ KEY: "one" })))).toEqual(["a", "t"]);
  expect(ran(await stage.run(request({ KEY: "two" })))).toEqual(["a"]);
  expect(ran(await stage.run(request({})))).toEqual(["a"]);
  // What does not reach a pack is nothing to it.
  expect(ran(await stage.run(request({ OTHER: "x" })))).toEqual([]);
  expect(ran(await stage.run(request({ KEY: "one" })))).toEqual([]);
});

Deno.test("a run that is stopped keeps what has completed", async () => {
  const stage = new Stage([
    ...OPS,
    op("p", "endless", ["a"], () => new Promise(() => {})),
  ]);
  const request = graph({ a: ["add", { a: 1 }], e: ["endless"] }, ["a -> e.a"]);
  const stopped = await stage.run(
    request,
    (event) => isNodeEvent(event) && event.node_id === "e",
  );
  expect(stopped.end).toEqual({ status: "error", error: "Run stopped", stopped: true });
  const again = await stage.run(request, (event) => isNodeEvent(event) && event.node_id === "e");
  expect(again.cached).toEqual(["a"]);
  expect(ran(again)).toEqual(["e"]);
});

Deno.test("runs at the same time share the store", async () => {
  const stage = new Stage(OPS);
  const request = (k: number) =>
    graph({ a: ["add", { a: k % 3, b: 1 }], t: ["twice"] }, ["a -> t.a"]);
  const runs = await Promise.all(Array.from({ length: 12 }, (_, k) => stage.run(request(k))));
  runs.forEach(({ outputs }, k) => expect(outputs).toEqual({ a: k % 3 + 1, t: 2 * (k % 3 + 1) }));
  expect(stage.store.size).toBe(6);
  expect(ran(await stage.run(request(1)))).toEqual([]);
});

Deno.test("a result is not kept for inputs that another op has changed", async () => {
  const stage = new Stage([
    ...OPS,
    op("p", "make", [], () => [3, 1, 2]),
    op("p", "sort", ["list"], ([list]) => (list as number[]).sort()),
    op("p", "first", ["list", "after"], ([list]) => (list as number[])[0]),
  ]);
  const nodes: Record<string, Node> = { m: ["make"], s: ["sort"], f: ["first"] };
  const changed = await stage.run(graph(nodes, ["m -> s.list", "m -> f.list", "s -> f.after"]));
  expect(changed.outputs.f).toBe(1);
  const alone = await stage.run(graph({ m: ["make"], f: ["first"] }, ["m -> f.list"]));
  expect(alone.outputs.f).toBe(3);
});

Deno.test("a password is part of what a result depends on, and is not told", async () => {
  const login = op("p", "login", ["user"], ([user, word]) => `${user} ${String(word).length}`);
  login.params.push({ ...stageParam("word", "str"), password: true });
  const stage = new Stage([login]);
  const request = (word: string) => graph({ l: ["login", { user: "a", word }] });
  expect(ran(await stage.run(request("letmein")))).toEqual(["l"]);
  const again = await stage.run(request("letmein"));
  expect([ran(again), again.outputs.l]).toEqual([[], "a 7"]);
  expect(JSON.stringify(again.events)).not.toContain("letmein");
  const other = await stage.run(request("other"));
  expect([ran(other), other.outputs.l]).toEqual([["l"], "a 5"]);
});

Deno.test("hosts are told nothing of the values of other runs", async () => {
  const stage = new Stage([...OPS, op("p", "say", ["a"], ([a]) => `private ${a}`)]);
  const request = graph({ i: ["look"], s: ["say"], n: ["seen"] }, ["i -> s.a", "s -> n.a"]);
  world = "first";
  const first = await stage.run(request);
  expect(first.outputs.s).toBe("private first");
  world = "second";
  const second = await stage.run(request);
  expect(ran(second)).toEqual(["i", "s", "n"]);
  expect(second.told).toContain("candidates");
  expect(second.told).not.toContain("first");
  // Where its own inputs lead to a result, its op is not asked, and who needs it gets it.
  world = "first";
  const third = await stage.run(
    graph({ i: ["look"], s: ["say"], n: ["add", { b: 1 }] }, ["i -> s.a", "s -> n.a"]),
  );
  expect(ran(third)).toEqual(["i", "n"]);
  expect(third.told).toContain("private first");
});
