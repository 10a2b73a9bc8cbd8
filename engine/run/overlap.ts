import type { CarriedValue, SettledValue } from "../host/protocol.ts";
import type { HelpRequest, HostLease } from "./hosts.ts";
import { chooseMoved, type MovableNodes, type MovedNodes, movedPart } from "./moved_part.ts";
import type { GraphPart } from "./partition.ts";

/** How often to look for hosts that are busy while nodes wait for them, in milliseconds. */
const LOOK = 8;
/** The same where there is no host to help, at most. */
const SELDOM = 64;
/** Ops that a host has begun since the last look when it counts as fast: to share its work would only cost. */
const MANY = 3;
/** For so many nodes of a part, one look more has to find its host slow: to look through them takes time, too. */
const NODES_A_LOOK = 1000;
/** Looks after which the work is worth that a host is started for it. */
const PATIENCE = 3;

/** A part of a run that a host has. */
export interface WorkedPart extends GraphPart {
  lease: HostLease;
  /** Nodes that have begun in it since the last look. */
  begun: number;
  /** Looks in a row that found its host slow. */
  slow: number;
  /** Its host has nothing left to do. */
  isDone: boolean;
  /** Its nodes were moved to it. */
  helps?: true;
}

/** The run that an {@link Overlap} is for. Nodes are those of the graph, parts are named by their index. */
export interface OverlappedRun extends Omit<MovableNodes, "isOpen"> {
  readonly parts: readonly WorkedPart[];
  isSettled(node: number): boolean;
  isRunning(node: number): boolean;
  isLossy(node: number): boolean;
  /** What a settled node gives to hosts. */
  valueOf(node: number): CarriedValue;
  tryLease(request: Omit<HelpRequest, "envVars">): HostLease | undefined;
  /** Starts a part in a host. */
  add(part: GraphPart, lease: HostLease): void;
  /** Gives a node's value to the parts that take it from outside. */
  carry(node: number, value: CarriedValue): void;
}

/** A part that is to be helped, and the host for that. */
interface Plea {
  part: number;
  helper: HostLease;
  isAsked: boolean;
}

/**
 * Shares the work of one run among several hosts of the same pack: when an op blocks its host while nodes that are
 * ready wait behind it, another host takes over some of them. The host that they leave says what it has begun, so
 * that no node runs twice, and is told what came of the others.
 */
export class Overlap {
  #timer: ReturnType<typeof setTimeout> | undefined;
  #isOver = false;
  #plea: Plea | undefined;
  /** Looks in a row at which a host was blocked. */
  #blockedFor = 0;
  /** Part that has a node, for nodes that were moved. */
  readonly #home = new Map<number, number>();
  /** For moved nodes that have no end the parts that they left, with their places there. */
  readonly #left = new Map<number, { part: number; place: number }[]>();
  readonly #returned = new Set<number>();
  /** Nodes whose values a part waits for that took them for its own before its host ended. */
  readonly #fetched = new Set<number>();
  /** What parts are to be told of nodes that they have left to others. */
  #news = new Map<number, SettledValue[]>();

  constructor(private readonly run: OverlappedRun) {}

  /** Something has happened in a host: from now on it is worth to look. */
  wake(): void {
    if (this.#timer === undefined && !this.#isOver) this.#lookIn(LOOK);
  }

  /** Whether a part has a node, of those that it began with. */
  isAt(node: number, part: number): boolean {
    return this.#home.size === 0 || (this.#home.get(node) ?? part) === part;
  }

  /** A node of a part has its end. */
  settled(node: number): void {
    if (this.#home.size === 0 || !this.#home.has(node)) return;
    // More is to come of one whose value JSON cannot hold.
    if (!this.#returned.has(node)) this.#tell(node, { form: "json", value: null });
    else if (!this.run.isLossy(node)) this.#tell(node, this.run.valueOf(node));
  }

  /** The value of a moved node in the form of `writeWhole`; null where it cannot leave its host. */
  returned(node: number, whole: string | null): void {
    if (whole !== null) return this.#tell(node, { form: "whole", text: whole });
    const left = this.#left.get(node) ?? [];
    this.#left.delete(node);
    for (const { part, place } of left) this.#redo(node, part, place);
    this.#giveFetched(node, this.run.valueOf(node));
  }

  /** Tells parts what they are to be told by now. */
  flush(): void {
    if (this.#news.size === 0) return;
    const news = this.#news;
    this.#news = new Map();
    for (const [part, settled] of news) this.run.parts[part].lease.decide([], settled);
  }

  /** A host has paused. */
  paused(index: number): void {
    const part = this.run.parts[index];
    const plea = this.#plea;
    // It may be asked more often than it takes.
    if (plea?.part !== index || !plea.isAsked) return part.lease.moved?.([]);
    const moved = this.#choose(index);
    if (moved === undefined) {
      part.lease.moved?.([]);
      return this.#giveUp();
    }
    this.#plea = undefined;
    this.#move(index, moved, plea.helper);
    this.wake();
  }

  /** A part has no more to do; one that was there to help gives its host back. */
  done(index: number): void {
    const part = this.run.parts[index];
    part.isDone = true;
    if (this.#plea?.part === index) this.#giveUp();
    if (part.helps) void part.lease.release(true);
  }

  /** The host of a part has ended; what of its nodes is elsewhere stays there. */
  died(index: number): void {
    if (this.#plea?.part === index) this.#giveUp();
    this.#news.delete(index);
    for (const [node, left] of this.#left) {
      const rest = left.filter(({ part }) => part !== index);
      if (rest.length === left.length) continue;
      this.#left.set(node, rest);
      if (this.#returned.has(node)) this.#fetched.add(node);
    }
  }

  /** The run is over. Resolves when it has no host for itself. */
  async end(): Promise<void> {
    this.#isOver = true;
    clearTimeout(this.#timer);
    const plea = this.#plea;
    this.#plea = undefined;
    await plea?.helper.release(true);
  }

  #lookIn(milliseconds: number): void {
    this.#timer = setTimeout(this.#look, milliseconds);
  }

  readonly #look = (): void => {
    this.#timer = undefined;
    if (this.#isOver) return;
    let isMoving = false;
    let blocked: number | undefined;
    this.run.parts.forEach((part, index) => {
      isMoving ||= part.begun > 0;
      part.slow = part.begun < MANY && !part.isDone ? part.slow + 1 : 0;
      part.begun = 0;
      if (part.slow === 0 || blocked !== undefined || !this.#isAtWork(index)) return;
      if (part.slow * NODES_A_LOOK <= part.part.nodes.length) isMoving = true;
      else if (this.#isBlocked(index)) blocked = index;
    });
    const plea = this.#plea;
    if (plea !== undefined) {
      // What was to be shared has been done meanwhile.
      if (plea.part !== blocked && !this.#isBlocked(plea.part)) this.#giveUp();
      // It was just going on when it was asked.
      else if (plea.isAsked) this.run.parts[plea.part].lease.pause?.();
      return this.#lookIn(LOOK);
    }
    this.#blockedFor = blocked === undefined ? 0 : this.#blockedFor + 1;
    if (blocked !== undefined && this.#ask(blocked)) return this.#lookIn(LOOK);
    // Where nothing moves and nothing waits, the next event wakes it.
    if (blocked !== undefined) this.#lookIn(Math.min(LOOK * this.#blockedFor, SELDOM));
    else if (isMoving) this.#lookIn(LOOK);
  };

  /** Whether nodes wait for a host that is at work. */
  #isBlocked(index: number): boolean {
    const part = this.run.parts[index];
    return part.lease.pause !== undefined && this.#isAtWork(index) &&
      this.#choose(index) !== undefined;
  }

  #isAtWork(index: number): boolean {
    const { part, globals, isDone } = this.run.parts[index];
    if (isDone) return false;
    return part.nodes.some((_, k) => {
      const i = globals === undefined ? k : globals[k];
      return this.run.isRunning(i) && this.isAt(i, index);
    });
  }

  /** Whether a host has nothing to do before another one, or none, gives it values. */
  #isResting(index: number): boolean {
    const { run } = this;
    const { part, globals, isDone } = run.parts[index];
    if (isDone) return true;
    return !part.nodes.some((_, k) => {
      const i = globals === undefined ? k : globals[k];
      if (run.isSettled(i) || !this.isAt(i, index)) return false;
      return run.isRunning(i) || run.plan.incoming[i].every(({ source }) => run.isSettled(source));
    });
  }

  #choose(index: number): MovedNodes | undefined {
    const { run } = this;
    return chooseMoved(run.parts[index], {
      plan: run.plan,
      ops: run.ops,
      isKnown: (i) => run.isKnown(i),
      isOpen: (i) => !run.isSettled(i) && !run.isRunning(i) && this.isAt(i, index),
    });
  }

  #ask(index: number): boolean {
    const { parts } = this.run;
    const hosted = parts.filter(({ lease, isDone, helps }) => lease.pause && !(helps && isDone));
    const helper = this.run.tryLease({
      pack: parts[index].packs[0],
      resting: hosted.filter((part) => this.#isResting(parts.indexOf(part))).length,
      mayStart: this.#blockedFor >= PATIENCE,
    });
    if (helper === undefined) return false;
    const plea: Plea = { part: index, helper, isAsked: false };
    this.#plea = plea;
    void this.#askWhenReady(plea);
    return true;
  }

  async #askWhenReady(plea: Plea): Promise<void> {
    try {
      await plea.helper.ready;
    } catch {
      // It did not start; the host that is there does the work.
    }
    if (this.#plea !== plea || this.#isOver) return;
    if (!this.#isBlocked(plea.part)) return this.#giveUp();
    plea.isAsked = true;
    this.run.parts[plea.part].lease.pause?.();
  }

  #giveUp(): void {
    const plea = this.#plea;
    this.#plea = undefined;
    void plea?.helper.release(true);
  }

  #move(index: number, moved: MovedNodes, helper: HostLease): void {
    const { parts } = this.run;
    const from = parts[index];
    const part = movedPart(from, moved);
    const places = new Map(Array.from(from.part.nodes, (_, k) => [from.globals?.[k] ?? k, k]));
    const leaving = moved.nodes.map((node) => places.get(node)!);
    moved.nodes.forEach((node, n) => {
      this.#home.set(node, parts.length);
      const left = this.#left.get(node) ?? [];
      this.#left.set(node, [...left, { part: index, place: leaving[n] }]);
    });
    for (const node of moved.returned) this.#returned.add(node);
    // A node that has left another part before is needed where it was needed then.
    part.part.nodes.forEach((node, k) => {
      if (this.#returned.has(part.globals![k])) node.returned = true;
    });
    from.lease.moved?.(leaving);
    this.run.add(part, helper);
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
    if (this.#fetched.delete(node)) this.run.carry(node, value);
  }

  /** A part is to run a node after all, with all before it whose values it was not given. */
  #redo(node: number, index: number, place: number): void {
    const { part, globals } = this.run.parts[index];
    const places = new Map(Array.from(part.nodes, (_, k) => [globals?.[k] ?? k, k]));
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
    this.run.parts[index].lease.redo?.(Array.from(again));
  }
}
