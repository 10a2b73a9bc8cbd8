import type { EditorNode } from "../flow.ts";
import { boxOf } from "../models/follow.ts";
import type { Flow } from "../models/graph.ts";

/** Where an arrow key leads. */
export type Way = "left" | "right" | "up" | "down";

/** How much farther something counts that lies aside of the way. */
const ASIDE = 3;

/**
 * The node that an arrow key leads to: left and right along the edges, up and down among those that are connected to
 * the same; where no edge leads, the nearest node that way. undefined: there is none.
 */
export function walk({ nodes, edges }: Flow, from: string, way: Way): string | undefined {
  const here = nodes.find(({ id }) => id === from);
  if (!here) return undefined;
  const sources = edges.filter(({ target }) => target === from).map(({ source }) => source);
  const targets = edges.filter(({ source }) => source === from).map(({ target }) => target);
  const among = (ids: Iterable<string>) => {
    const wanted = new Set(ids);
    return nodes.filter(({ id }) => id !== from && wanted.has(id));
  };
  if (way === "left" || way === "right") {
    const linked = among(way === "left" ? sources : targets);
    return nearestInHeight(here, linked) ?? nearest(here, nodes, way);
  }
  const siblings = among(edges.flatMap(({ source, target }) => [
    ...(sources.includes(source) ? [target] : []),
    ...(targets.includes(target) ? [source] : []),
  ]));
  return nearest(here, siblings, way) ?? nearest(here, nodes, way);
}

/** The node nearest to a place: where a walk begins. */
export function nearestTo(
  at: { x: number; y: number },
  nodes: readonly EditorNode[],
): string | undefined {
  return least(nodes, (node) => {
    const { x, y } = middle(node);
    return Math.hypot(x - at.x, y - at.y);
  });
}

function nearestInHeight(here: EditorNode, nodes: readonly EditorNode[]): string | undefined {
  return least(nodes, (node) => Math.abs(middle(node).y - middle(here).y));
}

function nearest(here: EditorNode, nodes: readonly EditorNode[], way: Way): string | undefined {
  const from = middle(here);
  return least(nodes, (node) => {
    const { x, y } = middle(node);
    const [dx, dy] = [x - from.x, y - from.y];
    const ahead = { left: -dx, right: dx, up: -dy, down: dy }[way];
    const aside = way === "left" || way === "right" ? Math.abs(dy) : Math.abs(dx);
    return node !== here && ahead > 0 ? ahead + ASIDE * aside : Infinity;
  });
}

function middle(node: EditorNode): { x: number; y: number } {
  const { x, y, width, height } = boxOf(node);
  return { x: x + width / 2, y: y + height / 2 };
}

function least(
  nodes: readonly EditorNode[],
  cost: (node: EditorNode) => number,
): string | undefined {
  let best: string | undefined;
  let lowest = Infinity;
  for (const node of nodes) {
    const own = cost(node);
    if (own < lowest) [best, lowest] = [node.id, own];
  }
  return best;
}
