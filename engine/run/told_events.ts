import type { JsonValue } from "../core/json.ts";
import type { RunEvent } from "../core/run_event.ts";
import { EXECUTING, FAILED, SKIPPED } from "../host/protocol.ts";
import { EventQueue } from "./event_queue.ts";
import type { Reuse, SettledNode } from "./reuse.ts";
import type { NodeHostEvent, RunRecord } from "./run_record.ts";
import type { RunWatch } from "./run_watch.ts";

/**
 * What is told of a run: its events, in order, for the one who reads them. Whatever happens to a node goes through
 * here, so that what is known of the node, its clock and its event never differ.
 */
export class ToldEvents {
  readonly #queue = new EventQueue<RunEvent>();
  #size = 0;

  /**
   * @param order of the nodes' numbers
   * @param reuse where results are reused
   */
  constructor(
    private readonly order: Iterable<number>,
    private readonly record: RunRecord,
    private readonly watch: RunWatch,
    private readonly reuse: Reuse | undefined,
  ) {}

  /** The next event, or a promise of it; undefined at the end. */
  next(): RunEvent | undefined | Promise<RunEvent | undefined> {
    return this.#queue.next();
  }

  /** Tells what is about no node. */
  push(event: RunEvent): void {
    this.#queue.push(event);
  }

  /** No more is told; what was told can still be read. */
  end(): void {
    this.#queue.end();
  }

  /** Nobody reads on. */
  discard(): void {
    this.#queue.discard();
  }

  /** Bytes of what hosts told, about. */
  get size(): number {
    return this.#size;
  }

  /** A promise to wait for when more is told than is read, else undefined. */
  get pressure(): Promise<void> | undefined {
    return this.#queue.pressure;
  }

  /** What was just told took so many bytes. */
  weigh(bytes: number): void {
    this.#size += bytes;
    this.#queue.weigh(bytes);
  }

  /** Takes what a host says of a node; whether it says something new. */
  take(i: number, event: NodeHostEvent): boolean {
    const told = this.record.take(i, event);
    if (told === undefined) return false;
    this.reuse?.told(i, told, this.record.isLossy(i));
    this.#queue.push(told);
    if (event[0] === EXECUTING) this.watch.nodeBegan(i);
    else if (this.record.isSettled(i)) this.watch.nodeEnded(i);
    return true;
  }

  /** A node has failed for a reason that lies not in its op. */
  fail(i: number, message: string): void {
    this.take(i, [FAILED, i, message, 0]);
  }

  /** The run is ended before all nodes are: those at work have failed, the others do not begin. In the nodes' order. */
  failOpen(why: string): void {
    for (const i of this.order) {
      if (this.record.isSettled(i)) continue;
      const name = `Node "${this.record.name(i)}"`;
      if (this.record.isRunning(i)) this.fail(i, `${name} was ended. ${why}`);
      else this.take(i, [SKIPPED, i, `${name} did not begin. ${why}`, this.record.name(i)]);
    }
  }

  /** Nodes have their outputs without having run. */
  settle(nodes: readonly SettledNode[]): void {
    for (const node of nodes) {
      this.#queue.push(this.record.settle(node));
      this.#size += node.size;
    }
  }
}

/** How to get the whole of a value that was told as a preview; undefined when it is gone. */
export type LaterValue = () => Promise<JsonValue | undefined>;
