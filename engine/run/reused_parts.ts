import { DIGEST_START, type SettledValue } from "../host/protocol.ts";
import type { GraphPart } from "./partition.ts";
import type { Reuse } from "./reuse.ts";

/** Tells a part which of its nodes are held, and for which inputs. */
export function withCandidates(whole: GraphPart, reuse: Reuse): GraphPart {
  const { part, globals } = whole;
  const candidates: string[] = [];
  const shapes = new Map<string, number>();
  const nodes = part.nodes.map((node, k) => {
    const found = reuse.candidates(globals === undefined ? k : globals[k]);
    if (found === undefined) return node;
    let shape = shapes.get(found.shape);
    if (shape === undefined) {
      shape = candidates.push(found.inputs.map((it) => it.slice(0, DIGEST_START)).join("")) - 1;
      shapes.set(found.shape, shape);
    }
    return { ...node, shape };
  });
  return { ...whole, part: { ...part, nodes, candidates } };
}

/** What a part is told of nodes that are settled: those that are its own, with the values that it still needs. */
export function settledValues(
  { part, globals, home }: GraphPart,
  nodes: readonly number[],
  reuse: Reuse,
  isNeeded: (node: number) => boolean,
): SettledValue[] {
  return nodes.flatMap((node): SettledValue[] => {
    const place = placeOf(node, globals, part.nodes.length);
    if (place === -1) return [];
    const value = isNeeded(node) ? reuse.valueFor(node, home) : undefined;
    return [[place, value ?? { form: "json", value: null }]];
  });
}

/** The place of a node of the graph among those of a part, which are in order; -1 when it is not there. */
function placeOf(node: number, globals: Int32Array | undefined, count: number): number {
  if (globals === undefined) return node < count ? node : -1;
  let low = 0, high = globals.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    if (globals[middle] === node) return middle;
    if (globals[middle] < node) low = middle + 1;
    else high = middle - 1;
  }
  return -1;
}
