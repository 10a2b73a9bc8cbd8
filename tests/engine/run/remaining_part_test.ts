import { expect } from "@std/expect";
import { planRun } from "@/engine/core/plan.ts";
import { indexOps, partitionGraph } from "@/engine/run/partition.ts";
import { remainingPart } from "@/engine/run/remaining_part.ts";
import { graphOf, testingCatalog, testingPack } from "@/tests/helpers/testing_pack.ts";

Deno.test("remainingPart() keeps what is not settled; the settled become values from outside", () => {
  const graph = graphOf(
    { a: ["echo"], x: ["echo", {}, "second"], b: ["make_dict"], c: ["echo"], d: ["echo"] },
    ["a -> b.k", "x -> b.v", "b -> c.value", "a -> c.after", "c -> d.value"],
  );
  const { parts } = partitionGraph({
    graph,
    plan: planRun(graph),
    catalog: indexOps(testingCatalog([testingPack(), testingPack({ name: "second" })])),
    hostOf: (pack) => pack,
    onError: "skip",
  });
  const settled = new Set([0, 3]);
  const rest = remainingPart(parts[0], (node) => settled.has(node));
  expect(Array.from(rest.globals!)).toEqual([2, 4]);
  // In the order in which they are met: a, x, and c for d.
  expect(rest.outside).toEqual([0, 1, 3]);
  expect(rest.part.outside).toEqual(["a", "x", "c"]);
  expect(rest.part.nodes.map((node) => node.incoming.map((edge) => edge.source))).toEqual([
    [2, 3],
    [4],
  ]);

  // And again, when that host ends as well.
  const last = remainingPart({ ...parts[0], ...rest }, (node) => node !== 4);
  expect(Array.from(last.globals!)).toEqual([4]);
  expect(last.outside).toEqual([3]);
  expect(last.part.nodes[0].incoming[0]).toMatchObject({ source: 1, target: 0 });
});
