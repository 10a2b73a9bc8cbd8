import { type EditorEdge, withPoints, type XYPosition } from "../flow.ts";
import { boxOf } from "../models/follow.ts";
import type { Flow } from "../models/graph.ts";

/** The places that a wire is led through. */
export function pointsOf(edge: EditorEdge | undefined): readonly XYPosition[] {
  return edge?.data?.points ?? [];
}

/** A wire led through one more place, where that is the shortest detour. */
export function withPoint(flow: Flow, edgeId: string, at: XYPosition): Flow {
  const point = rounded(at);
  return changed(flow, edgeId, (edge) => {
    const ends = [edge.source, edge.target].map((end) => {
      const node = flow.nodes.find(({ id }) => id === end);
      return node ? boxOf(node) : undefined;
    });
    const begin = ends[0] ? { x: ends[0].x + ends[0].width, y: ends[0].y } : point;
    const stops = [begin, ...pointsOf(edge), ends[1] ?? point];
    const detour = (index: number) =>
      distance(stops[index], point) + distance(point, stops[index + 1]) -
      distance(stops[index], stops[index + 1]);
    let best = 0;
    for (let i = 1; i < stops.length - 1; i++) if (detour(i) < detour(best)) best = i;
    return pointsOf(edge).toSpliced(best, 0, point);
  });
}

/** A wire with one of its points elsewhere; without it where no place is given. */
export function movePoint(flow: Flow, edgeId: string, index: number, to?: XYPosition): Flow {
  return changed(flow, edgeId, (edge) => {
    const points = pointsOf(edge);
    if (index >= points.length) return points;
    return to ? points.with(index, rounded(to)) : points.toSpliced(index, 1);
  });
}

function changed(
  flow: Flow,
  edgeId: string,
  change: (edge: EditorEdge) => readonly XYPosition[],
): Flow {
  return {
    nodes: flow.nodes,
    edges: flow.edges.map((edge) => edge.id === edgeId ? withPoints(edge, change(edge)) : edge),
  };
}

function rounded({ x, y }: XYPosition): XYPosition {
  return { x: Math.round(x), y: Math.round(y) };
}

function distance(a: XYPosition, b: XYPosition): number {
  return Math.hypot(a.x - b.x, a.y - b.y);
}
