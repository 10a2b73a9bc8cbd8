import type { GraphNode } from "../core/graph.ts";
import type { PlanEdge } from "../core/plan.ts";
import type { Part, PartNode } from "./protocol.ts";

/**
 * A part as it travels: a graph may have tens of thousands of nodes, so texts that come again and again are told once,
 * and edges are plain numbers.
 */
export interface WirePart
  extends Pick<Part, "ops" | "outside" | "onError" | "previews" | "candidates"> {
  /** Names of nodes and handles. */
  texts: string[];
  /**
   * For each node its name's place in `texts`, its op's in `ops`, and a number: 1 when others need its value, 2 when the
   * host that it was moved from does, and four times the number, from 1, of its shape.
   */
  heads: number[];
  /** For each node its own values when it calls an op, else the node. */
  bodies: (Record<string, unknown> | GraphNode)[];
  /** For each edge, by target: source, target, and the handles' places in `texts`, -1 for none. */
  edges: number[];
}

/** Makes the form of a part that travels. */
export function encodePart(part: Part): WirePart {
  const { ops, outside, onError, previews, candidates } = part;
  const texts: string[] = [], heads: number[] = [], edges: number[] = [];
  const bodies: WirePart["bodies"] = [];
  const places = new Map<string, number>();
  const placeOf = (text: string | undefined): number => {
    if (text === undefined) return -1;
    let place = places.get(text);
    if (place === undefined) {
      place = texts.push(text) - 1;
      places.set(text, place);
    }
    return place;
  };
  for (let i = 0; i < part.nodes.length; i++) {
    const { node, name, op, exported, returned, incoming, shape = -1 } = part.nodes[i];
    heads.push(placeOf(name), op, (exported ? 1 : 0) + (returned ? 2 : 0) + 4 * (shape + 1));
    bodies.push(node.kind === "function" && op !== -1 ? node.values : node);
    for (const edge of incoming) {
      edges.push(edge.source, i, placeOf(edge.sourceHandle), placeOf(edge.targetHandle));
    }
  }
  const wire = { ops, outside, onError, previews, texts, heads, bodies, edges };
  return candidates === undefined ? wire : { ...wire, candidates };
}

/** Makes the part again. */
export function decodePart(
  { ops, outside, onError, previews, candidates, ...wire }: WirePart,
): Part {
  const { texts, heads, bodies, edges } = wire;
  const nodes = bodies.map((body, i): PartNode => ({
    node: nodeOf(body, heads[3 * i + 1], ops),
    name: texts[heads[3 * i]],
    op: heads[3 * i + 1],
    incoming: [],
    exported: (heads[3 * i + 2] & 1) !== 0,
    ...((heads[3 * i + 2] & 2) !== 0 ? { returned: true } : {}),
    ...(heads[3 * i + 2] > 3 ? { shape: (heads[3 * i + 2] >> 2) - 1 } : {}),
  }));
  for (let k = 0; k < edges.length; k += 4) {
    const edge: PlanEdge = {
      source: edges[k],
      target: edges[k + 1],
      sourceHandle: texts[edges[k + 2]],
      targetHandle: texts[edges[k + 3]],
    };
    (nodes[edge.target].incoming as PlanEdge[]).push(edge);
  }
  const part: Part = { ops, outside, onError, nodes };
  if (previews !== undefined) part.previews = previews;
  return candidates === undefined ? part : { ...part, candidates };
}

function nodeOf(body: WirePart["bodies"][number], op: number, ops: Part["ops"]): GraphNode {
  const node: GraphNode = op === -1
    ? body as GraphNode
    : { kind: "function", id: "", op: ops[op].name, values: body as Record<string, unknown> };
  // As the parser of requests made it: a parameter may be named like a member of Object.prototype.
  if (node.kind === "function") Object.setPrototypeOf(node.values, null);
  return node;
}
