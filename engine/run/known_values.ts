import type { JsonValue } from "../core/json.ts";
import type { PlanEdge, RunPlan } from "../core/plan.ts";
import { readWhole } from "../core/whole_value.ts";
import type { CarriedValue } from "../host/protocol.ts";
import type { Placement } from "./partition.ts";

/** What is known of a node's value: nothing yet, the value, or only that there is one. */
const UNKNOWN = 0, KNOWN = 1, OPAQUE = 2;

/** The values of a run's nodes as far as the server knows them, and which nodes have all of their inputs. */
export class KnownValues {
  readonly #states: Uint8Array;
  readonly #values: unknown[];
  /** Values in the form in which they travel, where JSON is not all of them. */
  readonly #whole = new Map<number, string>();
  /** For each node the edges whose value is not there. */
  readonly #missing: Int32Array;

  constructor(private readonly plan: RunPlan, private readonly placement: Placement) {
    const count = plan.incoming.length;
    this.#states = new Uint8Array(count);
    this.#values = new Array(count).fill(undefined);
    this.#missing = Int32Array.from(plan.incoming, (edges) => edges.length);
  }

  /** Whether the value of a node is known. */
  isKnown(i: number): boolean {
    return this.#states[i] === KNOWN;
  }

  /** Whether a node has not ended, as far as that is told here. */
  isOpen(i: number): boolean {
    return this.#states[i] === UNKNOWN;
  }

  /** Whether all that a node takes is known. */
  isReady(i: number): boolean {
    return this.#missing[i] === 0;
  }

  /**
   * A value is known now.
   *
   * @param whole the text from which it is made, where JSON is not all of it
   */
  know(i: number, value: unknown, whole?: string): void {
    const wasOpaque = this.#states[i] === OPAQUE;
    if (whole !== undefined) this.#whole.set(i, whole);
    this.#values[i] = value;
    this.#states[i] = KNOWN;
    this.#release(i, wasOpaque ? "data" : "all");
  }

  /** Knows a value from the text that it travels as; says whether that is one. */
  read(i: number, whole: string): boolean {
    let value: unknown;
    try {
      value = readWhole(whole);
    } catch {
      // Not what `writeWhole` writes: a host that says so is not believed, and the value counts as none that is known.
      return false;
    }
    this.know(i, value, whole);
    return true;
  }

  /** A node has ended, with a value that is not known, or not yet. Edges that only order need none. */
  end(i: number): void {
    this.#states[i] = OPAQUE;
    this.#release(i, "order");
  }

  /** The value of a node as another takes it. */
  taken(source: number, target: number): unknown {
    const { hosts } = this.placement;
    const value = this.#values[source];
    // As without reuse: what is nothing is null elsewhere.
    return value === undefined && hosts[source] !== hosts[target] ? null : value;
  }

  /** The value of a node for a host; undefined when it is not known. */
  valueFor(i: number, host: string): CarriedValue | undefined {
    if (!this.isKnown(i)) return undefined;
    return this.placement.hosts[i] === host ? this.#staying(i) : this.travelling(i);
  }

  /** The value of a node for other hosts than its own; only of those that are known. */
  travelling(i: number): CarriedValue {
    return this.#values[i] === undefined ? { form: "json", value: null } : this.#staying(i);
  }

  #staying(i: number): CarriedValue {
    const text = this.#whole.get(i);
    return text === undefined
      ? { form: "json", value: this.#values[i] as JsonValue }
      : { form: "whole", text };
  }

  #release(i: number, edges: "all" | "order" | "data"): void {
    for (const edge of this.plan.outgoing[i]) {
      if (edges === "all" || (edges === "order") === this.#isOrder(edge)) {
        this.#missing[edge.target]--;
      }
    }
  }

  /** Whether an edge gives its target no value. */
  #isOrder({ target, targetHandle }: PlanEdge): boolean {
    const op = this.placement.ops[target];
    return op !== undefined && !op.schema.params.some((param) => param.name === targetHandle);
  }
}
