import type { CatalogOp } from "../catalog/types.ts";
import { gatherInputs, type Inputs } from "../core/gather_inputs.ts";
import type { GraphNode, RunRequest } from "../core/graph.ts";
import type { JsonValue } from "../core/json.ts";
import { MASKED } from "../core/mask_values.ts";
import type { NodePrediction } from "../core/prediction.ts";
import type { PlanEdge, RunPlan } from "../core/plan.ts";
import type { NodeEvent } from "../core/run_event.ts";
import { toJson } from "../core/to_json.ts";
import { readWhole, writeWhole } from "../core/whole_value.ts";
import { builtin, showInputs } from "../host/builtin.ts";
import { Digests } from "../host/digest.ts";
import type { CarriedValue } from "../host/protocol.ts";
import { isPlainJson } from "../host/values.ts";
import { OpIdentities } from "./op_identities.ts";
import type { OpIndex, Placement } from "./partition.ts";
import type { CallKey, NewResult, ReuseStore } from "./reuse_store.ts";
import { sameJson } from "./same_json.ts";
import { ShapeReader } from "./shapes.ts";

/** What {@link Reuse} needs. */
export interface ReuseOptions {
  request: RunRequest;
  plan: RunPlan;
  catalog: OpIndex;
  placement: Placement;
  store: ReuseStore;
}

/** A node whose output is known without running it. */
export interface SettledNode {
  node: number;
  inputs: Record<string, JsonValue>;
  /** As events show it. */
  output: JsonValue;
  /** The output is not all of its value. */
  lossy: boolean;
  /** Bytes that it takes, about; 0 for what the request has itself. */
  size: number;
}

/** What is known of a node's value: nothing yet, the value, or only that there is one. */
const UNKNOWN = 0, KNOWN = 1, OPAQUE = 2;

/**
 * Which nodes of a run need not run, before it and while it is under way: the server's side of it. It knows the values
 * of nodes, makes the keys of results from them by itself, and keeps the results of pure ops.
 */
export class Reuse {
  readonly #states: Uint8Array;
  readonly #values: unknown[];
  /** Values in the form in which they travel, where JSON is not all of them. */
  readonly #whole = new Map<number, string>();
  /** For each node the edges whose value is not there. */
  readonly #missing: Int32Array;
  /** Keys of nodes that have all inputs; null where there is none. */
  readonly #keys = new Map<number, CallKey | null>();
  /** Nodes that run with the inputs that are known here. */
  readonly #agreed = new Set<number>();
  /** Outputs of nodes that have ended, of which more is to be told. */
  readonly #awaited = new Map<number, JsonValue>();
  readonly #digests = new Digests();
  readonly #identities: OpIdentities;
  readonly #shapes: ShapeReader;

  /** The nodes of the request as hosts get them. */
  readonly #nodes: readonly GraphNode[];

  constructor(private readonly options: ReuseOptions) {
    const { request, plan, catalog } = options;
    this.#nodes = request.nodes.map(travelled);
    const count = request.nodes.length;
    this.#states = new Uint8Array(count);
    this.#values = new Array(count).fill(undefined);
    this.#missing = Int32Array.from(plan.incoming, (edges) => edges.length);
    this.#identities = new OpIdentities(catalog, request.envVars);
    this.#shapes = new ShapeReader(this.#digests);
  }

  /** What is known before the run, in the order of the nodes' numbers. Once, at first. O(nodes + edges). */
  decide(): SettledNode[] {
    const { order } = this.options.plan;
    const settled: SettledNode[] = [];
    for (const i of order) {
      const found = this.#missing[i] === 0 ? this.#find(i) : undefined;
      if (found !== undefined) settled.push(found);
    }
    return settled;
  }

  /** What is to be expected of a node, after {@link decide}. */
  prediction(i: number): NodePrediction {
    if (this.#states[i] === KNOWN) return "up_to_date";
    return this.#missing[i] === 0 || !this.#isComparable(i) ? "will_run" : "stale";
  }

  /**
   * The inputs for which the result of a node is known that has not all of its inputs: beginnings of their digests.
   * Undefined when there are none.
   */
  candidates(i: number): { shape: string; inputs: readonly string[] } | undefined {
    const op = this.options.placement.ops[i];
    if (op?.isPure !== true || this.#states[i] !== UNKNOWN) return undefined;
    const shape = this.#shapeOf(i, op);
    const inputs = shape === undefined ? [] : this.options.store.candidates(shape);
    return shape === undefined || inputs.length === 0 ? undefined : { shape, inputs };
  }

  /**
   * A host says that the result of a node may be known, now that its inputs are: the node, and all that is known with
   * it, in the order of the nodes' numbers. Undefined when it is to run.
   *
   * @param isOpen says of a node that it has not begun
   */
  take(i: number, isOpen: (node: number) => boolean): SettledNode[] | undefined {
    if (this.#missing[i] > 0) return undefined;
    const first = this.#find(i);
    if (first === undefined) return undefined;
    const { outgoing, numberOf } = this.options.plan;
    const settled = [first];
    for (let k = 0; k < settled.length; k++) {
      for (const { target } of outgoing[settled[k].node]) {
        if (this.#missing[target] > 0 || this.#states[target] !== UNKNOWN || !isOpen(target)) {
          continue;
        }
        const found = this.#find(target);
        if (found !== undefined) settled.push(found);
      }
    }
    return settled.sort((a, b) => numberOf[a.node] - numberOf[b.node]);
  }

  /** An event of a node, made from what its host says. */
  told(i: number, event: NodeEvent, lossy: boolean): void {
    switch (event.status) {
      case "executing":
        return this.#began(i, event.inputs);
      case "completed":
        return this.#completed(i, event.output, lossy);
      case "error":
        if (this.options.request.onError === "null") this.#know(i, null);
    }
  }

  /** A node runs, with these inputs as its host shows them. */
  #began(i: number, shown: Record<string, JsonValue>): void {
    const op = this.options.placement.ops[i];
    if (op?.isPure !== true || this.#missing[i] > 0) return;
    const inputs = this.#inputsOf(i, op);
    // An op before may have changed what was its input: what comes out is no result of the inputs that are known here.
    const own = { ...showInputs(inputs) };
    // What is told of passwords is not what they are.
    for (const { name, password } of op.schema.params) {
      if (password && Object.hasOwn(own, name) && shown[name] === MASKED) own[name] = MASKED;
    }
    if (!sameJson(own, shown)) return;
    this.#keyOf(i, op, inputs);
    this.#agreed.add(i);
  }

  /** A node has its output; of a lossy one {@link carried} tells more. */
  #completed(i: number, output: JsonValue, lossy: boolean): void {
    if (lossy) {
      this.#awaited.set(i, output);
      this.#states[i] = OPAQUE;
      return this.#release(i, "order");
    }
    this.#know(i, output);
    this.#keep(i, { output });
  }

  /** The value of a node, as its host gives it; what others are to get in its place. */
  carried(i: number, value: CarriedValue): CarriedValue {
    if (this.#states[i] === KNOWN) return this.travelling(i);
    const output = this.#awaited.get(i);
    if (output === undefined || !this.#awaited.delete(i)) return value;
    if (value.form !== "whole" || !this.#read(i, value.text)) return value;
    this.#keep(i, { output, whole: value.text });
    return this.travelling(i);
  }

  /** Whether the value of a node is known. */
  isKnown(i: number): boolean {
    return this.#states[i] === KNOWN;
  }

  /** The value of a node for a host; undefined when it is not known here. */
  valueFor(i: number, host: string): CarriedValue | undefined {
    if (this.#states[i] !== KNOWN) return undefined;
    return this.options.placement.hosts[i] === host ? this.staying(i) : this.travelling(i);
  }

  /** The value of a node for other hosts than its own; only of those that are known. */
  travelling(i: number): CarriedValue {
    // As without reuse: what is nothing is null elsewhere.
    if (this.#values[i] === undefined) return { form: "json", value: null };
    return this.staying(i);
  }

  /** The value of a node for its own host; only of those that are known. */
  staying(i: number): CarriedValue {
    const text = this.#whole.get(i);
    return text === undefined
      ? { form: "json", value: this.#values[i] as JsonValue }
      : { form: "whole", text };
  }

  /** Settles a node whose inputs are all known, when its result is. */
  #find(i: number): SettledNode | undefined {
    const op = this.options.placement.ops[i];
    if (op === undefined) return this.#findBuiltin(i);
    if (op.isPure !== true) return undefined;
    const inputs = this.#inputsOf(i, op);
    const key = this.#keyOf(i, op, inputs);
    const known = key === null ? undefined : this.options.store.peek(key.identity, key.inputs);
    if (key === null || known === undefined) return undefined;
    const { output, whole } = known;
    if (whole === undefined) this.#know(i, output);
    else if (!this.#read(i, whole)) return undefined;
    this.options.store.touch(key.identity, key.inputs);
    return {
      node: i,
      inputs: showInputs(inputs),
      output,
      lossy: whole !== undefined,
      size: known.size,
    };
  }

  /** Nodes without an op are run here, as they would be in a host. */
  #findBuiltin(i: number): SettledNode | undefined {
    const node = this.#nodes[i];
    if (node.kind === "function" || node.kind === "unknown") return undefined;
    const inputs = this.#inputsOf(i, undefined);
    const value = builtin(node, inputs);
    const lossy = !isPlainJson(value);
    if (lossy) {
      const text = writeWhole(value);
      if (text === undefined) return undefined;
      this.#whole.set(i, text);
    }
    this.#know(i, value);
    return { node: i, inputs: showInputs(inputs), output: toJson(value), lossy, size: 0 };
  }

  #inputsOf(i: number, op: CatalogOp | undefined): Inputs {
    const { plan, placement: { hosts } } = this.options;
    const valueOf = (source: number): unknown => {
      const value = this.#values[source];
      return value === undefined && hosts[source] !== hosts[i] ? null : value;
    };
    return gatherInputs(this.#nodes[i], plan.incoming[i], op?.schema.params, valueOf);
  }

  #keyOf(i: number, op: CatalogOp, inputs: Inputs): CallKey | null {
    const known = this.#keys.get(i);
    if (known !== undefined) return known;
    const identity = this.#identities.of(op);
    const digest = this.#digests.ofInputs(inputs);
    const key = identity === undefined || digest === undefined
      ? null
      : { identity, inputs: digest };
    this.#keys.set(i, key);
    return key;
  }

  #shapeOf(i: number, op: CatalogOp): string | undefined {
    const identity = this.#identities.of(op);
    const { plan } = this.options;
    const node = this.#nodes[i];
    if (identity === undefined || node.kind !== "function") return undefined;
    return this.#shapes.shapeOf(identity, node, plan.incoming[i], op.schema.params);
  }

  #keep(i: number, result: NewResult): void {
    if (!this.#agreed.has(i)) return;
    const key = this.#keys.get(i);
    const op = this.options.placement.ops[i];
    const shape = key && op && this.#shapeOf(i, op);
    if (key && shape) this.options.store.put({ ...key, shape }, result);
  }

  #read(i: number, text: string): boolean {
    let value: unknown;
    try {
      value = readWhole(text);
    } catch {
      // Not what `writeWhole` writes: a host that says so is not believed, and the value counts as none that is known.
      return false;
    }
    this.#whole.set(i, text);
    this.#know(i, value);
    return true;
  }

  #know(i: number, value: unknown): void {
    const wasOpaque = this.#states[i] === OPAQUE;
    this.#values[i] = value;
    this.#states[i] = KNOWN;
    this.#release(i, wasOpaque ? "data" : "all");
  }

  /** A node has ended. Edges that only order need no value to be known. */
  #release(i: number, edges: "all" | "order" | "data"): void {
    for (const edge of this.options.plan.outgoing[i]) {
      if (edges === "all" || (edges === "order") === this.#isOrder(edge)) {
        this.#missing[edge.target]--;
      }
    }
  }

  #isOrder({ target, targetHandle }: PlanEdge): boolean {
    const op = this.options.placement.ops[target];
    return op !== undefined && !op.schema.params.some((param) => param.name === targetHandle);
  }

  /** Whether a known result may stand for the node at all. */
  #isComparable(i: number): boolean {
    const op = this.options.placement.ops[i];
    const { kind } = this.#nodes[i];
    return op === undefined ? kind !== "unknown" && kind !== "function" : op.isPure === true;
  }
}

/** JSON text has numbers that JSON values have not: of -0 and 1e999 hosts get 0 and null. */
function travelled(node: GraphNode): GraphNode {
  if (node.kind === "variable") {
    return isPlainJson(node.value) ? node : { ...node, value: overWire(node.value) };
  }
  if (node.kind !== "function") return node;
  const { values } = node;
  const odd = Object.keys(values).filter((name) => !isPlainJson(values[name]));
  if (odd.length === 0) return node;
  const copy: Record<string, unknown> = Object.assign(Object.create(null), values);
  for (const name of odd) copy[name] = overWire(values[name]);
  return { ...node, values: copy };
}

function overWire(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value)) as unknown;
}
