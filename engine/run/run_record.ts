import type { CatalogOp } from "../catalog/types.ts";
import type { RunRequest } from "../core/graph.ts";
import type { JsonValue } from "../core/json.ts";
import { LEFT_OUT, LOG_LIMITS, LogBudget } from "../core/log_budget.ts";
import { MASKED } from "../core/mask_values.ts";
import { setOwn } from "../core/own.ts";
import type { RunPlan } from "../core/plan.ts";
import type { CompletedEvent, LogEvent, NodeEvent } from "../core/run_event.ts";
import {
  CARRIED,
  type CarriedValue,
  CHUNK,
  COMPLETED,
  EXECUTING,
  FAILED,
  HELD,
  type HostEvent,
  LOG,
  PROGRESS,
  type RETURNED,
  SHOWN,
  SKIPPED,
} from "../host/protocol.ts";
import { nodeName } from "./partition.ts";
import type { SettledNode } from "./reuse.ts";

/** Events that clients are told: not those that are about carrying a node's value, or about holding it. */
export type NodeHostEvent = Exclude<
  HostEvent,
  [typeof CARRIED | typeof HELD | typeof RETURNED, ...unknown[]]
>;

type HostLogEvent = Extract<HostEvent, [typeof LOG, ...unknown[]]>;

/** States of a node; 0 until it begins. */
const STARTED = 1, VALUED = 2, BROKEN = 3;

/** Room for what a host lets through and for its last line, which says that there is more. */
const MOST_LOGGED = {
  lines: LOG_LIMITS.lines + 1,
  characters: LOG_LIMITS.characters + LEFT_OUT.length + 1,
};

/** What the server knows of each node of a run, and the run's events made from what hosts say. */
export class RunRecord {
  /** Values of the views, by node id. */
  readonly results: Record<string, JsonValue> = {};
  /** Nodes that have no end yet. */
  unsettled: number;
  readonly #states: Uint8Array;
  readonly #outputs: JsonValue[];
  /** Nodes whose output in JSON is not all of their value. */
  readonly #lossy = new Set<number>();
  #indexes: Map<string, number> | undefined;
  /** For failed and skipped nodes the name of the node that failed. */
  readonly #blame = new Map<number, string>();
  readonly #logs = new Map<number, LogBudget>();
  readonly #passwords = new Map<CatalogOp, readonly string[]>();

  constructor(
    private readonly request: RunRequest,
    private readonly plan: RunPlan,
    private readonly ops: readonly (CatalogOp | undefined)[],
  ) {
    const count = request.nodes.length;
    this.unsettled = count;
    this.#states = new Uint8Array(count);
    this.#outputs = new Array(count).fill(null);
  }

  /** Name of a node in events. */
  name(i: number): string {
    return nodeName(this.request.nodes[i]);
  }

  /** Whether a node has its end. */
  isSettled(i: number): boolean {
    return this.#states[i] > STARTED;
  }

  /** Whether a node has begun and not ended. */
  isRunning(i: number): boolean {
    return this.#states[i] === STARTED;
  }

  /** Whether the output of a node is not all of its value. */
  isLossy(i: number): boolean {
    return this.#lossy.has(i);
  }

  /** The output of a node by its id; undefined when it has none. */
  output(nodeId: string): JsonValue | undefined {
    this.#indexes ??= new Map(this.request.nodes.map((node, i) => [node.id, i]));
    const i = this.#indexes.get(nodeId);
    return i !== undefined && this.#states[i] === VALUED ? this.#outputs[i] : undefined;
  }

  /** The outputs of all nodes that have one, by id. */
  outputs(): ReadonlyMap<string, JsonValue> {
    const outputs = new Map<string, JsonValue>();
    this.request.nodes.forEach((node, i) => {
      if (this.#states[i] === VALUED) outputs.set(node.id, this.#outputs[i]);
    });
    return outputs;
  }

  /** What is known of a settled node's value, for a host that has to go on without the one that held it. */
  valueOf(i: number): CarriedValue {
    if (this.#states[i] === BROKEN) {
      return this.request.onError === "null"
        ? { form: "json", value: null }
        : { form: "failed", failed: this.#blame.get(i)! };
    }
    if (!this.#lossy.has(i)) return { form: "json", value: this.#outputs[i] };
    return {
      form: "lost",
      message: `The value of "${this.name(i)}" was lost when its host ended; run the graph again`,
    };
  }

  /** Takes what a host says of a node; undefined when it says nothing new. */
  take(i: number, event: NodeHostEvent): NodeEvent | undefined {
    if (event[0] === LOG) return this.#log(i, event);
    if (this.isSettled(i)) return undefined;
    const base = this.#base(i);
    switch (event[0]) {
      case EXECUTING:
        this.#states[i] = STARTED;
        // A view shows its input: kept until it says that it did.
        if (this.request.nodes[i].kind === "view") this.#outputs[i] = event[2].input ?? null;
        return {
          ...base,
          status: "executing",
          inputs: this.#shown(i, event[2]),
          started_at: event[3],
        };
      case COMPLETED:
        this.#complete(i, event[2], event[4]);
        return { ...base, status: "completed", output: event[2], duration_ms: event[3] };
      case SHOWN: {
        const output = this.#outputs[i];
        this.#complete(i, output, event[3]);
        return { ...base, status: "completed", output, duration_ms: event[2] };
      }
      case FAILED:
        this.#fail(i, base.node_name);
        return { ...base, status: "error", error: event[2], duration_ms: event[3] };
      case SKIPPED:
        this.#fail(i, event[3]);
        return { ...base, status: "error", error: event[2], skipped: true };
      case PROGRESS:
        return { ...base, status: "progress", progress: event[2], progress_message: event[3] };
      case CHUNK:
        return { ...base, status: "streaming", streaming_chunk: event[2] };
    }
  }

  /** A node's inputs as events show them: passwords are masked. */
  #shown(i: number, inputs: Record<string, JsonValue>): Record<string, JsonValue> {
    const op = this.ops[i];
    if (op === undefined) return inputs;
    const passwords = this.#passwordsOf(op);
    if (passwords.length === 0) return inputs;
    const secret = passwords.filter((name) => Object.hasOwn(inputs, name) && inputs[name] !== "");
    if (secret.length === 0) return inputs;
    const shown = { ...inputs };
    for (const name of secret) shown[name] = MASKED;
    return shown;
  }

  /** Names of an op's passwords: looked for once, since hardly any has one and all of its nodes ask. */
  #passwordsOf(op: CatalogOp): readonly string[] {
    let names = this.#passwords.get(op);
    if (names === undefined) {
      names = op.schema.params.filter(({ password }) => password === true).map(({ name }) => name);
      this.#passwords.set(op, names);
    }
    return names;
  }

  /** A node has its output without having run. */
  settle({ node: i, inputs, output, lossy }: SettledNode): CompletedEvent {
    this.#complete(i, output, lossy || undefined);
    return {
      ...this.#base(i),
      status: "completed",
      inputs: this.#shown(i, inputs),
      output,
      cached: true,
    };
  }

  /** What every event of a node has. */
  #base(i: number): Pick<NodeEvent, "node_id" | "node_number" | "node_name" | "pack"> {
    const node_id = this.request.nodes[i].id;
    const node_number = this.plan.numberOf[i];
    const node_name = this.name(i);
    const op = this.ops[i];
    return op === undefined
      ? { node_id, node_number, node_name }
      : { node_id, node_number, node_name, pack: op.schema.pack };
  }

  /** What a node logs, also after its end. A host keeps to the limit; this does where one does not. */
  #log(i: number, [, , level, text]: HostLogEvent): LogEvent | undefined {
    if (this.#states[i] < STARTED) return undefined;
    let budget = this.#logs.get(i);
    if (budget === undefined) this.#logs.set(i, budget = new LogBudget(MOST_LOGGED));
    const told = budget.take(text);
    if (told === undefined) return undefined;
    return { ...this.#base(i), status: "log", level, text: told };
  }

  #complete(i: number, output: JsonValue, lossy: true | undefined): void {
    this.#states[i] = VALUED;
    this.#outputs[i] = output;
    if (lossy) this.#lossy.add(i);
    this.unsettled--;
    const node = this.request.nodes[i];
    if (node.kind === "view") setOwn(this.results, node.id, output);
  }

  #fail(i: number, failed: string): void {
    this.#states[i] = BROKEN;
    this.#blame.set(i, failed);
    this.unsettled--;
    const node = this.request.nodes[i];
    if (node.kind === "view" && this.request.onError === "null") {
      setOwn(this.results, node.id, null);
    }
  }
}
