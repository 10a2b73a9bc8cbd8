import { errorMessage } from "../core/errors.ts";
import type { RunRequest } from "../core/graph.ts";
import type { JsonValue } from "../core/json.ts";
import { LARGE_VALUE } from "../core/large_value.ts";
import { limitNote, type Limits, limitText } from "../core/limits.ts";
import type { RunPlan } from "../core/plan.ts";
import type { RunEvent, TerminalEvent } from "../core/run_event.ts";
import type { HostEvent, Part } from "../host/protocol.ts";
import { AwayNodes } from "./away_nodes.ts";
import { HeldAnswers } from "./held_answers.ts";
import { HostEnds } from "./host_ends.ts";
import { HostNews } from "./host_news.ts";
import type { HostLease, Hosts } from "./hosts.ts";
import { LocalLease } from "./local_hosts.ts";
import { Overlap } from "./overlap.ts";
import {
  type OpIndex,
  type Partition,
  partitionGraph,
  type PartitionOptions,
  placeNodes,
  SERVER,
} from "./partition.ts";
import { Reuse } from "./reuse.ts";
import type { ReuseStore } from "./reuse_store.ts";
import { withCandidates } from "./reused_parts.ts";
import { RunRecord } from "./run_record.ts";
import type { Turn } from "./run_queue.ts";
import { RunWatch } from "./run_watch.ts";
import { type LaterValue, ToldEvents } from "./told_events.ts";
import { type WorkedPart, WorkedParts } from "./worked_parts.ts";

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

const STOPPED: TerminalEvent = { status: "error", error: "Run stopped", stopped: true };

/**
 * One run of a graph, from its first event to its last: gets hosts, gives each its part, and lets go of them. What
 * happens in between is in the hands of others: {@link HostNews}, {@link HostEnds}, {@link HeldAnswers} and
 * {@link Overlap}, which share the run's {@link RunRecord}, {@link WorkedParts} and {@link ToldEvents}.
 */
export class GraphRun {
  readonly #partitioning: PartitionOptions;
  readonly #record: RunRecord;
  readonly #parts: WorkedParts;
  readonly #told: ToldEvents;
  readonly #watch: RunWatch;
  readonly #news: HostNews;
  readonly #ends: HostEnds;
  /** Both where results are reused. */
  readonly #reuse: Reuse | undefined;
  readonly #held: HeldAnswers | undefined;
  /** Shares its work among hosts, where there can be several of a pack. */
  readonly #overlap: Overlap | undefined;
  readonly #abort = new AbortController();
  readonly #over = Promise.withResolvers<void>();
  readonly #ended = Promise.withResolvers<void>();
  /** Resolves when the run has ended and nothing of it is left. */
  readonly ended = this.#ended.promise;
  /** Why the run is ended before it is done, where that is a limit. */
  #broken: string | undefined;
  #leasing: Promise<HostLease[]> | undefined;
  #isStarted = false;
  #release: Promise<void> | undefined;

  constructor(private readonly options: GraphRunOptions) {
    const { request, plan, catalog, hosts, store } = options;
    const hostOf = (pack: string) => hosts.hostOf(pack);
    const nodes = { graph: request, plan, catalog, hostOf, onError: request.onError };
    const placement = placeNodes(nodes);
    this.#partitioning = { ...nodes, placement };
    const record = this.#record = new RunRecord(request, plan, placement.ops);
    if (request.reuse && store) {
      this.#reuse = new Reuse({ request, plan, catalog, placement, store });
    }
    const reuse = this.#reuse;
    const parts = this.#parts = new WorkedParts(record, reuse);
    this.#watch = new RunWatch(options.limits, {
      nodeIsLate: (node, what) => this.#ends.endLate(node, what),
      runIsLate: (what) => this.#break(`The run ${what}`),
      isHeld: () => this.#told.pressure !== undefined,
    });
    const told = this.#told = new ToldEvents(plan.order, record, this.#watch, reuse);
    const away = new AwayNodes({ plan, record, parts });
    this.#overlap = hosts.tryLease && new Overlap({
      plan,
      ops: placement.ops,
      record,
      parts,
      away,
      start: (index) => this.#startPart(index),
      tryLease: (wanted) => hosts.tryLease?.({ ...wanted, envVars: request.envVars }),
    });
    const held = this.#held = reuse && new HeldAnswers({ plan, record, parts, told, reuse });
    this.#news = new HostNews({ request, record, parts, told, away, reuse, held });
    this.#ends = new HostEnds({ record, parts, told, away });
  }

  /** The next event; the first call starts the run. Undefined after the terminal event. */
  next(): RunEvent | undefined | Promise<RunEvent | undefined> {
    if (!this.#isStarted) {
      this.#isStarted = true;
      void this.#run();
    }
    return this.#told.next();
  }

  /** Stops what is left of it, without a further event; resolves when nothing is left. */
  close(): Promise<void> {
    this.#told.discard();
    return this.stop();
  }

  /** Stops it; its terminal event says so. Resolves when nothing is left. */
  async stop(): Promise<void> {
    const wasStarted = this.#isStarted;
    this.#isStarted = true;
    await this.#end();
    if (wasStarted) return;
    this.#told.push(STOPPED);
    this.#finish();
  }

  /** The output of a node, whole; undefined when it has none, or when it is gone. */
  value(nodeId: string): JsonValue | undefined | Promise<JsonValue | undefined> {
    return this.#news.later.get(nodeId)?.() ?? this.#record.output(nodeId);
  }

  /** For outputs that are kept where they were made, by node id, how to get them. */
  get later(): ReadonlyMap<string, LaterValue> {
    return this.#news.later;
  }

  /** The outputs of all nodes that have one, by id. */
  outputs(): ReadonlyMap<string, JsonValue> {
    return this.#record.outputs();
  }

  /** Bytes of what its hosts told, about. */
  get size(): number {
    return this.#told.size;
  }

  #finish(): void {
    this.#told.end();
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
    if (terminal.status === "done") this.#told.push(terminal);
    try {
      await this.#end();
    } finally {
      if (this.#broken !== undefined) terminal = { status: "error", error: this.#broken };
      if (terminal.status !== "done") this.#told.push(terminal);
      this.#finish();
    }
  }

  async #work(): Promise<TerminalEvent> {
    const waiting = this.options.turn?.wait((before) =>
      this.#told.push({ status: "waiting", before })
    );
    if (waiting !== undefined) await waiting;
    if (!this.#release) this.#held?.settleKnown();
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
    const partition = this.#cut();
    const hosted = partition.parts.filter((part) => part.host !== SERVER);
    const packs = hosted.map((part) => part.packs[0]);
    this.#leasing = hosts.lease({ packs, envVars: request.envVars, signal: this.#abort.signal });
    const leases = await this.#leasing;
    if (this.#release) return;
    this.#parts.begin(
      partition,
      (part) => part.host === SERVER ? new LocalLease() : leases[hosted.indexOf(part)],
    );
    for (let index = 0; index < partition.parts.length; index++) this.#startPart(index);
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
    const local = this.#parts.list.map((part) => part.lease);
    const isDone = this.#record.unsettled === 0 && this.#broken === undefined;
    try {
      const released = Array.from(new Set([...leases, ...local]), (it) => it.release(isDone));
      await Promise.all([...released, this.#overlap?.end()]);
    } finally {
      turn?.leave();
    }
  }

  #startPart(index: number): void {
    const part = this.#parts.list[index];
    part.lease.start(this.#withPreviews(part), this.#parts.knownOutside(index), {
      events: (events, bytes) => this.#receive(index, events, bytes),
      idle: () => this.#overlap?.done(index),
      paused: () => this.#overlap?.paused(index),
      died: (...why) => this.#died(index, ...why),
    });
  }

  /** The part as its host gets it. */
  #withPreviews({ lease, part }: WorkedPart): Part {
    const { previews, request } = this.options;
    // What is masked, and what is compared, has to be seen as a whole.
    const isSeen = this.#reuse !== undefined || Object.keys(request.envVars).length > 0;
    if (previews === undefined || lease.later === undefined || isSeen) return part;
    return { ...part, previews: { over: LARGE_VALUE, wholeViews: previews === "not views" } };
  }

  #receive(index: number, events: HostEvent[], bytes: number): Promise<void> | undefined {
    if (this.#release) return undefined;
    this.#news.take(index, events, bytes);
    this.#overlap?.wake();
    if (this.#record.unsettled === 0) this.#over.resolve();
    else if (this.#told.size > this.options.limits.output) this.#overflow(index, events);
    return this.#told.pressure;
  }

  #died(index: number, reason: string, exceeded?: string): void {
    if (this.#release) return;
    this.#overlap?.died(index);
    this.#ends.died(index, reason, exceeded);
    if (this.#record.unsettled === 0) this.#over.resolve();
    else this.#startPart(index);
  }

  /** More was put out than a run may. */
  #overflow(index: number, events: HostEvent[]): void {
    const { nodes } = this.#parts.list[index].part;
    const name = events.map((event) => nodes[event[1]]?.name).findLast((name) => name) ?? "";
    const most = limitText("output", this.options.limits.output);
    this.#break(`Node "${name}" put the output of the run over ${most} ${limitNote("output")}`);
  }

  /** Ends the run for a limit that it went over. */
  #break(why: string): void {
    if (this.#release) return;
    this.#broken = why;
    this.#told.failOpen(why);
    void this.#end();
  }
}
