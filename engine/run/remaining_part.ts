import type { PlanEdge } from "../core/plan.ts";
import type { PartNode } from "../host/protocol.ts";
import { type GraphPart, nodeName, type Partition } from "./partition.ts";

/** What {@link remainingPart} changes of a part. */
export type RemainingPart = Pick<GraphPart, "part" | "globals" | "outside">;

/** The part of a part that is still to be run: settled nodes become values from outside. O(nodes + edges). */
export function remainingPart(
  whole: GraphPart,
  isSettled: (node: number) => boolean,
): RemainingPart {
  const { part, globals, outside } = whole;
  const globalOf = (k: number) => globals === undefined ? k : globals[k];
  const kept: number[] = [];
  const places = new Int32Array(part.nodes.length).fill(-1);
  for (let k = 0; k < part.nodes.length; k++) {
    if (isSettled(globalOf(k))) continue;
    places[k] = kept.length;
    kept.push(k);
  }
  const names: string[] = [];
  const newOutside: number[] = [];
  const outsidePlaces = new Map<number, number>();
  const placeOf = (source: number): number => {
    const isInside = source < part.nodes.length;
    if (isInside && places[source] !== -1) return places[source];
    const node = isInside ? globalOf(source) : outside[source - part.nodes.length];
    let place = outsidePlaces.get(node);
    if (place === undefined) {
      place = newOutside.length;
      outsidePlaces.set(node, place);
      newOutside.push(node);
      names.push(
        isInside ? nodeName(part.nodes[source].node) : part.outside[source - part.nodes.length],
      );
    }
    return kept.length + place;
  };
  const nodes = kept.map((k): PartNode => ({
    ...part.nodes[k],
    incoming: part.nodes[k].incoming.map((edge): PlanEdge => ({
      ...edge,
      source: placeOf(edge.source),
      target: places[k],
    })),
  }));
  return {
    part: { ...part, nodes, outside: names },
    globals: Int32Array.from(kept, globalOf),
    outside: newOutside,
  };
}

/** Notes what a part takes from outside now, in the place of what it took before. */
export function renewTakers(
  takers: Partition["takers"],
  part: number,
  outside: readonly number[],
): void {
  for (const list of takers.values()) {
    const old = list.findIndex((taker) => taker.part === part);
    if (old !== -1) list.splice(old, 1);
  }
  outside.forEach((node, place) => {
    const list = takers.get(node) ?? [];
    list.push({ part, place });
    takers.set(node, list);
  });
}
