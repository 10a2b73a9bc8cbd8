import { prepareArguments } from "../core/coerce.ts";
import { errorMessage } from "../core/errors.ts";
import { gatherInputs, type Inputs } from "../core/gather_inputs.ts";
import type { JsonValue } from "../core/json.ts";
import { LargePreviews } from "../core/large_value.ts";
import { toJson } from "../core/to_json.ts";
import type { GraphNode } from "../core/graph.ts";
import type { ValuePreview } from "../core/preview.ts";
import { builtin, showInputs } from "./builtin.ts";
import { HeldNodes } from "./held_nodes.ts";
import {
  CARRIED,
  type CarriedValue,
  COMPLETED,
  EXECUTING,
  FAILED,
  HELD,
  type HostEvent,
  type OutsideValue,
  type Part,
  type PartNode,
  type PartOp,
  RETURNED,
  type SettledValue,
  SHOWN,
  SKIPPED,
} from "./protocol.ts";
import { isThenable } from "./op_calls.ts";
import { TooLargeError } from "./output.ts";
import { writeWhole } from "../core/whole_value.ts";
import { carryValue, carryWhole, isPlainJson, uncarryValue } from "./values.ts";

/** Calls ops for a {@link GraphRunner}. */
export interface OpCaller {
  /** Gives the op's result or a promise of it; throws, or rejects with, what the op threw. */
  call(op: PartOp, args: unknown[], node: number): unknown;
  /** The message of what an op threw; its own unless this is here. */
  messageOf?(thrown: unknown): string;
}

/** Where a {@link GraphRunner} puts what happens. */
export interface RunnerOutput {
  event(event: HostEvent): void;
  /** An op is about to be called, which may block the thread: send what was put out so far. */
  beforeCall(): void;
  /** The runner lets go of the thread for now. */
  paused(): void;
  /** All nodes are settled, or nothing runs any more after a stop. Called once. */
  finished(): void;
  /** A value of so many bytes was told as a preview: it may be asked for. */
  keep?(node: number, value: unknown, size: number): void;
  /** The runner cannot go on, as an op has broken what it is made of. Thrown where this is not given. */
  broken?(error: unknown): void;
}

const WAITING = 0, RUNNING = 1, DONE = 2, BROKEN = 3, LOST = 4, AWAY = 5;

/** More than there can be edges: a node that waits for so many is never begun. */
const NEVER = 2 ** 31 - 1;

/** Characters of an error's message that are told. */
const MOST_MESSAGE = 10_000;

/** How long nodes are run in one go before timers, messages and aborts get their turn, in milliseconds. */
const SLICE = 8;

/**
 * Runs a part of a graph: each node as soon as its inputs are there, in the order of Kahn's queue. A node that gives
 * a promise does not hold back those that do not need it. Values stay here as they are.
 */
export class GraphRunner {
  readonly #values: unknown[];
  readonly #states: Uint8Array;
  readonly #remaining: Int32Array;
  /** For each value the nodes that take it, flat: those of value i are from `#firstTaker[i]` on. */
  readonly #firstTaker: Int32Array;
  readonly #takers: Int32Array;
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
  /** Where large values are not told. */
  readonly #previews: LargePreviews | undefined;
  /** For each value how many nodes have not begun that take it: it is let go of behind the last one. */
  readonly #wanted: Int32Array;
  /** Nodes may be run again. */
  #keepsAll = false;
  readonly #valueOf = (source: number): unknown => this.#values[source];

  constructor(
    private readonly part: Part,
    private readonly caller: OpCaller,
    private readonly output: RunnerOutput,
    private readonly yieldThread: (resume: () => void) => void,
  ) {
    const { nodes, outside, candidates, previews } = part;
    this.#held = candidates && new HeldNodes(candidates);
    this.#previews = previews && new LargePreviews(previews.over);
    const total = nodes.length + outside.length;
    this.#values = new Array(total).fill(undefined);
    this.#states = new Uint8Array(total);
    this.#remaining = new Int32Array(nodes.length);
    this.#firstTaker = new Int32Array(total + 1);
    this.#unsettled = nodes.length;
    let edges = 0;
    for (let i = 0; i < nodes.length; i++) {
      const { incoming } = nodes[i];
      this.#remaining[i] = incoming.length;
      edges += incoming.length;
      for (let k = 0; k < incoming.length; k++) this.#firstTaker[incoming[k].source + 1]++;
    }
    this.#wanted = this.#firstTaker.slice(1);
    for (let i = 0; i < total; i++) this.#firstTaker[i + 1] += this.#firstTaker[i];
    this.#takers = new Int32Array(edges);
    const next = this.#firstTaker.slice();
    for (let i = 0; i < nodes.length; i++) {
      const { incoming } = nodes[i];
      for (let k = 0; k < incoming.length; k++) this.#takers[next[incoming[k].source]++] = i;
    }
  }

  /** Begins with the values from outside that are known already. */
  start(known: OutsideValue[]): void {
    for (let i = 0; i < this.part.nodes.length; i++) {
      if (this.#remaining[i] === 0) this.#queue.push(i);
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
      this.#release(i);
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
    for (const [i] of open) this.#remaining[i] = NEVER;
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
      this.#remaining[i] = incoming.filter(({ source }) => this.#states[source] <= RUNNING).length;
      if (this.#remaining[i] === 0) this.#queue.push(i);
    }
    this.#pump();
  }

  /** Starts no further node. Those that run are left to their signal; it finishes when they have settled. */
  stop(): void {
    this.#stopped = true;
    this.#pump();
  }

  #release(i: number): void {
    for (let k = this.#firstTaker[i], end = this.#firstTaker[i + 1]; k < end; k++) {
      const taker = this.#takers[k];
      if (--this.#remaining[taker] === 0) this.#queue.push(taker);
    }
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
      this.output.event([
        EXECUTING,
        i,
        this.#shown(node.node.kind, inputs),
        Math.round(performance.timeOrigin + started),
      ]);
      this.#letGo(node.incoming);
      const result = op ? this.#callOp(i, op, inputs) : builtin(node.node, inputs);
      if (isThenable(result)) void this.#await(i, result, started);
      else this.#complete(i, result, started);
    } catch (error) {
      this.#break(i, this.#messageOf(i, error), started);
    }
  }

  /** Inputs as events show them. */
  #shown(kind: GraphNode["kind"], inputs: Inputs): Record<string, JsonValue> {
    const previews = this.#previews;
    if (previews === undefined || this.#isWhole(kind)) return showInputs(inputs);
    let shown: Inputs | undefined;
    for (const name in inputs) {
      const preview = previews.of(inputs[name]);
      if (preview === undefined) continue;
      shown ??= Object.assign(Object.create(null), inputs) as Inputs;
      shown[name] = preview;
    }
    return showInputs(shown ?? inputs);
  }

  #previewOf(kind: GraphNode["kind"], value: unknown): ValuePreview | undefined {
    if (this.#previews === undefined || this.#isWhole(kind)) return undefined;
    return this.#previews.of(value);
  }

  #isWhole(kind: GraphNode["kind"]): boolean {
    return kind === "view" && this.part.previews?.wholeViews === true;
  }

  /** Values that no other node takes are not held any longer: they may be large. */
  #letGo(incoming: PartNode["incoming"]): void {
    if (this.#keepsAll) return;
    for (let k = 0; k < incoming.length; k++) {
      const { source } = incoming[k];
      if (--this.#wanted[source] === 0) this.#values[source] = undefined;
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
        this.#break(i, this.#messageOf(i, error), started);
      }
      this.#running--;
      this.#pump();
    } catch (error) {
      this.#fall(error);
    }
  }

  #complete(i: number, value: unknown, started: number): void {
    if (this.#states[i] !== RUNNING) return;
    const { node, exported } = this.part.nodes[i];
    const ended = performance.now();
    // Others take their time to be told, which is not that of the next node.
    if (typeof value === "number" || typeof value === "boolean") this.#endedAt = ended;
    const milliseconds = between(started, ended);
    const preview = this.#previewOf(node.kind, value);
    const lossy = preview !== undefined || !isPlainJson(value);
    if (preview !== undefined) this.output.keep?.(i, value, preview.size);
    if (node.kind === "view") {
      this.output.event(
        preview
          ? [SHOWN, i, milliseconds, true, true]
          : lossy
          ? [SHOWN, i, milliseconds, true]
          : [SHOWN, i, milliseconds],
      );
    } else if (preview !== undefined) {
      this.output.event([COMPLETED, i, { ...preview }, milliseconds, true, true]);
    } else {
      const output = toJson(value);
      this.output.event(
        lossy ? [COMPLETED, i, output, milliseconds, true] : [COMPLETED, i, output, milliseconds],
      );
    }
    if (exported || (lossy && this.#held)) this.#carry(i, value, lossy);
    if (lossy && this.part.nodes[i].returned) this.#return(i, value);
    this.#settle(i, DONE, value);
  }

  /** Gives a value to other hosts; one that is too large for that is lost to them. */
  #carry(i: number, value: unknown, lossy: boolean): void {
    try {
      const whole = lossy && this.#held ? carryWhole(value) : undefined;
      // What is not whole is of use to other hosts alone.
      if (whole === undefined && !this.part.nodes[i].exported) return;
      this.output.event([CARRIED, i, whole ?? carryValue(value)]);
    } catch (error) {
      const message = this.#messageOf(i, error);
      this.output.event([CARRIED, i, { form: "lost", message }]);
    }
  }

  /** Gives a value to the host that the node was moved from; one that cannot be given whole is made there again. */
  #return(i: number, value: unknown): void {
    try {
      this.output.event([RETURNED, i, writeWhole(value) ?? null]);
    } catch (error) {
      if (!TooLargeError.is(error)) throw error;
      this.output.event([RETURNED, i, null]);
    }
  }

  #messageOf(i: number, error: unknown): string {
    const message = this.caller.messageOf?.(error) ?? errorMessage(error);
    if (TooLargeError.is(error)) return `Node "${this.part.nodes[i].name}" ${message}`;
    if (message.length <= MOST_MESSAGE) return message;
    return `${message.slice(0, MOST_MESSAGE)}… (${message.length} characters)`;
  }

  #break(i: number, message: string, started: number): void {
    if (this.#states[i] > RUNNING) return;
    const milliseconds = started === 0 ? 0 : between(started, performance.now());
    this.output.event([FAILED, i, message, milliseconds]);
    this.#fail(i, this.part.nodes[i].name);
  }

  #skip(i: number, failed: string): void {
    this.output.event([SKIPPED, i, `Skipped because "${failed}" failed`, failed]);
    this.#fail(i, failed);
  }

  #fail(i: number, failed: string): void {
    const flowsOn = this.part.onError === "null";
    if (!flowsOn) this.#blame.set(i, failed);
    if (this.part.nodes[i].exported) {
      const carried: CarriedValue = flowsOn
        ? { form: "json", value: null }
        : { form: "failed", failed };
      this.output.event([CARRIED, i, carried]);
    }
    this.#settle(i, flowsOn ? DONE : BROKEN, null);
  }

  #settle(i: number, state: number, value: unknown): void {
    this.#states[i] = state;
    if (this.#wanted[i] > 0 || this.#keepsAll) this.#values[i] = value;
    this.#unsettled--;
    this.#release(i);
  }
}

/** Milliseconds between two times, to the microsecond. */
function between(started: number, ended: number): number {
  return Math.round((ended - started) * 1000) / 1000;
}
