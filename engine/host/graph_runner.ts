import { prepareArguments } from "../core/coerce.ts";
import { errorMessage } from "../core/errors.ts";
import { gatherInputs } from "../core/gather_inputs.ts";
import { builtin } from "./builtin.ts";
import { HeldNodes } from "./held_nodes.ts";
import { NodeReports, type ReportOutput } from "./node_reports.ts";
import { isThenable } from "./op_calls.ts";
import { PartLinks } from "./part_links.ts";
import {
  type CarriedValue,
  HELD,
  type OutsideValue,
  type Part,
  type PartOp,
  type SettledValue,
} from "./protocol.ts";
import { uncarryValue } from "./values.ts";

/** Calls ops for a {@link GraphRunner}. */
export interface OpCaller {
  /** Gives the op's result or a promise of it; throws, or rejects with, what the op threw. */
  call(op: PartOp, args: unknown[], node: number): unknown;
  /** The message of what an op threw; its own unless this is here. */
  messageOf?(thrown: unknown): string;
}

/** Where a {@link GraphRunner} puts what happens. */
export interface RunnerOutput extends ReportOutput {
  /** An op is about to be called, which may block the thread: send what was put out so far. */
  beforeCall(): void;
  /** The runner lets go of the thread for now. */
  paused(): void;
  /** All nodes are settled, or nothing runs any more after a stop. Called once. */
  finished(): void;
  /** The runner cannot go on, as an op has broken what it is made of. Thrown where this is not given. */
  broken?(error: unknown): void;
}

const WAITING = 0, RUNNING = 1, DONE = 2, BROKEN = 3, LOST = 4, AWAY = 5;

/** How long nodes are run in one go before timers, messages and aborts get their turn, in milliseconds. */
const SLICE = 8;

/**
 * Runs a part of a graph: each node as soon as its inputs are there, in the order of Kahn's queue. A node that gives
 * a promise does not hold back those that do not need it. Values stay here as they are.
 */
export class GraphRunner {
  readonly #values: unknown[];
  readonly #states: Uint8Array;
  readonly #links: PartLinks;
  readonly #reports: NodeReports;
  /** For broken values: the name of the node that failed. For lost ones: the message. */
  readonly #blame = new Map<number, string>();
  #queue: number[] = [];
  #head = 0;
  #unsettled: number;
  #running = 0;
  #finished = false;
  #pumping = false;
  #stopped = false;
  #isPaused = false;
  /** When the last node ended, where the next one begins at once; 0 where something may have come between. */
  #endedAt = 0;
  /** Where results are reused. */
  readonly #held: HeldNodes | undefined;
  /** Nodes may be run again. */
  #keepsAll = false;
  readonly #valueOf = (source: number): unknown => this.#values[source];

  constructor(
    private readonly part: Part,
    private readonly caller: OpCaller,
    private readonly output: RunnerOutput,
    private readonly yieldThread: (resume: () => void) => void,
  ) {
    const { nodes, outside, candidates } = part;
    this.#held = candidates && new HeldNodes(candidates);
    this.#reports = new NodeReports(part, output, caller.messageOf);
    this.#links = new PartLinks(part);
    const total = nodes.length + outside.length;
    this.#values = new Array(total).fill(undefined);
    this.#states = new Uint8Array(total);
    this.#unsettled = nodes.length;
  }

  /** Begins with the values from outside that are known already. */
  start(known: OutsideValue[]): void {
    for (let i = 0; i < this.part.nodes.length; i++) {
      if (this.#links.isReady(i)) this.#queue.push(i);
    }
    this.give(known);
  }

  /** Takes values from outside. */
  give(values: OutsideValue[]): void {
    for (const [index, carried] of values) {
      const i = this.part.nodes.length + index;
      if (this.#states[i] !== WAITING) continue;
      if (carried.form === "failed" && this.part.onError === "skip") {
        this.#states[i] = BROKEN;
        this.#blame.set(i, carried.failed);
      } else if (carried.form === "lost") {
        this.#states[i] = LOST;
        this.#blame.set(i, carried.message);
      } else {
        this.#take(i, carried);
      }
      this.#links.arrived(i, this.#queue);
    }
    this.#pump();
  }

  /** Takes a value as another host packed it, which may be one of a pack that means ill. */
  #take(i: number, carried: CarriedValue): void {
    try {
      this.#values[i] = uncarryValue(carried);
      this.#states[i] = DONE;
    } catch (error) {
      const name = this.part.outside[i - this.part.nodes.length];
      this.#states[i] = LOST;
      this.#blame.set(i, `The value of "${name}" cannot be read: ${errorMessage(error)}`);
    }
  }

  /** What became of held nodes and of others: these run, those have their values without that. */
  decide(go: readonly number[], settled: readonly SettledValue[]): void {
    const open = settled.filter(([i]) => this.#states[i] === WAITING || this.#states[i] === AWAY);
    // First all of them: none may begin because another is settled.
    for (const [i] of open) this.#links.block(i);
    for (const [i, carried] of open) this.#settleWith(i, carried);
    for (const i of go) {
      if (this.#states[i] !== WAITING) continue;
      this.#held?.pass(i);
      this.#queue.push(i);
    }
    this.#pump();
  }

  #settleWith(i: number, carried: CarriedValue): void {
    const isFailed = carried.form === "failed" && this.part.onError === "skip";
    if (isFailed) this.#blame.set(i, carried.failed);
    this.#settle(i, isFailed ? BROKEN : DONE, uncarryValue(carried));
  }

  /** Begins no further node before {@link move}. */
  pause(): void {
    this.#isPaused = true;
  }

  /**
   * These nodes are run elsewhere, of those that have not begun: {@link decide} will say what came of them.
   *
   * @param goesOn the others may begin again
   */
  move(nodes: readonly number[], goesOn = true): void {
    for (const i of nodes) if (this.#states[i] === WAITING) this.#states[i] = AWAY;
    if (nodes.length > 0) this.#keepsAll = true;
    if (!goesOn) return;
    this.#isPaused = false;
    this.#pump();
  }

  /** These nodes were run elsewhere, but are to be run here: all that they need is in them or settled here. */
  redo(nodes: readonly number[]): void {
    const away = nodes.filter((i) => this.#states[i] === AWAY || this.#states[i] === DONE);
    for (const i of away) {
      if (this.#states[i] === DONE) this.#unsettled++;
      this.#states[i] = WAITING;
      this.#held?.pass(i);
    }
    for (const i of away) {
      const { incoming } = this.part.nodes[i];
      const missing = incoming.filter(({ source }) => this.#states[source] <= RUNNING).length;
      this.#links.waitFor(i, missing);
      if (missing === 0) this.#queue.push(i);
    }
    this.#pump();
  }

  /** Starts no further node. Those that run are left to their signal; it finishes when they have settled. */
  stop(): void {
    this.#stopped = true;
    this.#pump();
  }

  #pump = (): void => {
    if (this.#pumping) return;
    this.#pumping = true;
    this.#endedAt = 0;
    const until = performance.now() + SLICE;
    while (this.#head < this.#queue.length && !this.#stopped && !this.#isPaused) {
      this.#run(this.#queue[this.#head++]);
      if ((this.#head & 15) === 0 && performance.now() > until) {
        this.output.paused();
        this.yieldThread(this.#resume);
        return;
      }
    }
    this.#pumping = false;
    const isOver = this.#unsettled === 0 || (this.#stopped && this.#running === 0);
    if (!isOver || this.#finished) return this.output.paused();
    this.#finished = true;
    this.output.finished();
  };

  readonly #resume = (): void => {
    try {
      this.#pumping = false;
      this.#pump();
    } catch (error) {
      this.#fall(error);
    }
  };

  /** What goes wrong behind an op has no other to tell. */
  #fall(error: unknown): void {
    if (this.output.broken === undefined) throw error;
    this.output.broken(error);
  }

  #run(i: number): void {
    if (this.#states[i] !== WAITING) return;
    const node = this.part.nodes[i];
    for (let k = 0; k < node.incoming.length; k++) {
      const { source } = node.incoming[k];
      const state = this.#states[source];
      if (state === BROKEN) return this.#skip(i, this.#blame.get(source)!);
      if (state === LOST) return this.#break(i, this.#blame.get(source)!, 0);
    }
    // To ask for the time takes longer than what lies between.
    const started = this.#endedAt || performance.now();
    this.#endedAt = 0;
    this.#states[i] = RUNNING;
    const op = node.op === -1 ? undefined : this.part.ops[node.op];
    try {
      const inputs = gatherInputs(node.node, node.incoming, op?.params, this.#valueOf);
      if (this.#held?.isHeld(i, node.shape, inputs)) {
        this.#states[i] = WAITING;
        return this.output.event([HELD, i]);
      }
      this.#reports.began(i, inputs, started);
      if (!this.#keepsAll) this.#links.begun(node.incoming, this.#values);
      const result = op ? this.#callOp(i, op, inputs) : builtin(node.node, inputs);
      if (isThenable(result)) void this.#await(i, result, started);
      else this.#complete(i, result, started);
    } catch (error) {
      this.#break(i, this.#reports.errorText(i, error), started);
    }
  }

  #callOp(i: number, op: PartOp, inputs: Record<string, unknown>): unknown {
    const args = prepareArguments(op, inputs);
    this.output.beforeCall();
    return this.caller.call(op, args, i);
  }

  async #await(i: number, result: PromiseLike<unknown>, started: number): Promise<void> {
    this.#running++;
    try {
      try {
        this.#complete(i, await result, started);
      } catch (error) {
        this.#break(i, this.#reports.errorText(i, error), started);
      }
      this.#running--;
      this.#pump();
    } catch (error) {
      this.#fall(error);
    }
  }

  #complete(i: number, value: unknown, started: number): void {
    if (this.#states[i] !== RUNNING) return;
    const ended = performance.now();
    // Others take their time to be told, which is not that of the next node.
    if (typeof value === "number" || typeof value === "boolean") this.#endedAt = ended;
    this.#reports.completed(i, value, between(started, ended));
    this.#settle(i, DONE, value);
  }

  #break(i: number, message: string, started: number): void {
    if (this.#states[i] > RUNNING) return;
    const milliseconds = started === 0 ? 0 : between(started, performance.now());
    this.#reports.failed(i, message, milliseconds);
    this.#fail(i, this.part.nodes[i].name);
  }

  #skip(i: number, failed: string): void {
    this.#reports.skipped(i, failed);
    this.#fail(i, failed);
  }

  #fail(i: number, failed: string): void {
    const flowsOn = this.part.onError === "null";
    if (!flowsOn) this.#blame.set(i, failed);
    this.#settle(i, flowsOn ? DONE : BROKEN, null);
  }

  #settle(i: number, state: number, value: unknown): void {
    this.#states[i] = state;
    if (this.#keepsAll || this.#links.isWanted(i)) this.#values[i] = value;
    this.#unsettled--;
    this.#links.arrived(i, this.#queue);
  }
}

/** Milliseconds between two times, to the microsecond. */
function between(started: number, ended: number): number {
  return Math.round((ended - started) * 1000) / 1000;
}
