import type { CatalogOp } from "../catalog/types.ts";
import type { RunPlan } from "../core/plan.ts";
import type { AwayNodes } from "./away_nodes.ts";
import type { HelpRequest, HostLease } from "./hosts.ts";
import { chooseMoved, type MovedNodes } from "./moved_part.ts";
import { nodeAt } from "./partition.ts";
import type { RunRecord } from "./run_record.ts";
import type { WorkedPart, WorkedParts } from "./worked_parts.ts";

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

/** What {@link Overlap} needs of its run. */
export interface OverlapOptions {
  plan: RunPlan;
  /** For each node of the graph its op, where it has one. */
  ops: readonly (CatalogOp | undefined)[];
  record: RunRecord;
  parts: WorkedParts;
  away: AwayNodes;
  /** One more host, when a core is free for it. */
  tryLease(request: Omit<HelpRequest, "envVars">): HostLease | undefined;
  /** Starts a part in its host. */
  start(part: number): void;
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

  constructor(private readonly run: OverlapOptions) {}

  /** Something has happened in a host: from now on it is worth to look. */
  wake(): void {
    if (this.#timer === undefined && !this.#isOver) this.#lookIn(LOOK);
  }

  /** A host has paused. */
  paused(index: number): void {
    const part = this.run.parts.list[index];
    const plea = this.#plea;
    // It may be asked more often than it takes.
    if (plea?.part !== index || !plea.isAsked) return part.lease.moved?.([]);
    const moved = this.#choose(index);
    if (moved === undefined) {
      part.lease.moved?.([]);
      return this.#giveUp();
    }
    this.#plea = undefined;
    this.run.start(this.run.away.move(index, moved, plea.helper));
    this.wake();
  }

  /** A part has no more to do; one that was there to help gives its host back. */
  done(index: number): void {
    const part = this.run.parts.list[index];
    part.isDone = true;
    if (this.#plea?.part === index) this.#giveUp();
    if (part.helps) void part.lease.release(true);
  }

  /** The host of a part has ended. */
  died(index: number): void {
    if (this.#plea?.part === index) this.#giveUp();
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
    this.run.parts.list.forEach((part, index) => {
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
      else if (plea.isAsked) this.run.parts.list[plea.part].lease.pause?.();
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
    const part = this.run.parts.list[index];
    return part.lease.pause !== undefined && this.#isAtWork(index) &&
      this.#choose(index) !== undefined;
  }

  #isAtWork(index: number): boolean {
    const { record } = this.run;
    return this.#hasNode(index, (i) => record.isRunning(i));
  }

  /** Whether a host has nothing to do before another one, or none, gives it values. */
  #isResting(index: number): boolean {
    const { plan, record } = this.run;
    const isReady = (i: number) => plan.incoming[i].every(({ source }) => record.isSettled(source));
    return !this.#hasNode(
      index,
      (i) => !record.isSettled(i) && (record.isRunning(i) || isReady(i)),
    );
  }

  /** Whether there is such a node among those that a part has, while its host works. */
  #hasNode(index: number, isSuch: (node: number) => boolean): boolean {
    const { away, parts } = this.run;
    const part = parts.list[index];
    if (part.isDone) return false;
    return part.part.nodes.some((_, place) => {
      const i = nodeAt(part, place);
      return isSuch(i) && away.isAt(i, index);
    });
  }

  #choose(index: number): MovedNodes | undefined {
    const { away, ops, parts, plan, record } = this.run;
    return chooseMoved(parts.list[index], {
      plan,
      ops,
      isKnown: (i) => parts.isKnown(i),
      isOpen: (i) => !record.isSettled(i) && !record.isRunning(i) && away.isAt(i, index),
    });
  }

  #ask(index: number): boolean {
    const parts = this.run.parts.list;
    const isHosted = ({ lease, isDone, helps }: WorkedPart) => lease.pause && !(helps && isDone);
    const helper = this.run.tryLease({
      pack: parts[index].packs[0],
      resting: parts.filter((part, k) => isHosted(part) && this.#isResting(k)).length,
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
    this.run.parts.list[plea.part].lease.pause?.();
  }

  #giveUp(): void {
    const plea = this.#plea;
    this.#plea = undefined;
    void plea?.helper.release(true);
  }
}
