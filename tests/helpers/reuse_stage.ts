import type {
  CatalogOp,
  CatalogSnapshot,
  Nodepack,
  PackPermissions,
} from "@/engine/catalog/types.ts";
import { isNodeEvent, type NodeEvent, type RunEvent } from "@/engine/core/run_event.ts";
import { parseRunRequest } from "@/engine/core/parse_graph.ts";
import type { ParamSchema } from "@/engine/core/schema.ts";
import { GraphRunner } from "@/engine/host/graph_runner.ts";
import { decodePart, encodePart } from "@/engine/host/part_wire.ts";
import { parseHostMessage } from "@/engine/host/parse_host_message.ts";
import type { HostEvent, OutsideValue, Part, SettledValue } from "@/engine/host/protocol.ts";
import { executeGraph } from "@/engine/run/execute_graph.ts";
import type { HostLease, HostListener, Hosts, LeaseRequest } from "@/engine/run/hosts.ts";
import { ReuseStore } from "@/engine/run/reuse_store.ts";

/** An op of a stage. */
export interface StageOp {
  pack: string;
  name: string;
  params: ParamSchema[];
  isPure: boolean;
  call(args: unknown[]): unknown;
}

/** A call of an op. */
export interface StageCall {
  node: string;
  pack: string;
  op: string;
  args: unknown[];
  /** What it gave, awaited; undefined when it threw. */
  result?: unknown;
}

/** What came of a run on a stage. */
export interface StageRun {
  events: RunEvent[];
  calls: StageCall[];
  /** Packs of the hosts that were asked for. */
  hosts: string[];
  /** How often hosts were told what becomes of held nodes. */
  decisions: number;
  /** All that hosts were told, as text. */
  told: string;
  end: RunEvent;
  outputs: Record<string, unknown>;
  errors: Record<string, string>;
  /** Ids of nodes whose output was known. */
  cached: string[];
}

/** Packs in this process, a host for each. What goes to them and comes from them is text, as with processes. */
export class Stage implements Hosts {
  readonly store: ReuseStore;
  /** Versions of packs; "1" for those that are not here. */
  versions: Record<string, string> = {};
  permissions: Record<string, PackPermissions> = {};
  #calls: StageCall[] = [];
  #hosts: string[] = [];
  #decisions = 0;
  #told: string[] = [];

  constructor(readonly ops: StageOp[], store = new ReuseStore()) {
    this.store = store;
  }

  /** The catalog as it is now. */
  catalog(): CatalogSnapshot {
    const names = [...new Set(this.ops.map((op) => op.pack))];
    const packs = names.map((name): Nodepack => ({
      name,
      dir: `/${name}`,
      files: ["ops.ts"],
      imports: {},
      permissions: this.permissions[name] ?? {},
      version: this.versions[name] ?? "1",
    }));
    return { version: "1", packs, ops: this.ops.map(catalogOp), problems: [] };
  }

  /** Runs a graph to its end; `stopAfter` says at which event it is stopped. */
  async run(body: object, stopAfter?: (event: RunEvent) => boolean): Promise<StageRun> {
    this.#calls = [];
    this.#hosts = [];
    this.#decisions = 0;
    this.#told = [];
    const request = parseRunRequest(body);
    const execution = executeGraph({
      request,
      catalog: this.catalog(),
      hosts: this,
      store: this.store,
    });
    const events: RunEvent[] = [];
    for await (const event of execution) {
      events.push(event);
      if (stopAfter?.(event)) void execution.stop();
    }
    return {
      events,
      calls: this.#calls,
      hosts: this.#hosts,
      decisions: this.#decisions,
      told: this.#told.join("\n"),
      end: events.at(-1)!,
      ...summary(events.filter(isNodeEvent)),
    };
  }

  /** @inheritdoc */
  hostOf(pack: string): string {
    return pack;
  }

  /** @inheritdoc */
  lease({ packs }: LeaseRequest): Promise<HostLease[]> {
    this.#hosts.push(...packs.map((pack) => pack.name));
    return Promise.resolve(packs.map(() => new StageLease(this)));
  }

  /** Calls an op, for a lease. */
  call(call: StageCall): unknown {
    this.#calls.push(call);
    const op = this.ops.find((op) => op.pack === call.pack && op.name === call.op)!;
    const result = op.call(call.args);
    if (!(result instanceof Promise)) call.result = result;
    else void result.then((value) => call.result = value);
    return result;
  }

  /** Counts a decision, for a lease. */
  decided(): void {
    this.#decisions++;
  }

  /** Notes a message to a host, and gives what arrives of it. */
  tell<T>(message: T): T {
    const text = JSON.stringify(message);
    this.#told.push(text);
    return JSON.parse(text) as T;
  }
}

class StageLease implements HostLease {
  #runner: GraphRunner | undefined;
  #isReleased = false;

  constructor(private readonly stage: Stage) {}

  start(part: Part, known: OutsideValue[], listener: HostListener): void {
    let events: HostEvent[] = [];
    const flush = () => {
      if (events.length === 0 || this.#isReleased) return;
      const message = parseHostMessage(JSON.stringify([1, ...events]));
      events = [];
      if (message.type === "events") void listener.events(message.events, 1);
    };
    const call = (op: { pack: string; name: string }, args: unknown[], node: number) =>
      this.stage.call({ node: part.nodes[node].node.id, pack: op.pack, op: op.name, args });
    this.#runner = new GraphRunner(
      decodePart(this.stage.tell(encodePart(part))),
      { call },
      {
        // As on its way: what an op changes later does not change it.
        event: (event) => void events.push(travel(event)),
        beforeCall: flush,
        paused: flush,
        finished: () => {
          flush();
          if (!this.#isReleased) listener.idle();
        },
      },
      setImmediate,
    );
    this.#later(() => this.#runner?.start(this.stage.tell(known)));
  }

  give(values: OutsideValue[]): void {
    this.#later(() => this.#runner?.give(this.stage.tell(values)));
  }

  decide(go: number[], settled: SettledValue[]): void {
    this.stage.decided();
    this.#later(() => this.#runner?.decide(go, this.stage.tell(settled)));
  }

  end(): void {}

  release(isDone: boolean): Promise<void> {
    this.#isReleased = true;
    if (!isDone) this.#runner?.stop();
    return Promise.resolve();
  }

  /** As a message: in order, and not before the sender is done. */
  #later(take: () => void): void {
    setImmediate(() => {
      if (!this.#isReleased) take();
    });
  }
}

function travel<T>(value: T): T {
  return JSON.parse(JSON.stringify(value)) as T;
}

function catalogOp({ pack, name, params, isPure }: StageOp): CatalogOp {
  return {
    kind: "function",
    file: "ops.ts",
    schema: {
      name,
      params,
      returns: [{ name: "result", type: "Any", ts_type: "unknown" }],
      docstring: "",
      filepath: `nodepacks/${pack}/ops.ts`,
      pack,
      is_progress_node: false,
      is_stream_node: false,
    },
    ...(isPure ? { isPure: true } : {}),
  };
}

function summary(events: NodeEvent[]): Pick<StageRun, "outputs" | "errors" | "cached"> {
  const outputs: Record<string, unknown> = {};
  const errors: Record<string, string> = {};
  const cached: string[] = [];
  for (const event of events) {
    if (event.status === "completed") outputs[event.node_id] = event.output;
    if (event.status === "completed" && event.cached) cached.push(event.node_id);
    if (event.status === "error") errors[event.node_id] = event.error;
  }
  return { outputs, errors, cached };
}

/** A parameter of a stage's op. */
export function stageParam(name: string, type: ParamSchema["type"] = "Any"): ParamSchema {
  return { name, type, ts_type: type, optional: true };
}
