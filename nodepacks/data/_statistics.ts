import { max, mean, median, min, sampleStandardDeviation, sum } from "simple-statistics";
import type { Row } from "./_csv.ts";
import { isEmpty, numberOf } from "./_compare.ts";

/** What is known of the numbers in a column. */
export interface Summary {
  count: number;
  sum: number;
  mean: number;
  median: number;
  min: number;
  max: number;
  /** Of a sample; null for less than two numbers. */
  standard_deviation: number | null;
}

/**
 * Summarises numbers.
 *
 * @param numbers at least one
 */
export function summarise(numbers: number[]): Summary {
  return {
    count: numbers.length,
    sum: sum(numbers),
    mean: mean(numbers),
    median: median(numbers),
    min: min(numbers),
    max: max(numbers),
    standard_deviation: numbers.length < 2 ? null : sampleStandardDeviation(numbers),
  };
}

/**
 * The numbers in a column; empty values are left out.
 *
 * @throws where a value is neither empty nor a number, and where there is no number
 */
export function numbersIn(rows: readonly Row[], column: string): number[] {
  const numbers = rows.map((row) => row[column]).filter((value) => !isEmpty(value)).map((value) => {
    const number = numberOf(value);
    if (number === undefined) {
      throw new Error(`Column "${column}" holds ${JSON.stringify(value)}, which is no number`);
    }
    return number;
  });
  if (numbers.length === 0) throw new Error(`Column "${column}" holds no numbers`);
  return numbers;
}

/**
 * Says no to a column that none of the rows has.
 *
 * @throws with the columns that there are
 */
export function requireColumn(rows: readonly Row[], column: string): void {
  if (rows.length === 0 || rows.some((row) => Object.hasOwn(row, column))) return;
  const columns = Object.keys(rows[0]).map((name) => `"${name}"`).join(", ");
  throw new Error(`There is no column "${column}". The columns are ${columns}.`);
}
