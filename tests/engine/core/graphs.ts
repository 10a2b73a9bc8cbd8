import type { Graph, GraphEdge } from "@/engine/core/graph.ts";

/** A graph of view nodes from edges written `a>b`; further nodes by name alone. Nodes are in order of appearance. */
export function graphOf(text: string): Graph {
  const ids = new Set<string>();
  const edges: GraphEdge[] = [];
  for (const word of text.split(" ").filter((word) => word !== "")) {
    const [source, target] = word.split(">");
    ids.add(source);
    if (target === undefined) continue;
    ids.add(target);
    edges.push({ source, target });
  }
  return { nodes: [...ids].map((id) => ({ kind: "view", id })), edges };
}

/** A graph of `count` view nodes `n0`, `n1`, … with edges between them by number. */
export function numberedGraph(count: number, edges: [source: number, target: number][]): Graph {
  return {
    nodes: Array.from({ length: count }, (_, i) => ({ kind: "view" as const, id: `n${i}` })),
    edges: edges.map(([source, target]) => ({ source: `n${source}`, target: `n${target}` })),
  };
}
