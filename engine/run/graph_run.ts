import { errorMessage } from "../core/errors.ts";
import type { RunRequest } from "../core/graph.ts";
import type { JsonValue } from "../core/json.ts";
import type { RunPlan } from "../core/plan.ts";
import type { RunEvent } from "../core/run_event.ts";
import {
  CARRIED,
  type CarriedValue,
  FAILED,
  type HostEvent,
  type OutsideValue,
} from "../host/protocol.ts";
import { EventQueue } from "./event_queue.ts";
import type { HostLease, Hosts } from "./hosts.ts";
import { LocalLease } from "./local_hosts.ts";
import {
  type GraphPart,
  type OpIndex,
  type Partition,
  partitionGraph,
  SERVER,
} from "./partition.ts";
import { remainingPart } from "./remaining_part.ts";
import { RunRecord } from "./run_record.ts";

/** What {@link GraphRun} needs. */
export interface GraphRunOptions {
  request: RunRequest;
  plan: RunPlan;
  catalog: OpIndex;
  hosts: Hosts;
  signal?: AbortSignal;
}

interface ActivePart extends GraphPart {
  lease: HostLease;
  /** Times in a row that its host ended while no op of it ran. */
  vainDeaths: number;
}

const STOPPED: RunEvent = { status: "error", error: "Run stopped", stopped: true };

/** How often in a row a host may end without an op that is to blame, before its ops are given up. */
const MOST_VAIN_DEATHS = 2;

/** One run of a graph: gives parts of it to hosts, carries values between them, and puts their events together. */
export class GraphRun {
  readonly #queue = new EventQueue<RunEvent>();
  readonly #record: RunRecord;
  readonly #partition: Partition;
  readonly #carried = new Map<number, CarriedValue>();
  readonly #abort = new AbortController();
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
    const { request, plan, catalog, hosts } = options;
    this.#partition = partitionGraph({
      graph: request,
      plan,
      catalog,
      hostOf: (pack) => hosts.hostOf(pack),
      onError: request.onError,
    });
    this.#record = new RunRecord(request, plan, this.#partition.ops);
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

  /** The output of a node, whole; undefined when it has none. */
  value(nodeId: string): JsonValue | undefined {
    return this.#record.output(nodeId);
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
    let terminal: RunEvent;
    try {
      if (!signal?.aborted && this.#record.unsettled > 0) {
        await this.#startParts();
        await this.#over.promise;
      }
      terminal = this.#record.unsettled === 0
        ? { status: "done", results: this.#record.results }
        : STOPPED;
    } catch (error) {
      terminal = signal?.aborted || this.#release
        ? STOPPED
        : { status: "error", error: errorMessage(error) };
    }
    signal?.removeEventListener("abort", stop);
    // What is done is told at once, with its hosts given back behind it; what is stopped, once nothing is left.
    if (terminal.status === "done") this.#queue.push(terminal);
    await this.#end();
    if (terminal.status !== "done") this.#queue.push(terminal);
    this.#finish();
  }

  async #startParts(): Promise<void> {
    const { hosts, request } = this.options;
    const { parts } = this.#partition;
    const hosted = parts.filter((part) => part.host !== SERVER);
    const packs = hosted.map((part) => part.packs[0]);
    this.#leasing = hosts.lease({ packs, envVars: request.envVars, signal: this.#abort.signal });
    const leases = await this.#leasing;
    if (this.#release) return;
    this.#parts = parts.map((part) => ({
      ...part,
      lease: part.host === SERVER ? new LocalLease() : leases[hosted.indexOf(part)],
      vainDeaths: 0,
    }));
    for (let index = 0; index < parts.length; index++) this.#startPart(index, []);
  }

  /** Lets go of all hosts; those that still work are stopped. Resolves when that is done. */
  #end(): Promise<void> {
    this.#release ??= this.#releaseAll();
    return this.#release;
  }

  async #releaseAll(): Promise<void> {
    this.#abort.abort();
    this.#over.resolve();
    // Leases may have been granted in the moment of the abort.
    const leases = await this.#leasing?.catch(() => []) ?? [];
    const local = this.#parts.map((part) => part.lease);
    const isDone = this.#record.unsettled === 0;
    await Promise.all(Array.from(new Set([...leases, ...local]), (it) => it.release(isDone)));
  }

  #startPart(index: number, known: OutsideValue[]): void {
    const { lease, part } = this.#parts[index];
    lease.start(part, known, {
      events: (events, bytes) => {
        this.#size += bytes;
        return this.#receive(index, events);
      },
      idle: () => {},
      died: (reason) => this.#died(index, reason),
    });
  }

  #receive(index: number, events: HostEvent[]): Promise<void> | undefined {
    if (this.#release) return undefined;
    const { globals, part } = this.#parts[index];
    this.#parts[index].vainDeaths = 0;
    for (let k = 0; k < events.length; k++) {
      const event = events[k];
      if (event[1] >= part.nodes.length) continue;
      const i = globals === undefined ? event[1] : globals[event[1]];
      if (event[0] === CARRIED) {
        this.#carry(i, event[2]);
      } else {
        const nodeEvent = this.#record.take(i, event);
        if (nodeEvent !== undefined) this.#queue.push(nodeEvent);
      }
    }
    if (this.#record.unsettled === 0) this.#over.resolve();
    return this.#queue.pressure;
  }

  /** Gives a node's value to the other hosts that need it. */
  #carry(i: number, value: CarriedValue): void {
    this.#carried.set(i, value);
    for (const { part, place } of this.#partition.takers.get(i) ?? []) {
      this.#parts[part].lease.give([[place, value]]);
    }
  }

  /** A host ended: what ran in it failed, and another host goes on with the rest. */
  #died(index: number, reason: string): void {
    if (this.#release) return;
    const active = this.#parts[index];
    const { globals, part } = active;
    const pack = active.packs.map((pack) => `"${pack.name}"`).join(", ");
    let blamed = false;
    for (let k = 0; k < part.nodes.length; k++) {
      const i = globals === undefined ? k : globals[k];
      if (!this.#record.isRunning(i)) continue;
      blamed = true;
      const name = part.nodes[k].name;
      const message = `The host of pack ${pack} ended while "${name}" ran: ${reason}`;
      this.#queue.push(this.#record.take(i, [FAILED, i, message, 0])!);
      if (part.nodes[k].exported) this.#carry(i, this.#record.valueOf(i));
    }
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

  /** Starts a part again with the nodes that have no end yet. */
  #goOn(index: number): void {
    const active = this.#parts[index];
    const rest = remainingPart(active, (i) => this.#record.isSettled(i));
    Object.assign(active, rest);
    const { takers } = this.#partition;
    for (const list of takers.values()) {
      const old = list.findIndex((taker) => taker.part === index);
      if (old !== -1) list.splice(old, 1);
    }
    const known: OutsideValue[] = [];
    active.outside.forEach((i, place) => {
      const list = takers.get(i) ?? [];
      list.push({ part: index, place });
      takers.set(i, list);
      const value = this.#carried.get(i) ??
        (this.#record.isSettled(i) ? this.#record.valueOf(i) : undefined);
      if (value !== undefined) known.push([place, value]);
    });
    this.#startPart(index, known);
  }
}
