import type { Part, PartNode } from "./protocol.ts";

/** More than there can be edges: a node that waits for so many is never begun. */
const NEVER = 2 ** 31 - 1;

/**
 * Who waits for whom in a part. Values are those of its nodes and, behind them, those from outside. Lists in flat
 * memory, as there is one step here for each edge.
 */
export class PartLinks {
  /** For each node how many of its inputs are not there. */
  readonly #missing: Int32Array;
  /** For each value the nodes that take it, flat: those of value i are from `#firstTaker[i]` on. */
  readonly #firstTaker: Int32Array;
  readonly #takers: Int32Array;
  /** For each value how many nodes have not begun that take it. */
  readonly #wanted: Int32Array;

  constructor({ nodes, outside }: Part) {
    const total = nodes.length + outside.length;
    this.#missing = new Int32Array(nodes.length);
    this.#firstTaker = new Int32Array(total + 1);
    let edges = 0;
    for (let i = 0; i < nodes.length; i++) {
      const { incoming } = nodes[i];
      this.#missing[i] = incoming.length;
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

  /** Whether all inputs of a node are there. */
  isReady(node: number): boolean {
    return this.#missing[node] === 0;
  }

  /** A node waits for so many of its inputs again. */
  waitFor(node: number, inputs: number): void {
    this.#missing[node] = inputs;
  }

  /** A node is not to begin, whatever becomes of its inputs. */
  block(node: number): void {
    this.#missing[node] = NEVER;
  }

  /** A value is there: adds the nodes that waited for nothing else to those that are ready. */
  arrived(value: number, ready: number[]): void {
    for (let k = this.#firstTaker[value], end = this.#firstTaker[value + 1]; k < end; k++) {
      const taker = this.#takers[k];
      if (--this.#missing[taker] === 0) ready.push(taker);
    }
  }

  /** A node has begun, with its inputs: lets go of those that no other will take. */
  begun(incoming: PartNode["incoming"], values: unknown[]): void {
    for (let k = 0; k < incoming.length; k++) {
      const { source } = incoming[k];
      if (--this.#wanted[source] === 0) values[source] = undefined;
    }
  }

  /** Whether a node that has not begun takes a value. */
  isWanted(value: number): boolean {
    return this.#wanted[value] > 0;
  }
}
