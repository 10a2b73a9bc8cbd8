import type { RunRequest } from "../core/graph.ts";
import {
  CARRIED,
  COMPLETED,
  EXECUTING,
  HELD,
  type HostEvent,
  RETURNED,
  SHOWN,
} from "../host/protocol.ts";
import type { AwayNodes } from "./away_nodes.ts";
import type { HeldAnswers } from "./held_answers.ts";
import { nodeAt } from "./partition.ts";
import type { Reuse } from "./reuse.ts";
import type { RunRecord } from "./run_record.ts";
import type { LaterValue, ToldEvents } from "./told_events.ts";
import type { WorkedPart, WorkedParts } from "./worked_parts.ts";

/** What {@link HostNews} needs of its run. */
export interface HostNewsOptions {
  request: RunRequest;
  record: RunRecord;
  parts: WorkedParts;
  told: ToldEvents;
  away: AwayNodes;
  /** Both where results are reused. */
  reuse: Reuse | undefined;
  held: HeldAnswers | undefined;
}

/** Takes what hosts say while they work for a run, and hands each thing to whom it concerns. */
export class HostNews {
  /** For outputs that are kept where they were made, by node id, how to get them. */
  readonly later = new Map<string, LaterValue>();

  constructor(private readonly run: HostNewsOptions) {}

  /** Takes what the host of a part says, in so many bytes. */
  take(index: number, events: readonly HostEvent[], bytes: number): void {
    const { away, held, parts, told } = this.run;
    const part = parts.list[index];
    part.vainDeaths = 0;
    let holds: number[] | undefined;
    for (let k = 0; k < events.length; k++) {
      const event = events[k];
      if (event[1] >= part.part.nodes.length) continue;
      const i = nodeAt(part, event[1]);
      if (!away.isAt(i, index)) continue;
      if (event[0] === HELD) (holds ??= []).push(event[1]);
      else this.#takeOne(part, i, event);
    }
    away.flush();
    told.weigh(bytes);
    if (holds !== undefined) held?.answer(index, holds);
  }

  #takeOne(part: WorkedPart, i: number, event: Exclude<HostEvent, [typeof HELD, ...unknown[]]>) {
    const { away, parts, record, reuse, told } = this.run;
    if (event[0] === RETURNED) {
      const text = event[2];
      if (text !== null) parts.keepWhole(i, text);
      away.returned(i, text);
    } else if (event[0] === CARRIED) {
      parts.carry(i, reuse ? reuse.carried(i, event[2]) : event[2]);
    } else if (told.take(i, event)) {
      if (event[0] === EXECUTING) part.begun++;
      else if (record.isSettled(i)) {
        away.settled(i);
        if (isLarge(event)) this.#noteLater(part, i, event[1]);
      }
    }
  }

  #noteLater(part: WorkedPart, i: number, place: number): void {
    const later = part.lease.later?.(place);
    if (later) this.later.set(this.run.request.nodes[i].id, later);
  }
}

/** Whether it tells of an output of which only a preview is told. */
function isLarge(event: HostEvent): boolean {
  return (event[0] === COMPLETED && event[5] === true) || (event[0] === SHOWN && event[4] === true);
}
