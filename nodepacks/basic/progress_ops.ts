/**
 * Shows what a progress op is.
 *
 * @module
 */
import { setTimeout as sleep } from "node:timers/promises";
import { type Int, ProgressOp } from "psynapse";

/** How long an item takes, in milliseconds: long enough to watch, short enough to wait for. */
const ITEM_TIME = 100;

/**
 * Works through a number of items, a tenth of a second each, and says how far it is.
 *
 * @example
 * new ProgressOpp().call(4) // 12
 */
export class ProgressOpp extends ProgressOp {
  /**
   * @param count How many items there are.
   * @returns The sum of the items, each of which is twice its place.
   */
  async call(count: Int): Promise<Int> {
    let sum = 0;
    for (let i = 0; i < count; i++) {
      await sleep(ITEM_TIME, undefined, { signal: this.signal });
      sum += i * 2;
      this.report(i + 1, count, `Processing item ${i + 1}/${count}`);
    }
    return sum;
  }
}
