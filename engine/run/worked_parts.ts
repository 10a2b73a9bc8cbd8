import type { CarriedValue, OutsideValue } from "../host/protocol.ts";
import type { HostLease } from "./hosts.ts";
import type { GraphPart, Partition } from "./partition.ts";
import { remainingPart, renewTakers } from "./remaining_part.ts";
import type { Reuse } from "./reuse.ts";
import type { RunRecord } from "./run_record.ts";

/** A part of a run that a host has. */
export interface WorkedPart extends GraphPart {
  lease: HostLease;
  /** Nodes that have begun in it since {@link Overlap} looked last. */
  begun: number;
  /** Looks in a row that found its host slow. */
  slow: number;
  /** Its host has nothing left to do. */
  isDone: boolean;
  /** Its nodes were moved to it. */
  helps: boolean;
  /** Times in a row that its host ended while no op of it ran. */
  vainDeaths: number;
}

/** The parts of a run with their hosts, and the values that go from one to another. Parts are named by their index. */
export class WorkedParts {
  readonly #parts: WorkedPart[] = [];
  #takers: Partition["takers"] = new Map();
  /** Values that hosts gave for others. */
  readonly #carried = new Map<number, CarriedValue>();

  /** @param reuse where results are reused */
  constructor(
    private readonly record: RunRecord,
    private readonly reuse: Reuse | undefined,
  ) {}

  /** All of them, in order. */
  get list(): readonly WorkedPart[] {
    return this.#parts;
  }

  /** Takes the parts that the run begins with. */
  begin({ parts, takers }: Partition, leaseOf: (part: GraphPart) => HostLease): void {
    this.#takers = takers;
    for (const part of parts) this.#add(part, leaseOf(part), false);
  }

  /** Takes a part whose nodes have left another; gives its index. */
  addHelper(part: GraphPart, lease: HostLease): number {
    return this.#add(part, lease, true);
  }

  #add(part: GraphPart, lease: HostLease, helps: boolean): number {
    const state = { begun: 0, slow: 0, isDone: false, vainDeaths: 0 };
    return this.#parts.push({ ...part, lease, helps, ...state }) - 1;
  }

  /** Leaves a part with the nodes of it that are open. */
  keepOpen(index: number, isOpen: (node: number) => boolean): void {
    const part = this.#parts[index];
    Object.assign(part, remainingPart(part, (i) => !isOpen(i)));
    renewTakers(this.#takers, index, part.outside);
  }

  /** Whether another part than its own needs the value of a node. */
  isTaken(i: number): boolean {
    return this.#takers.has(i);
  }

  /** Gives a node's value to the other hosts that need it. */
  carry(i: number, value: CarriedValue): void {
    this.#carried.set(i, value);
    for (const { part, place } of this.#takers.get(i) ?? []) {
      this.#parts[part].lease.give([[place, value]]);
    }
  }

  /** Has the whole of a node's value, for who may need it later. */
  keepWhole(i: number, text: string): void {
    this.#carried.set(i, { form: "whole", text });
  }

  /** Whether the value of a node can be given to another host as it is. */
  isKnown(i: number): boolean {
    if (!this.record.isSettled(i)) return false;
    return !this.record.isLossy(i) || this.#carried.get(i)?.form === "whole" ||
      this.reuse?.isKnown(i) === true;
  }

  /** Values from outside of a part that are there already. */
  knownOutside(index: number): OutsideValue[] {
    const { outside, home } = this.#parts[index];
    const known: OutsideValue[] = [];
    outside.forEach((i, place) => {
      const value = this.reuse?.valueFor(i, home) ?? this.#carried.get(i) ??
        (this.record.isSettled(i) ? this.record.valueOf(i) : undefined);
      if (value !== undefined) known.push([place, value]);
    });
    return known;
  }
}
