import type { AwayNodes } from "./away_nodes.ts";
import { blame } from "./blame.ts";
import { LocalLease } from "./local_hosts.ts";
import { nodeAt } from "./partition.ts";
import type { RunRecord } from "./run_record.ts";
import type { ToldEvents } from "./told_events.ts";
import type { WorkedPart, WorkedParts } from "./worked_parts.ts";

/** What {@link HostEnds} needs of its run. */
export interface HostEndsOptions {
  record: RunRecord;
  parts: WorkedParts;
  told: ToldEvents;
  away: AwayNodes;
}

/** How often in a row a host may end without an op that is to blame, before its ops are given up. */
const MOST_VAIN_DEATHS = 2;

/** What comes of the nodes of hosts that end while a run is at work, or are ended for a node that takes too long. */
export class HostEnds {
  /** Nodes that took too long, and what is said of them. */
  readonly #late = new Map<number, string>();

  constructor(private readonly run: HostEndsOptions) {}

  /** A node took too long. What blocks its thread can only be ended with its host. */
  endLate(node: number, what: string): void {
    this.#late.set(node, what);
    const { away, parts, record } = this.run;
    const part = parts.list.find(({ globals }, index) =>
      (globals?.includes(node) ?? true) && away.isAt(node, index)
    );
    part?.lease.end(`"${record.name(node)}" ${what}`);
  }

  /**
   * A host has ended: what ran in it failed. Its part is left with what has no end yet, for another host: whoever calls
   * this starts it, when the run is not over by that.
   */
  died(index: number, reason: string, exceeded?: string): void {
    const { away, parts, record } = this.run;
    const part = parts.list[index];
    const pack = part.packs.map(({ name }) => `"${name}"`).join(", ");
    const blamed = this.#failRunning(index, { pack, reason, exceeded });
    away.died(index);
    away.flush();
    part.vainDeaths = blamed ? 0 : part.vainDeaths + 1;
    if (record.unsettled === 0) return;
    if (part.vainDeaths >= MOST_VAIN_DEATHS) giveUp(part, pack, reason);
    parts.keepOpen(index, (i) => !record.isSettled(i) && away.isAt(i, index));
  }

  /** Fails what ran in a host; whether that was anything. */
  #failRunning(
    index: number,
    end: { pack: string; reason: string; exceeded: string | undefined },
  ): boolean {
    const { away, parts, record, told } = this.run;
    const part = parts.list[index];
    const running = part.part.nodes
      .map(({ name, exported }, place) => ({ name, exported, i: nodeAt(part, place) }))
      .filter(({ i }) => record.isRunning(i) && away.isAt(i, index));
    for (const node of running) {
      told.fail(node.i, blame(node, running, { ...end, late: this.#late.get(node.i) }));
      if (node.exported) parts.carry(node.i, record.valueOf(node.i));
      away.settled(node.i);
    }
    return running.length > 0;
  }
}

/** The ops of a part are not tried again: each fails with the reason. */
function giveUp(part: WorkedPart, pack: string, reason: string): void {
  void part.lease.release(true);
  part.lease = new LocalLease((op) => {
    throw new Error(`The host of pack ${pack} ended before "${op.name}" could run: ${reason}`);
  });
}
