import { expect } from "@std/expect";
import fc from "fast-check";
import { planRun } from "@/engine/core/plan.ts";
import type { RunRequest } from "@/engine/core/graph.ts";
import { indexOps, nodeName, partitionGraph, SERVER } from "@/engine/run/partition.ts";
import {
  graphOf,
  testingCatalog,
  testingPack,
  type TestNode,
} from "@/tests/helpers/testing_pack.ts";

const CATALOG = indexOps(testingCatalog([
  testingPack(),
  testingPack({ name: "second" }),
  testingPack({ name: "third" }),
]));

function partition(graph: RunRequest) {
  const options = { graph, plan: planRun(graph), catalog: CATALOG, onError: "skip" as const };
  return partitionGraph({ ...options, hostOf: (pack) => pack });
}

/** For each part its host and its nodes' ids. */
function hostsOf(graph: RunRequest): Record<string, string[]> {
  return Object.fromEntries(
    partition(graph).parts.map(({ host, part, globals }) => [
      host,
      part.nodes.map((_, k) => graph.nodes[globals?.[k] ?? k].id),
    ]),
  );
}

Deno.test("a graph with ops of one pack is one part, with all of its nodes", () => {
  const graph = graphOf({ a: ["echo"], l: "list", v: "view" }, ["a -> v"]);
  expect(hostsOf(graph)).toEqual({ testing: ["a", "l", "v"] });
});

Deno.test("a graph without ops is run by the server", () => {
  expect(hostsOf(graphOf({ l: "list", v: "view" }, ["l -> v"]))).toEqual({ [SERVER]: ["l", "v"] });
  expect(hostsOf(graphOf({ a: ["foo"] }))).toEqual({ [SERVER]: ["a"] });
});

Deno.test("nodes without an op go where their value is needed, else where theirs comes from", () => {
  const graph = graphOf(
    {
      a: ["echo"],
      b: ["echo", {}, "second"],
      taken: "list",
      fromB: "list",
      shown: "view",
      alone: "list",
    },
    ["taken -> fromB", "fromB -> b.value", "a -> shown"],
  );
  expect(hostsOf(graph)).toEqual({
    testing: ["a", "shown"],
    second: ["b", "taken", "fromB"],
    [SERVER]: ["alone"],
  });
});

Deno.test("edges between parts are values from outside, each once for each part", () => {
  const graph = graphOf(
    { a: ["echo"], b: ["echo", {}, "second"], c: ["make_dict", {}, "second"], d: ["echo"] },
    ["a -> b.value", "a -> c.k", "a -> c.v", "b -> d.value"],
  );
  const { parts, takers } = partition(graph);
  const [first, second] = parts;
  expect(second.part.outside).toEqual(["a"]);
  expect(second.part.nodes[1].incoming.map((edge) => edge.source)).toEqual([2, 2]);
  expect(first.part.outside).toEqual(["b"]);
  expect(first.part.nodes.map((node) => node.exported)).toEqual([true, undefined]);
  expect(takers.get(0)).toEqual([{ part: 1, place: 0 }]);
  expect(takers.get(1)).toEqual([{ part: 0, place: 0 }]);
});

Deno.test("every edge of a graph is in exactly the part of its target", () => {
  const packs = ["testing", "second", "third"];
  fc.assert(fc.property(
    fc.array(fc.tuple(fc.nat(3), fc.array(fc.nat(), { maxLength: 3 })), { maxLength: 20 }),
    (shape) => {
      const nodes: Record<string, TestNode> = {};
      const edges: string[] = [];
      shape.forEach(([kind, sources], i) => {
        nodes[`n${i}`] = kind === 3 ? "list" : ["echo", {}, packs[kind]];
        if (i > 0) { for (const source of sources) edges.push(`n${source % i} -> n${i}.value`); }
      });
      const graph = graphOf(nodes, edges);
      const { parts, takers } = partition(graph);
      const found: [number, number][] = [];
      let count = 0;
      for (const [index, { part, globals, outside }] of parts.entries()) {
        count += part.nodes.length;
        part.nodes.forEach(({ incoming }, k) => {
          for (const { source } of incoming) {
            const isInside = source < part.nodes.length;
            const from = isInside
              ? globals?.[source] ?? source
              : outside[source - part.nodes.length];
            if (!isInside) {
              const place = source - part.nodes.length;
              expect(takers.get(from)).toContainEqual({ part: index, place });
            }
            found.push([from, globals?.[k] ?? k]);
          }
        });
      }
      expect(count).toBe(graph.nodes.length);
      const wanted = graph.edges.map((edge) =>
        [edge.source, edge.target].map((id) => Number(id.slice(1)))
      );
      const inOrder = (list: number[][]) => list.map(String).sort();
      expect(inOrder(found)).toEqual(inOrder(wanted));
    },
  ));
});

Deno.test("without a pack, the first in the catalog's order serves", () => {
  expect(CATALOG.find("echo", undefined)?.schema.pack).toBe("testing");
  expect(CATALOG.find("echo", "second")?.schema.pack).toBe("second");
  expect(CATALOG.find("echo", "fourth")).toBeUndefined();
  expect(CATALOG.find("constructor", undefined)).toBeUndefined();
});

Deno.test("nodeName() is the label, else what the node is", () => {
  const { nodes } = graphOf({ a: ["echo"], l: "list", v: "view" });
  expect(nodes.map(nodeName)).toEqual(["a", "List", "View"]);
  expect(nodeName({ kind: "function", id: "x", op: "echo", values: {} })).toBe("echo");
  expect(nodeName({ kind: "unknown", id: "x", type: "odd" })).toBe("odd");
  expect(
    nodeName({ kind: "variable", id: "x", variableType: "String", value: "", textContent: false }),
  ).toBe("Variable");
});
