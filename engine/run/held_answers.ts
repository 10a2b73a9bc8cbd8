import type { RunPlan } from "../core/plan.ts";
import { nodeAt } from "./partition.ts";
import type { Reuse } from "./reuse.ts";
import { settledValues } from "./reused_parts.ts";
import type { RunRecord } from "./run_record.ts";
import type { ToldEvents } from "./told_events.ts";
import type { WorkedParts } from "./worked_parts.ts";

/** What {@link HeldAnswers} needs of its run. */
export interface HeldAnswersOptions {
  plan: RunPlan;
  record: RunRecord;
  parts: WorkedParts;
  told: ToldEvents;
  reuse: Reuse;
}

/** Answers hosts that hold nodes whose results may be known: where results are reused. */
export class HeldAnswers {
  constructor(private readonly run: HeldAnswersOptions) {}

  /** Settles what is known before any host has begun. */
  settleKnown(): void {
    this.run.told.settle(this.run.reuse.decide());
  }

  /**
   * Says what becomes of nodes that a host holds, and of what depends on them in all hosts.
   *
   * @param held by their places in the part
   */
  answer(index: number, held: readonly number[]): void {
    const { parts, record, reuse, told } = this.run;
    const part = parts.list[index];
    const go: number[] = [];
    const settled: number[] = [];
    const isOpen = (i: number) => !record.isSettled(i) && !record.isRunning(i);
    for (const place of held) {
      const i = nodeAt(part, place);
      if (!isOpen(i)) continue;
      const found = reuse.take(i, isOpen);
      if (found === undefined) {
        go.push(place);
        continue;
      }
      told.settle(found);
      for (const { node } of found) settled.push(node);
    }
    if (go.length > 0) part.lease.decide(go, []);
    if (settled.length > 0) this.#tellSettled(settled);
  }

  #tellSettled(settled: readonly number[]): void {
    const { parts, plan, record, reuse } = this.run;
    const isNeeded = (i: number) => plan.outgoing[i].some((it) => !record.isSettled(it.target));
    // Each host knows what of its own is settled before it gets values that would let it begin.
    for (const part of parts.list) {
      const values = settledValues(part, settled, reuse, isNeeded);
      if (values.length > 0) part.lease.decide([], values);
    }
    for (const i of settled) if (parts.isTaken(i)) parts.carry(i, reuse.travelling(i));
  }
}
