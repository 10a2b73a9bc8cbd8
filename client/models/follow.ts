import type { EditorEdge, EditorNode, GroupData, XYPosition } from "../flow.ts";
import { withPoints } from "../flow.ts";

/** Size of a node that has not been measured. */
const NODE = { width: 240, height: 160 };

/** The rectangle that a node covers. */
export function boxOf(
  { position, measured, type, data }: EditorNode,
): XYPosition & { width: number; height: number } {
  const paper = type === "groupNode" || type === "noteNode" ? data as GroupData : undefined;
  return {
    ...position,
    width: paper?.width ?? measured?.width ?? NODE.width,
    height: paper?.height ?? measured?.height ?? NODE.height,
  };
}

/** Ids of the nodes whose middle lies in a group, groups in it included. */
export function contentsOf(group: EditorNode, nodes: readonly EditorNode[]): string[] {
  const frame = boxOf(group);
  return nodes.filter((node) => {
    if (node === group) return false;
    const { x, y, width, height } = boxOf(node);
    // Of two groups the smaller lies in the larger.
    if (node.type === "groupNode" && width * height >= frame.width * frame.height) return false;
    const [left, top] = [x + width / 2 - frame.x, y + height / 2 - frame.y];
    return left >= 0 && left <= frame.width && top >= 0 && top <= frame.height;
  }).map(({ id }) => id);
}

/** Where something was when a move began. */
interface Begun {
  /** What is moved by hand, and where it was. */
  moved: ReadonlyMap<string, XYPosition>;
  /** What comes along because it lies in a group that is moved. */
  along: ReadonlyMap<string, { group: string; from: XYPosition }>;
  /** Points of wires between nodes that all move. */
  points: ReadonlyMap<string, { node: string; from: readonly XYPosition[] }>;
}

/** A move from its beginning to its end: what lies in groups that are moved, and the points of wires, come along. */
export class Follow {
  #begun: Begun | undefined;

  /** The nodes and edges after these nodes went to these places. */
  move(
    places: ReadonlyMap<string, XYPosition>,
    flow: { nodes: EditorNode[]; edges: EditorEdge[] },
  ): { nodes: EditorNode[]; edges: EditorEdge[] } {
    const begun = this.#begun ??= begin(places, flow);
    const shift = (id: string, from: XYPosition) => {
      const [before, now] = [begun.moved.get(id), places.get(id)];
      return before && now
        ? { x: from.x + now.x - before.x, y: from.y + now.y - before.y }
        : undefined;
    };
    const nodes = begun.along.size === 0 ? flow.nodes : flow.nodes.map((node) => {
      const along = begun.along.get(node.id);
      const position = along && shift(along.group, along.from);
      return position ? { ...node, position } : node;
    });
    const edges = begun.points.size === 0 ? flow.edges : flow.edges.map((edge) => {
      const points = begun.points.get(edge.id);
      return points
        ? withPoints(edge, points.from.map((from) => shift(points.node, from) ?? from))
        : edge;
    });
    return { nodes, edges };
  }

  /** The next move is another one. */
  end(): void {
    this.#begun = undefined;
  }
}

function begin(
  places: ReadonlyMap<string, XYPosition>,
  { nodes, edges }: { nodes: EditorNode[]; edges: EditorEdge[] },
): Begun {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const moved = new Map<string, XYPosition>();
  const along = new Map<string, { group: string; from: XYPosition }>();
  for (const id of places.keys()) {
    const node = byId.get(id);
    if (node) moved.set(id, node.position);
  }
  for (const id of moved.keys()) {
    const group = byId.get(id);
    if (group?.type !== "groupNode") continue;
    for (const inner of contentsOf(group, nodes)) {
      const from = byId.get(inner)?.position;
      if (from && !moved.has(inner) && !along.has(inner)) along.set(inner, { group: id, from });
    }
  }
  const goes = (id: string) => moved.has(id) ? id : along.get(id)?.group;
  const points = new Map<string, { node: string; from: readonly XYPosition[] }>();
  for (const { id, source, target, data } of edges) {
    const node = goes(source);
    if (data?.points && node && goes(target)) points.set(id, { node, from: data.points });
  }
  return { moved, along, points };
}
