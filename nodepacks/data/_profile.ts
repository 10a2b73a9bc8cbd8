import { isEmpty, textOf } from "./_compare.ts";
import type { Row } from "./_csv.ts";

/** What is known of a column. */
export interface ColumnProfile {
  column: string;
  /** `mixed` holds numbers and texts, `empty` neither. */
  type: "number" | "text" | "mixed" | "empty";
  filled: number;
  empty: number;
  /** How many different values there are. */
  distinct: number;
  /** The smallest and the largest number; null where there is none. */
  min: number | null;
  max: number | null;
  /** The mean of the numbers; null where there is none. */
  mean: number | null;
}

/** Gathers what is known of the columns of a table, row by row. */
export class TableProfile {
  /** How many rows have been added. */
  rows = 0;
  readonly #columns = new Map<string, ColumnCount>();

  /** Adds a row. */
  add(row: Row): void {
    for (const [column, value] of Object.entries(row)) {
      let count = this.#columns.get(column);
      if (!count) this.#columns.set(column, count = new ColumnCount());
      count.add(value);
    }
    this.rows++;
  }

  /** What is known so far, in the order of the columns. */
  columns(): ColumnProfile[] {
    return Array.from(this.#columns, ([column, count]) => count.profile(column, this.rows));
  }
}

class ColumnCount {
  #filled = 0;
  #numbers = 0;
  #sum = 0;
  #min = Infinity;
  #max = -Infinity;
  readonly #values = new Set<string>();

  add(value: unknown): void {
    if (isEmpty(value)) return;
    this.#filled++;
    this.#values.add(textOf(value));
    if (typeof value !== "number") return;
    this.#numbers++;
    this.#sum += value;
    this.#min = Math.min(this.#min, value);
    this.#max = Math.max(this.#max, value);
  }

  profile(column: string, rows: number): ColumnProfile {
    const some = this.#numbers > 0;
    return {
      column,
      type: this.#filled === 0
        ? "empty"
        : !some
        ? "text"
        : this.#numbers === this.#filled
        ? "number"
        : "mixed",
      filled: this.#filled,
      empty: rows - this.#filled,
      distinct: this.#values.size,
      min: some ? this.#min : null,
      max: some ? this.#max : null,
      mean: some ? this.#sum / this.#numbers : null,
    };
  }
}
