import type { RunPlan } from "../core/plan.ts";
import type { CarriedValue, SettledValue } from "../host/protocol.ts";
import type { HostLease } from "./hosts.ts";
import { type MovedNodes, movedPart } from "./moved_part.ts";
import { type GraphPart, nodeAt } from "./partition.ts";
import type { RunRecord } from "./run_record.ts";
import type { WorkedParts } from "./worked_parts.ts";

/** What {@link AwayNodes} needs of its run. */
export interface AwayNodesOptions {
  plan: RunPlan;
  record: RunRecord;
  parts: WorkedParts;
}

/**
 * Which nodes another part has than the one that they began in, and what the parts that they have left are to be told
 * of them. Nodes are those of the graph, parts are named by their index.
 */
export class AwayNodes {
  /** Part that has a node, for nodes that were moved. */
  readonly #home = new Map<number, number>();
  /** For moved nodes that have no end the parts that they left, with their places there. */
  readonly #left = new Map<number, { part: number; place: number }[]>();
  /** Nodes whose values a part needs that they have left. */
  readonly #returned = new Set<number>();
  /** Nodes whose values a part waits for that took them for its own before its host ended. */
  readonly #fetched = new Set<number>();
  /** What parts are to be told of nodes that they have left to others. */
  #news = new Map<number, SettledValue[]>();

  constructor(private readonly run: AwayNodesOptions) {}

  /** Whether a part has a node, of those that it began with. */
  isAt(node: number, part: number): boolean {
    return this.#home.size === 0 || (this.#home.get(node) ?? part) === part;
  }

  /**
   * Moves nodes from a part, whose host has paused, to another host; gives the index of the part that it has there.
   */
  move(index: number, moved: MovedNodes, helper: HostLease): number {
    const { parts } = this.run;
    const from = parts.list[index];
    const part = movedPart(from, moved);
    const places = placesOf(from);
    const leaving = moved.nodes.map((node) => places.get(node)!);
    const added = parts.addHelper(part, helper);
    moved.nodes.forEach((node, n) => {
      this.#home.set(node, added);
      const left = this.#left.get(node) ?? [];
      this.#left.set(node, [...left, { part: index, place: leaving[n] }]);
    });
    for (const node of moved.returned) this.#returned.add(node);
    // A node that has left another part before is needed where it was needed then.
    part.part.nodes.forEach((node, place) => {
      if (this.#returned.has(nodeAt(part, place))) node.returned = true;
    });
    from.lease.moved?.(leaving);
    return added;
  }

  /** A node of a part has its end. */
  settled(node: number): void {
    if (this.#home.size === 0 || !this.#home.has(node)) return;
    // More is to come of one whose value JSON cannot hold.
    if (!this.#returned.has(node)) this.#tell(node, { form: "json", value: null });
    else if (!this.run.record.isLossy(node)) this.#tell(node, this.run.record.valueOf(node));
  }

  /** The value of a moved node in the form of `writeWhole`; null where it cannot leave its host. */
  returned(node: number, whole: string | null): void {
    if (whole !== null) return this.#tell(node, { form: "whole", text: whole });
    const left = this.#left.get(node) ?? [];
    this.#left.delete(node);
    for (const { part, place } of left) this.#redo(node, part, place);
    this.#giveFetched(node, this.run.record.valueOf(node));
  }

  /** Tells parts what they are to be told by now. */
  flush(): void {
    if (this.#news.size === 0) return;
    const news = this.#news;
    this.#news = new Map();
    for (const [part, settled] of news) this.run.parts.list[part].lease.decide([], settled);
  }

  /** The host of a part has ended; what of its nodes is elsewhere stays there. */
  died(index: number): void {
    this.#news.delete(index);
    for (const [node, left] of this.#left) {
      const rest = left.filter(({ part }) => part !== index);
      if (rest.length === left.length) continue;
      this.#left.set(node, rest);
      if (this.#returned.has(node)) this.#fetched.add(node);
    }
  }

  #tell(node: number, value: CarriedValue): void {
    for (const { part, place } of this.#left.get(node) ?? []) {
      const news = this.#news.get(part) ?? [];
      this.#news.set(part, news);
      news.push([place, value]);
    }
    this.#left.delete(node);
    this.#giveFetched(node, value);
  }

  #giveFetched(node: number, value: CarriedValue): void {
    if (this.#fetched.delete(node)) this.run.parts.carry(node, value);
  }

  /** A part is to run a node after all, with all before it whose values it was not given. */
  #redo(node: number, index: number, place: number): void {
    const part = this.run.parts.list[index];
    const places = placesOf(part);
    const again = new Set([place]);
    const open = [node];
    for (const i of open) {
      for (const { source } of this.run.plan.incoming[i]) {
        const at = places.get(source);
        if (at === undefined || again.has(at)) continue;
        if (!this.#home.has(source) || this.#returned.has(source)) continue;
        again.add(at);
        open.push(source);
      }
    }
    this.flush();
    part.lease.redo?.(Array.from(again));
  }
}

/** For nodes of a part their places in it. */
function placesOf(part: GraphPart): ReadonlyMap<number, number> {
  return new Map(part.part.nodes.map((_, place) => [nodeAt(part, place), place]));
}
