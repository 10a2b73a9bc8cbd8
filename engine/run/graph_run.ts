import { errorMessage } from "../core/errors.ts";
import type { RunRequest } from "../core/graph.ts";
import type { JsonValue } from "../core/json.ts";
import { LARGE_VALUE } from "../core/large_value.ts";
import { limitNote, type Limits, limitText } from "../core/limits.ts";
import type { RunPlan } from "../core/plan.ts";
import type { RunEvent, TerminalEvent } from "../core/run_event.ts";
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
  RETURNED,
  SHOWN,
} from "../host/protocol.ts";
import { blame } from "./blame.ts";
import { EventQueue } from "./event_queue.ts";
import type { HostLease, Hosts } from "./hosts.ts";
import { LocalLease } from "./local_hosts.ts";
import { Overlap, type WorkedPart } from "./overlap.ts";
import {
  type GraphPart,
  type OpIndex,
  type Partition,
  partitionGraph,
  type PartitionOptions,
  placeNodes,
  SERVER,
} from "./partition.ts";
import { remainingPart, renewTakers } from "./remaining_part.ts";
import { Reuse, type SettledNode } from "./reuse.ts";
import type { ReuseStore } from "./reuse_store.ts";
import { settledValues, withCandidates } from "./reused_parts.ts";
import type { Turn } from "./run_queue.ts";
import { RunRecord } from "./run_record.ts";
import { RunWatch } from "./run_watch.ts";

/** What {@link GraphRun} needs. */
export interface GraphRunOptions {
  request: RunRequest;
  plan: RunPlan;
  catalog: OpIndex;
  hosts: Hosts;
  signal?: AbortSignal;
  limits: Pick<Limits, "runTime" | "nodeTime" | "output">;
  /** Its place among the runs; it is left when the run has ended. */
  turn?: Turn;
  /** Which large values are told as previews; none unless given. */
  previews?: "all" | "not views";
  /** Results of earlier runs, for a request that asks for them. */
  store?: ReuseStore;
}

interface ActivePart extends WorkedPart {
  /** Times in a row that its host ended while no op of it ran. */
  vainDeaths: number;
}

const STOPPED: TerminalEvent = { status: "error", error: "Run stopped", stopped: true };

/** How often in a row a host may end without an op that is to blame, before its ops are given up. */
const MOST_VAIN_DEATHS = 2;

/** Whether it tells of an output of which only a preview is told. */
function isLarge(event: HostEvent): boolean {
  return (event[0] === COMPLETED && event[5] === true) || (event[0] === SHOWN && event[4] === true);
}

/** One run of a graph: gives parts of it to hosts, carries values between them, and puts their events together. */
export class GraphRun {
  readonly #queue = new EventQueue<RunEvent>();
  readonly #record: RunRecord;
  readonly #partitioning: PartitionOptions;
  #takers: Partition["takers"] = new Map();
  /** Where results are reused. */
  readonly #reuse: Reuse | undefined;
  /** How to get the outputs that were told as previews. */
  readonly #later = new Map<string, () => Promise<JsonValue | undefined>>();
  readonly #carried = new Map<number, CarriedValue>();
  readonly #abort = new AbortController();
  readonly #watch: RunWatch;
  /** Shares its work among hosts, where there can be several of a pack. */
  readonly #overlap: Overlap | undefined;
  /** Nodes that took too long, and what is said of them. */
  readonly #late = new Map<number, string>();
  /** Why the run is ended before it is done, where that is a limit. */
  #broken: string | undefined;
  readonly #over = Promise.withResolvers<void>();
  #parts: ActivePart[] = [];
  #leasing: Promise<HostLease[]> | undefined;
  readonly #ended = Promise.withResolvers<void>();
  /** Resolves when the run has ended and nothing of it is left. */
  readonly ended = this.#ended.promise;
  #size = 0;
  #isStarted = false;
  #release: Promise<void> | undefined;

  constructor(private readonly options: GraphRunOptions) {
    const { request, plan, catalog, hosts, store } = options;
    const nodes: PartitionOptions = {
      graph: request,
      plan,
      catalog,
      hostOf: (pack) => hosts.hostOf(pack),
      onError: request.onError,
    };
    const placement = placeNodes(nodes);
    this.#partitioning = { ...nodes, placement };
    this.#record = new RunRecord(request, plan, placement.ops);
    if (request.reuse && store) {
      this.#reuse = new Reuse({ request, plan, catalog, placement, store });
    }
    if (hosts.tryLease) this.#overlap = this.#overlapped(placement.ops);
    this.#watch = new RunWatch(options.limits, {
      nodeIsLate: (node, what) => this.#endLate(node, what),
      runIsLate: (what) => this.#break(`The run ${what}`),
      isHeld: () => this.#queue.pressure !== undefined,
    });
  }

  #overlapped(ops: Partition["ops"]): Overlap {
    const { plan, hosts, request: { envVars } } = this.options;
    const record = this.#record, carried = this.#carried, reuse = this.#reuse;
    const parts = () => this.#parts;
    const add = (part: GraphPart, lease: HostLease): void => {
      const helper = {
        ...part,
        lease,
        vainDeaths: 0,
        begun: 0,
        slow: 0,
        isDone: false,
        helps: true,
      } as const;
      this.#startPart(this.#parts.push(helper) - 1);
    };
    return new Overlap({
      plan,
      ops,
      add,
      get parts() {
        return parts();
      },
      isSettled: (i) => record.isSettled(i),
      isRunning: (i) => record.isRunning(i),
      isLossy: (i) => record.isLossy(i),
      isKnown: (i) =>
        record.isSettled(i) &&
        (!record.isLossy(i) || carried.get(i)?.form === "whole" || reuse?.isKnown(i) === true),
      valueOf: (i) => record.valueOf(i),
      tryLease: (wanted) => hosts.tryLease?.({ ...wanted, envVars }),
      carry: (i, value) => this.#carry(i, value),
    });
  }

  /** The next event; the first call starts the run. Undefined after the terminal event. */
  next(): RunEvent | undefined | Promise<RunEvent | undefined> {
    if (!this.#isStarted) {
      this.#isStarted = true;
      void this.#run();
    }
    return this.#queue.next();
  }

  /** Stops what is left of it, without a further event; resolves when nothing is left. */
  close(): Promise<void> {
    this.#queue.discard();
    return this.stop();
  }

  /** Stops it; its terminal event says so. Resolves when nothing is left. */
  async stop(): Promise<void> {
    const wasStarted = this.#isStarted;
    this.#isStarted = true;
    await this.#end();
    if (wasStarted) return;
    this.#queue.push(STOPPED);
    this.#finish();
  }

  /** The output of a node, whole; undefined when it has none, or when it is gone. */
  value(nodeId: string): JsonValue | undefined | Promise<JsonValue | undefined> {
    return this.#later.get(nodeId)?.() ?? this.#record.output(nodeId);
  }

  /** For outputs that are kept where they were made, by node id, how to get them. */
  get later(): ReadonlyMap<string, () => Promise<JsonValue | undefined>> {
    return this.#later;
  }

  /** The outputs of all nodes that have one, by id. */
  outputs(): ReadonlyMap<string, JsonValue> {
    return this.#record.outputs();
  }

  /** Bytes of what its hosts told, about. */
  get size(): number {
    return this.#size;
  }

  #finish(): void {
    this.#queue.end();
    this.#ended.resolve();
  }

  /** From the first event to the terminal one. */
  async #run(): Promise<void> {
    const { signal } = this.options;
    const stop = () => void this.#end();
    signal?.addEventListener("abort", stop, { once: true });
    if (signal?.aborted) stop();
    let terminal = await this.#work().catch((error): TerminalEvent =>
      this.#release ? STOPPED : { status: "error", error: errorMessage(error) }
    );
    signal?.removeEventListener("abort", stop);
    // What is done is told at once, with its hosts given back behind it; what is stopped, once nothing is left.
    if (terminal.status === "done") this.#queue.push(terminal);
    try {
      await this.#end();
    } finally {
      if (this.#broken !== undefined) terminal = { status: "error", error: this.#broken };
      if (terminal.status !== "done") this.#queue.push(terminal);
      this.#finish();
    }
  }

  async #work(): Promise<TerminalEvent> {
    const waiting = this.options.turn?.wait((before) =>
      this.#queue.push({ status: "waiting", before })
    );
    if (waiting !== undefined) await waiting;
    if (!this.#release && this.#reuse) this.#settle(this.#reuse.decide());
    if (!this.#release && this.#record.unsettled > 0) {
      this.#watch.begin();
      await this.#startParts();
      await this.#over.promise;
    }
    return this.#record.unsettled === 0 && this.#broken === undefined
      ? { status: "done", results: this.#record.results }
      : STOPPED;
  }

  async #startParts(): Promise<void> {
    const { hosts, request } = this.options;
    const { parts, takers } = this.#cut();
    this.#takers = takers;
    const hosted = parts.filter((part) => part.host !== SERVER);
    const packs = hosted.map((part) => part.packs[0]);
    this.#leasing = hosts.lease({ packs, envVars: request.envVars, signal: this.#abort.signal });
    const leases = await this.#leasing;
    if (this.#release) return;
    this.#parts = parts.map((part) => ({
      ...part,
      lease: part.host === SERVER ? new LocalLease() : leases[hosted.indexOf(part)],
      vainDeaths: 0,
      begun: 0,
      slow: 0,
      isDone: false,
    }));
    for (let index = 0; index < parts.length; index++) this.#startPart(index);
    this.#overlap?.wake();
  }

  #cut(): Partition {
    const reuse = this.#reuse;
    if (reuse === undefined) return partitionGraph(this.#partitioning);
    const isSettled = (i: number) => this.#record.isSettled(i);
    const { parts, ...rest } = partitionGraph({ ...this.#partitioning, isSettled });
    return { ...rest, parts: parts.map((part) => withCandidates(part, reuse)) };
  }

  /** Lets go of all hosts; those that still work are stopped. Resolves when that is done. */
  #end(): Promise<void> {
    this.#release ??= this.#releaseAll();
    return this.#release;
  }

  async #releaseAll(): Promise<void> {
    const { turn } = this.options;
    this.#watch.end();
    this.#abort.abort();
    this.#over.resolve();
    // A place in the queue is given up at once, a turn when its hosts are free.
    if (turn?.isOn === false) turn.leave();
    // Leases may have been granted in the moment of the abort.
    const leases = await this.#leasing?.catch(() => []) ?? [];
    const local = this.#parts.map((part) => part.lease);
    const isDone = this.#record.unsettled === 0;
    try {
      const released = Array.from(new Set([...leases, ...local]), (it) => it.release(isDone));
      await Promise.all([...released, this.#overlap?.end()]);
    } finally {
      turn?.leave();
    }
  }

  #startPart(index: number): void {
    const { lease } = this.#parts[index];
    lease.start(this.#withPreviews(index), this.#knownOutside(index), {
      events: (events, bytes) => {
        this.#size += bytes;
        return this.#receive(index, events, bytes);
      },
      idle: () => this.#overlap?.done(index),
      paused: () => this.#overlap?.paused(index),
      died: (...why) => this.#died(index, ...why),
    });
  }

  /** The part as its host gets it. */
  #withPreviews(index: number): Part {
    const { lease, part } = this.#parts[index];
    const { previews, request } = this.options;
    // What is masked, and what is compared, has to be seen as a whole.
    const isSeen = this.#reuse !== undefined || Object.keys(request.envVars).length > 0;
    if (previews === undefined || lease.later === undefined || isSeen) return part;
    return { ...part, previews: { over: LARGE_VALUE, wholeViews: previews === "not views" } };
  }

  #receive(index: number, events: HostEvent[], bytes: number): Promise<void> | undefined {
    if (this.#release) return undefined;
    const { globals, part } = this.#parts[index];
    this.#parts[index].vainDeaths = 0;
    const overlap = this.#overlap;
    let held: number[] | undefined;
    for (let k = 0; k < events.length; k++) {
      const event = events[k];
      if (event[1] >= part.nodes.length) continue;
      const i = globals === undefined ? event[1] : globals[event[1]];
      if (overlap !== undefined && !overlap.isAt(i, index)) continue;
      if (event[0] === RETURNED) {
        const [, , text] = event;
        if (text !== null) this.#carried.set(i, { form: "whole", text });
        overlap?.returned(i, text);
      } else if (event[0] === CARRIED) {
        this.#carry(i, this.#reuse ? this.#reuse.carried(i, event[2]) : event[2]);
      } else if (event[0] === HELD) {
        (held ??= []).push(event[1]);
      } else {
        const nodeEvent = this.#record.take(i, event);
        if (nodeEvent === undefined) continue;
        this.#reuse?.told(i, nodeEvent, this.#record.isLossy(i));
        this.#queue.push(nodeEvent);
        if (event[0] === EXECUTING) {
          this.#watch.nodeBegan(i);
          this.#parts[index].begun++;
        } else if (this.#record.isSettled(i)) {
          this.#watch.nodeEnded(i);
          overlap?.settled(i);
          if (isLarge(event)) this.#noteLater(index, i, event[1]);
        }
      }
    }
    overlap?.flush();
    overlap?.wake();
    this.#queue.weigh(bytes);
    if (held) this.#decide(index, held);
    if (this.#record.unsettled === 0) this.#over.resolve();
    else if (this.#size > this.options.limits.output) this.#overflow(index, events);
    return this.#queue.pressure;
  }

  #noteLater(index: number, i: number, place: number): void {
    const later = this.#parts[index].lease.later?.(place);
    if (later) this.#later.set(this.options.request.nodes[i].id, later);
  }

  /** Gives a node's value to the other hosts that need it. */
  #carry(i: number, value: CarriedValue): void {
    this.#carried.set(i, value);
    for (const { part, place } of this.#takers.get(i) ?? []) {
      this.#parts[part].lease.give([[place, value]]);
    }
  }

  /** Nodes have their outputs without having run. */
  #settle(settled: readonly SettledNode[]): void {
    for (const node of settled) {
      this.#queue.push(this.#record.settle(node));
      this.#size += node.size;
    }
  }

  /** A host holds nodes of its part: says what becomes of them, and of what depends on them in all hosts. */
  #decide(index: number, held: readonly number[]): void {
    const { globals, lease } = this.#parts[index];
    const go: number[] = [];
    const settled: number[] = [];
    const isOpen = (i: number) => !this.#record.isSettled(i) && !this.#record.isRunning(i);
    for (const k of held) {
      const i = globals === undefined ? k : globals[k];
      if (!isOpen(i)) continue;
      const found = this.#reuse?.take(i, isOpen);
      if (found === undefined) go.push(k);
      else this.#settle(found);
      for (const { node } of found ?? []) settled.push(node);
    }
    if (go.length > 0) lease.decide(go, []);
    if (settled.length > 0) this.#tellSettled(settled);
  }

  #tellSettled(settled: readonly number[]): void {
    const { outgoing } = this.options.plan;
    const isNeeded = (i: number) => outgoing[i].some((it) => !this.#record.isSettled(it.target));
    // Each host knows what of its own is settled before it gets values that would let it begin.
    for (const part of this.#parts) {
      const values = settledValues(part, settled, this.#reuse!, isNeeded);
      if (values.length > 0) part.lease.decide([], values);
    }
    for (const i of settled) if (this.#takers.has(i)) this.#carry(i, this.#reuse!.travelling(i));
  }

  /** A host ended: what ran in it failed, and another host goes on with the rest. */
  #died(index: number, reason: string, exceeded?: string): void {
    if (this.#release) return;
    const active = this.#parts[index];
    const { globals, part } = active;
    const pack = active.packs.map((pack) => `"${pack.name}"`).join(", ");
    const running = part.nodes
      .map(({ name, exported }, k) => ({
        name,
        exported,
        i: globals === undefined ? k : globals[k],
      }))
      .filter(({ i }) => this.#record.isRunning(i) && this.#isAt(i, index));
    const blamed = running.length > 0;
    for (const node of running) {
      const late = this.#late.get(node.i);
      this.#failRunning(node.i, blame(node, running, { pack, reason, exceeded, late }));
      if (node.exported) this.#carry(node.i, this.#record.valueOf(node.i));
      this.#overlap?.settled(node.i);
    }
    this.#overlap?.died(index);
    this.#overlap?.flush();
    active.vainDeaths = blamed ? 0 : active.vainDeaths + 1;
    if (this.#record.unsettled === 0) return this.#over.resolve();
    if (active.vainDeaths >= MOST_VAIN_DEATHS) {
      void active.lease.release(true);
      active.lease = new LocalLease((op) => {
        throw new Error(`The host of pack ${pack} ended before "${op.name}" could run: ${reason}`);
      });
    }
    this.#goOn(index);
  }

  #failRunning(i: number, message: string): void {
    this.#watch.nodeEnded(i);
    const event = this.#record.take(i, [FAILED, i, message, 0])!;
    this.#reuse?.told(i, event, false);
    this.#queue.push(event);
  }

  /** A node took too long. What blocks its thread can only be ended with its host. */
  #endLate(node: number, what: string): void {
    this.#late.set(node, what);
    const active = this.#parts.find(({ globals }, index) =>
      (globals?.includes(node) ?? true) && this.#isAt(node, index)
    );
    active?.lease.end(`"${this.#record.name(node)}" ${what}`);
  }

  #isAt(node: number, part: number): boolean {
    return this.#overlap?.isAt(node, part) ?? true;
  }

  /** More was put out than a run may. */
  #overflow(index: number, events: HostEvent[]): void {
    const { nodes } = this.#parts[index].part;
    const name = events.map((event) => nodes[event[1]]?.name).findLast((name) => name) ?? "";
    const most = limitText("output", this.options.limits.output);
    this.#break(`Node "${name}" put the output of the run over ${most} ${limitNote("output")}`);
  }

  /** Ends the run for a limit that it went over. */
  #break(why: string): void {
    if (this.#release) return;
    this.#broken = why;
    for (let i = 0; i < this.options.request.nodes.length; i++) {
      if (!this.#record.isRunning(i)) continue;
      this.#failRunning(i, `Node "${this.#record.name(i)}" was ended. ${why}`);
    }
    void this.#end();
  }

  /** Starts a part again with the nodes that have no end yet. */
  #goOn(index: number): void {
    const active = this.#parts[index];
    const rest = remainingPart(
      active,
      (i) => this.#record.isSettled(i) || !this.#isAt(i, index),
    );
    Object.assign(active, rest);
    renewTakers(this.#takers, index, active.outside);
    this.#startPart(index);
  }

  /** Values from outside of a part that are there already. */
  #knownOutside(index: number): OutsideValue[] {
    const { outside, home } = this.#parts[index];
    const known: OutsideValue[] = [];
    outside.forEach((i, place) => {
      const value = this.#reuse?.valueFor(i, home) ?? this.#carried.get(i) ??
        (this.#record.isSettled(i) ? this.#record.valueOf(i) : undefined);
      if (value !== undefined) known.push([place, value]);
    });
    return known;
  }
}
