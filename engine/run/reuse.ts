import type { CatalogOp } from "../catalog/types.ts";
import { gatherInputs, type Inputs } from "../core/gather_inputs.ts";
import type { GraphNode, RunRequest } from "../core/graph.ts";
import type { JsonValue } from "../core/json.ts";
import { MASKED } from "../core/mask_values.ts";
import type { NodePrediction } from "../core/prediction.ts";
import type { RunPlan } from "../core/plan.ts";
import type { NodeEvent } from "../core/run_event.ts";
import { toJson } from "../core/to_json.ts";
import { writeWhole } from "../core/whole_value.ts";
import { builtin, showInputs } from "../host/builtin.ts";
import { Digests } from "../host/digest.ts";
import type { CarriedValue } from "../host/protocol.ts";
import { isPlainJson } from "../host/values.ts";
import { KnownValues } from "./known_values.ts";
import { OpIdentities } from "./op_identities.ts";
import type { OpIndex, Placement } from "./partition.ts";
import type { CallKey, NewResult, ReuseStore } from "./reuse_store.ts";
import { sameJson } from "./same_json.ts";
import { ShapeReader } from "./shapes.ts";
import { travelledNode } from "./travelled_node.ts";

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

/**
 * Which nodes of a run need not run, before it and while it is under way: the server's side of it. It knows the values
 * of nodes, makes the keys of results from them by itself, and keeps the results of pure ops.
 */
export class Reuse {
  readonly #values: KnownValues;
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
    const { request, plan, catalog, placement } = options;
    this.#nodes = request.nodes.map(travelledNode);
    this.#values = new KnownValues(plan, placement);
    this.#identities = new OpIdentities(catalog, request.envVars);
    this.#shapes = new ShapeReader(this.#digests);
  }

  /** What is known before the run, in the order of the nodes' numbers. Once, at first. O(nodes + edges). */
  decide(): SettledNode[] {
    const { order } = this.options.plan;
    const settled: SettledNode[] = [];
    for (const i of order) {
      const found = this.#values.isReady(i) ? this.#find(i) : undefined;
      if (found !== undefined) settled.push(found);
    }
    return settled;
  }

  /** What is to be expected of a node, after {@link decide}. */
  prediction(i: number): NodePrediction {
    if (this.isKnown(i)) return "up_to_date";
    return this.#values.isReady(i) || !this.#isComparable(i) ? "will_run" : "stale";
  }

  /**
   * The inputs for which the result of a node is known that has not all of its inputs: beginnings of their digests.
   * Undefined when there are none.
   */
  candidates(i: number): { shape: string; inputs: readonly string[] } | undefined {
    const op = this.options.placement.ops[i];
    if (op?.isPure !== true || !this.#values.isOpen(i)) return undefined;
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
    if (!this.#values.isReady(i)) return undefined;
    const first = this.#find(i);
    if (first === undefined) return undefined;
    const { outgoing, numberOf } = this.options.plan;
    const settled = [first];
    for (let k = 0; k < settled.length; k++) {
      for (const { target } of outgoing[settled[k].node]) {
        const isNext = this.#values.isReady(target) && this.#values.isOpen(target);
        const found = isNext && isOpen(target) ? this.#find(target) : undefined;
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
        if (this.options.request.onError === "null") this.#values.know(i, null);
    }
  }

  /** A node runs, with these inputs as its host shows them. */
  #began(i: number, shown: Record<string, JsonValue>): void {
    const op = this.options.placement.ops[i];
    if (op?.isPure !== true || !this.#values.isReady(i)) return;
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
      return this.#values.end(i);
    }
    this.#values.know(i, output);
    this.#keep(i, { output });
  }

  /** The value of a node, as its host gives it; what others are to get in its place. */
  carried(i: number, value: CarriedValue): CarriedValue {
    if (this.isKnown(i)) return this.travelling(i);
    const output = this.#awaited.get(i);
    if (output === undefined || !this.#awaited.delete(i)) return value;
    if (value.form !== "whole" || !this.#values.read(i, value.text)) return value;
    this.#keep(i, { output, whole: value.text });
    return this.travelling(i);
  }

  /** Whether the value of a node is known. */
  isKnown(i: number): boolean {
    return this.#values.isKnown(i);
  }

  /** The value of a node for a host; undefined when it is not known here. */
  valueFor(i: number, host: string): CarriedValue | undefined {
    return this.#values.valueFor(i, host);
  }

  /** The value of a node for other hosts than its own; only of those that are known. */
  travelling(i: number): CarriedValue {
    return this.#values.travelling(i);
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
    if (whole === undefined) this.#values.know(i, output);
    else if (!this.#values.read(i, whole)) return undefined;
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
    const whole = lossy ? writeWhole(value) : undefined;
    if (lossy && whole === undefined) return undefined;
    this.#values.know(i, value, whole);
    return { node: i, inputs: showInputs(inputs), output: toJson(value), lossy, size: 0 };
  }

  #inputsOf(i: number, op: CatalogOp | undefined): Inputs {
    const incoming = this.options.plan.incoming[i];
    const valueOf = (source: number): unknown => this.#values.taken(source, i);
    return gatherInputs(this.#nodes[i], incoming, op?.schema.params, valueOf);
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

  /** Whether a known result may stand for the node at all. */
  #isComparable(i: number): boolean {
    const op = this.options.placement.ops[i];
    const { kind } = this.#nodes[i];
    return op === undefined ? kind !== "unknown" && kind !== "function" : op.isPure === true;
  }
}
