import { expect } from "@std/expect";
import fc from "fast-check";
import type { Graph } from "@/engine/core/graph.ts";
import { parseRunRequest } from "@/engine/core/parse_graph.ts";
import { topologicalSort } from "@/engine/core/topological_sort.ts";
import { refusal } from "@/tests/helpers/refusal.ts";
import { graphOf, numberedGraph } from "./graphs.ts";

function sortedIds(graph: Graph): string {
  return topologicalSort(graph).map((index) => graph.nodes[index].id).join(" ");
}

function cycleMessage(graph: Graph): string {
  return refusal(() => topologicalSort(graph)).message;
}

Deno.test("topologicalSort() sorts nothing", () => {
  expect(topologicalSort({ nodes: [], edges: [] })).toEqual([]);
});

Deno.test("topologicalSort() keeps the request's order where edges leave it open", () => {
  expect(sortedIds(graphOf("c a b"))).toBe("c a b");
  expect(sortedIds(graphOf("d c a>b b>c"))).toBe("d a b c");
});

Deno.test("topologicalSort() visits neighbours in edge order, as the original did", () => {
  // The original's order for this graph was l o i1 i3 i2 v1 v3 v2.
  const graph = graphOf("l o i1 i2 i3 v1 v2 v3 l>i1 o>i2 l>i3 i1>v1 i2>v2 i3>v3");
  expect(sortedIds(graph)).toBe("l o i1 i3 i2 v1 v3 v2");
  expect(sortedIds(graphOf("x l r j v x>l x>r l>j r>j j>v"))).toBe("x l r j v");
});

Deno.test("topologicalSort() counts two edges between the same nodes as two", () => {
  expect(sortedIds(graphOf("b a>b a>b"))).toBe("a b");
});

Deno.test("topologicalSort() names a cycle from its first node on", () => {
  expect(cycleMessage(graphOf("a>b b>a b>v"))).toBe("Graph contains a cycle: a → b → a");
  expect(cycleMessage(graphOf("a>a"))).toBe("Graph contains a cycle: a → a");
  // a hangs on the cycle and is not in it; z comes after it.
  const graph = graphOf("a b c d z d>a b>c c>d d>b d>z");
  expect(cycleMessage(graph)).toBe("Graph contains a cycle: b → c → d → b");
  const error = refusal(() => topologicalSort(graph));
  expect(error.code).toBe("bad_graph");
  expect(error.details.nodeId).toBe("b");
});

Deno.test("topologicalSort() shortens the name of a long cycle", () => {
  const edges = Array.from({ length: 100 }, (_, i): [number, number] => [i, (i + 1) % 100]);
  const message = cycleMessage(numberedGraph(100, edges));
  expect(message.startsWith("Graph contains a cycle: n0 → n1 → n2 →")).toBe(true);
  expect(message).toContain("n11 → … 76 more … → n88");
  expect(message.endsWith("n98 → n99 → n0")).toBe(true);
});

Deno.test("topologicalSort() refuses an edge to a node that is not there", () => {
  const graph: Graph = { nodes: [], edges: [{ source: "constructor", target: "b" }] };
  expect(cycleMessage(graph)).toContain('edges[0] names the node "constructor"');
});

Deno.test("topologicalSort() sorts a chain of 100,000 nodes given backwards", () => {
  const count = 100_000;
  const edges = Array.from({ length: count - 1 }, (_, i): [number, number] => [i + 1, i]);
  const order = topologicalSort(numberedGraph(count, edges));
  expect(order[0]).toBe(count - 1);
  expect(order[count - 1]).toBe(0);
  edges.push([0, count - 1]);
  expect(cycleMessage(numberedGraph(count, edges))).toContain("99976 more");
});

/** Random graphs, of which some have cycles: few edges on few nodes. */
const anyGraph = fc.integer({ min: 1, max: 12 }).chain((count) =>
  fc.array(fc.tuple(fc.nat(count - 1), fc.nat(count - 1)), { maxLength: 16 })
    .map((edges) => numberedGraph(count, edges))
);

/** What must hold of any graph: a valid order, or a message with a cycle that is there. Says which it was. */
function checkSort(graph: Graph): "sorted" | "cycle" {
  let order: number[];
  try {
    order = topologicalSort(graph);
  } catch (error) {
    checkCycle(graph, (error as Error).message);
    return "cycle";
  }
  const place = new Map(order.map((index, at) => [graph.nodes[index].id, at]));
  if (order.length !== graph.nodes.length || place.size !== order.length) {
    throw new Error("not every node once");
  }
  for (const { source, target } of graph.edges) {
    if (place.get(source)! >= place.get(target)!) throw new Error(`${target} before ${source}`);
  }
  return "sorted";
}

function checkCycle(graph: Graph, message: string): void {
  const ids = message.replace("Graph contains a cycle: ", "").split(" → ");
  if (ids.length < 2 || ids[0] !== ids.at(-1)) throw new Error(`does not close: ${message}`);
  if (new Set(ids).size !== ids.length - 1) throw new Error(`passes a node twice: ${message}`);
  for (let i = 1; i < ids.length; i++) {
    const there = graph.edges.some((edge) => edge.source === ids[i - 1] && edge.target === ids[i]);
    if (!there) throw new Error(`no edge ${ids[i - 1]} → ${ids[i]} for: ${message}`);
  }
}

Deno.test("topologicalSort() orders or names a real cycle in 10,000 random graphs", () => {
  const seen = { sorted: 0, cycle: 0 };
  fc.assert(
    fc.property(anyGraph, (graph) => {
      seen[checkSort(graph)]++;
    }),
    { numRuns: 10_000, seed: 1 },
  );
  expect(seen.sorted).toBeGreaterThan(1_000);
  expect(seen.cycle).toBeGreaterThan(1_000);
});

Deno.test("topologicalSort() finds no cycle where there is none", () => {
  const acyclic = fc.integer({ min: 2, max: 40 }).chain((count) =>
    fc.tuple(
      fc.array(fc.tuple(fc.nat(count - 1), fc.nat(count - 1)), { maxLength: 120 }),
      fc.shuffledSubarray(Array.from({ length: count }, (_, i) => i), { minLength: count }),
    ).map(([pairs, names]) => {
      const forward = pairs.filter(([a, b]) => a !== b)
        .map(([a, b]): [number, number] => [names[Math.min(a, b)], names[Math.max(a, b)]]);
      return numberedGraph(count, forward);
    })
  );
  fc.assert(fc.property(acyclic, (graph) => checkSort(graph) === "sorted"), { seed: 1 });
});

Deno.test("topologicalSort() agrees with what a parsed request says", () => {
  const node = (id: string) => ({ id, type: "viewNode", data: {} });
  const request = parseRunRequest({
    nodes: [node("__proto__"), node("constructor")],
    edges: [{ source: "constructor", target: "__proto__" }],
  });
  expect(topologicalSort(request)).toEqual([1, 0]);
});
