import { graphlib, layout } from "@dagrejs/dagre";
import { boxOf } from "../models/follow.ts";
import type { Flow } from "../models/graph.ts";
import { around } from "../models/overview.ts";
import { withPoints } from "../flow.ts";
import { placed } from "./align.ts";

/** Room between nodes of one column, and between columns. */
const ROOM = { nodesep: 40, ranksep: 90 };

/**
 * Nodes in columns from left to right, along their edges, with few crossings: all of them or the selected ones, around
 * the middle where they were. Notes and groups stay; points of wires between nodes that move go, since they led
 * around what was there before.
 */
export function tidy(flow: Flow, which: "all" | "selected"): Flow {
  const nodes = flow.nodes.filter(({ type, selected }) =>
    type !== "noteNode" && type !== "groupNode" && (which === "all" || selected)
  );
  if (nodes.length < 2) return flow;
  const boxes = new Map(nodes.map((node) => [node.id, boxOf(node)]));
  const graph = new graphlib.Graph({ multigraph: true });
  graph.setGraph({ rankdir: "LR", ...ROOM });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const [id, { width, height }] of boxes) graph.setNode(id, { width, height });
  const within = flow.edges.filter(({ source, target }) => boxes.has(source) && boxes.has(target));
  for (const { id, source, target } of within) graph.setEdge(source, target, {}, id);
  layout(graph);
  const found = new Map([...boxes].map(([id, { width, height }]) => {
    const { x, y }: { x: number; y: number } = graph.node(id);
    return [id, { x: x - width / 2, y: y - height / 2, width, height }];
  }));
  const before = [...boxes.values()].reduce(around);
  const after = [...found.values()].reduce(around);
  const dx = before.x + before.width / 2 - after.x - after.width / 2;
  const dy = before.y + before.height / 2 - after.y - after.height / 2;
  const places = new Map([...found].map(([id, { x, y }]) => [id, { x: x + dx, y: y + dy }]));
  const moved = placed(flow, places);
  if (moved === flow) return flow;
  const straight = new Set(within.filter(({ data }) => data?.points).map(({ id }) => id));
  return {
    nodes: moved.nodes,
    edges: flow.edges.map((edge) => straight.has(edge.id) ? withPoints(edge, []) : edge),
  };
}
