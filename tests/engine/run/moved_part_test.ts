import { expect } from "@std/expect";
import type { CatalogOp } from "@/engine/catalog/types.ts";
import { planRun } from "@/engine/core/plan.ts";
import type { ValueType } from "@/engine/core/schema.ts";
import { chooseMoved, movedPart } from "@/engine/run/moved_part.ts";
import { indexOps, partitionGraph } from "@/engine/run/partition.ts";
import { graphOf, opOf, testingPack, type TestNode } from "@/tests/helpers/testing_pack.ts";

function opGiving(name: string, type: ValueType, isPure: boolean): CatalogOp {
  const op = opOf("testing", "ops.ts", `${name}(a: Any, b: Any)`);
  op.schema.returns = [{ name: "result", type, ts_type: type }];
  return isPure ? { ...op, isPure } : op;
}

const OPS = [
  opGiving("number", "float", true),
  opGiving("anything", "Any", true),
  opGiving("impure", "float", false),
];

/** What is moved of a graph in which `running` has begun and `settled` has ended. */
function choice(nodes: Record<string, TestNode>, edges: string[], settled = "", unknown = "") {
  const graph = graphOf(nodes, edges);
  const plan = planRun(graph);
  const ids = graph.nodes.map(({ id }) => id);
  const catalog = indexOps({ version: "1", packs: [testingPack()], ops: OPS, problems: [] });
  const options = { graph, plan, catalog, hostOf: () => "one", onError: "skip" as const };
  const { parts: [part], ops } = partitionGraph(options);
  const isSettled = (i: number) => settled.split(" ").includes(ids[i]);
  const moved = chooseMoved(part, {
    plan,
    ops,
    isKnown: (i) => isSettled(i) && !unknown.split(" ").includes(ids[i]),
    isOpen: (i) => !isSettled(i) && ids[i] !== "running",
  });
  if (moved === undefined) return undefined;
  return {
    nodes: moved.nodes.map((i) => ids[i]).join(" "),
    returned: Array.from(moved.returned, (i) => ids[i]).join(" "),
    part: movedPart(part, moved),
  };
}

Deno.test("chooseMoved() takes half of what is ready, with what depends on that alone", () => {
  const moved = choice(
    {
      source: ["number"],
      running: ["number"],
      b: ["number"],
      c: ["number"],
      d: ["number"],
      c2: ["number"],
      d2: ["number"],
      shown: "view",
      join: ["number"],
    },
    [
      ...["source -> running.a", "source -> b.a", "source -> c.a", "source -> d.a"],
      ...["c -> c2.a", "d -> d2.a", "d2 -> shown", "c2 -> join.a", "b -> join.b"],
    ],
    "source",
  )!;
  expect(moved.nodes).toBe("c d c2 d2 shown");
  expect(moved.returned).toBe("c2");
  const { part, outside } = moved.part;
  expect(part.nodes.map(({ name, returned }) => [name, returned])).toEqual([
    ["c", undefined],
    ["d", undefined],
    ["c2", true],
    ["d2", undefined],
    ["View", undefined],
  ]);
  expect(outside).toEqual([0]);
});

Deno.test("chooseMoved() leaves what is impure, and what needs a value that cannot travel", () => {
  expect(choice({ running: ["number"], a: ["impure"] }, [])).toBe(undefined);
  expect(choice(
    { odd: ["number"], running: ["number"], a: ["number"] },
    ["odd -> a.a"],
    "odd",
    "odd",
  )).toBe(undefined);
  const moved = choice(
    { running: ["number"], a: ["number"], a2: ["impure"] },
    ["a -> a2.a"],
  )!;
  expect([moved.nodes, moved.returned]).toEqual(["a", "a"]);
});

Deno.test("chooseMoved() moves what may give anything only with all that take it", () => {
  const nodes: Record<string, TestNode> = {
    running: ["number"],
    a: ["number"],
    any: ["anything"],
    taker: ["number"],
    join: ["number"],
  };
  const edges = ["a -> any.a", "any -> taker.a", "running -> join.a"];
  expect(choice(nodes, edges)!.nodes).toBe("a any taker");
  expect(choice(nodes, [...edges, "any -> join.b"])!.nodes).toBe("a");
});

Deno.test("chooseMoved() moves nothing that calls no op", () => {
  expect(choice({ running: ["number"], a: "list", b: "view" }, ["a -> b"])).toBe(undefined);
});
