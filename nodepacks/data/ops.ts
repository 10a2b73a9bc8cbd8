/**
 * Reads tables and JSON, and filters, sorts, groups and summarises what is in them. A table is a list of rows, a row an
 * object with a value for each column.
 *
 * @module
 */
import { parse } from "csv-parse/sync";
import { stringify } from "csv-stringify/sync";
import { jsonpath } from "json-p3";
import type { Int } from "psynapse";
import { compare, type Comparison, holds, textOf } from "./_compare.ts";
import { csvOptions, type Row, type Separator, SEPARATORS, toRow } from "./_csv.ts";
import { numbersIn, requireColumn, summarise, type Summary } from "./_statistics.ts";

/**
 * Reads a table from CSV text.
 *
 * @param text The CSV text.
 * @param separator What stands between the values.
 * @param header Whether the first line holds the names of the columns; else they are `column_1`, `column_2`, …
 * @param numbers Whether numbers become numbers; else all values are texts. Values in quotes are always texts.
 * @example
 * parse_csv("city,people\nOslo,709037") // [{ city: "Oslo", people: 709037 }]
 */
export function parse_csv(
  text: string,
  separator: Separator = "comma",
  header = true,
  numbers = true,
): Row[] {
  return parse(text, csvOptions({ separator, header, numbers })).map(toRow);
}

/**
 * Writes a table as CSV text, with the names of the columns in the first line.
 *
 * @param rows The table.
 * @param separator What is put between the values.
 * @example
 * to_csv([{ city: "Oslo", people: 709037 }]) // "city,people\nOslo,709037\n"
 */
export function to_csv(rows: Row[], separator: Separator = "comma"): string {
  // A column may be missing in the first row.
  const columns = Array.from(new Set(rows.flatMap((row) => Object.keys(row))));
  return stringify(rows, {
    header: true,
    columns,
    delimiter: SEPARATORS[separator],
    cast: { boolean: String },
  });
}

/**
 * Keeps the rows in which a column compares to a value in a certain way. Numbers are compared by size, texts by alphabet.
 *
 * @param rows The table.
 * @param column The column to look at.
 * @param comparison How it is compared.
 * @param value What it is compared with; not needed for `is empty` and `is filled`.
 * @example
 * filter_rows([{ n: 1 }, { n: 5 }], "n", "more than", 2) // [{ n: 5 }]
 */
export function filter_rows(
  rows: Row[],
  column: string,
  comparison: Comparison = "equals",
  value?: unknown,
): Row[] {
  requireColumn(rows, column);
  return rows.filter((row) => holds(row[column], comparison, value));
}

/**
 * Sorts a table by a column; rows without a value come last.
 *
 * @param rows The table.
 * @param column The column to sort by.
 * @param order Which end comes first.
 * @example
 * sort_rows([{ n: 1 }, { n: 5 }], "n", "descending") // [{ n: 5 }, { n: 1 }]
 */
export function sort_rows(
  rows: Row[],
  column: string,
  order: "ascending" | "descending" = "ascending",
): Row[] {
  requireColumn(rows, column);
  if (order === "ascending") return rows.toSorted((a, b) => compare(a[column], b[column]));
  const filled = rows.filter((row) => !holds(row[column], "is empty", undefined));
  const empty = rows.filter((row) => holds(row[column], "is empty", undefined));
  return [...filled.sort((a, b) => compare(b[column], a[column])), ...empty];
}

/**
 * Takes rows from the beginning of a table, or from its end.
 *
 * @param rows The table.
 * @param count How many rows; with a number below 0 the last ones.
 * @example
 * take_rows([{ n: 1 }, { n: 5 }], 1) // [{ n: 1 }]
 */
export function take_rows(rows: Row[], count: Int = 10): Row[] {
  return count < 0 ? rows.slice(count) : rows.slice(0, count);
}

/**
 * Keeps some columns of a table, in the order that is asked for.
 *
 * @param rows The table.
 * @param columns The names of the columns.
 * @example
 * select_columns([{ a: 1, b: 2, c: 3 }], ["c", "a"]) // [{ c: 3, a: 1 }]
 */
export function select_columns(rows: Row[], columns: readonly string[]): Row[] {
  for (const column of columns) requireColumn(rows, column);
  return rows.map((row) => Object.fromEntries(columns.map((column) => [column, row[column]])));
}

/**
 * The values of one column, as a list.
 *
 * @param rows The table.
 * @param column The name of the column.
 * @example
 * get_column([{ n: 1 }, { n: 5 }], "n") // [1, 5]
 */
export function get_column(rows: Row[], column: string): unknown[] {
  requireColumn(rows, column);
  return rows.map((row) => row[column]);
}

/**
 * Groups the rows of a table by the value in a column.
 *
 * @param rows The table.
 * @param column The column to group by.
 * @returns The rows of each group by its value, in the order in which the values first occur.
 * @example
 * group_rows([{ k: "a", n: 1 }, { k: "b", n: 2 }], "k") // { a: [{ k: "a", n: 1 }], b: [{ k: "b", n: 2 }] }
 */
export function group_rows(rows: Row[], column: string): Record<string, Row[]> {
  requireColumn(rows, column);
  const groups = Map.groupBy(rows, (row) => textOf(row[column]));
  return Object.fromEntries(groups);
}

/**
 * Summarises the numbers in a column. Empty values are left out.
 *
 * @param rows The table.
 * @param column The column of numbers.
 * @example
 * summarise_column([{ n: 1 }, { n: 5 }], "n")
 * // { count: 2, sum: 6, mean: 3, median: 3, min: 1, max: 5, standard_deviation: 2.8284271247461903 }
 */
export function summarise_column(rows: Row[], column: string): {
  count: Int;
  sum: number;
  mean: number;
  median: number;
  min: number;
  max: number;
  standard_deviation: number | null;
} {
  requireColumn(rows, column);
  return summarise(numbersIn(rows, column));
}

/**
 * Summarises the numbers in a column for each group of rows, as a table with one row for each group.
 *
 * @param groups Rows by group, as `group_rows` makes them.
 * @param column The column of numbers.
 * @example
 * summarise_groups({ a: [{ n: 1 }, { n: 5 }] }, "n")
 * // [{ group: "a", count: 2, sum: 6, mean: 3, median: 3, min: 1, max: 5, standard_deviation: 2.8284271247461903 }]
 */
export function summarise_groups(
  groups: Record<string, Row[]>,
  column: string,
): (Summary & { group: string })[] {
  return Object.entries(groups).map(([group, rows]) => {
    requireColumn(rows, column);
    return { group, ...summarise(numbersIn(rows, column)) };
  });
}

/**
 * Joins two tables: each row of the first with every row of the second that has the same value in a column.
 *
 * @param left The first table; where both have a column, its value stays.
 * @param right The second table.
 * @param column The column that both have.
 * @param keep Whether rows of the first table without a partner are kept.
 * @example
 * join_tables([{ id: 1, a: "x" }], [{ id: 1, b: "y" }], "id") // [{ id: 1, b: "y", a: "x" }]
 */
export function join_tables(
  left: Row[],
  right: Row[],
  column: string,
  keep: "matches only" | "all of the first" = "matches only",
): Row[] {
  requireColumn(left, column);
  requireColumn(right, column);
  const partners = Map.groupBy(right, (row) => textOf(row[column]));
  return left.flatMap((row) => {
    const found = partners.get(textOf(row[column]));
    if (found) return found.map((partner) => ({ ...partner, ...row }));
    return keep === "matches only" ? [] : [row];
  });
}

/**
 * Reads a value from JSON text.
 *
 * @param text The JSON text.
 * @example
 * parse_json("[1, 2]") // [1, 2]
 */
export function parse_json(text: string): unknown {
  return JSON.parse(text);
}

/**
 * Writes a value as JSON text.
 *
 * @param value The value.
 * @param indent How many blanks the lines of inner values begin with; 0 puts all in one line.
 * @example
 * to_json({ a: [1, 2] }, 0) // '{"a":[1,2]}'
 */
export function to_json(value: unknown, indent: 0 | 2 | 4 = 2): string {
  return JSON.stringify(value, undefined, indent) ?? "null";
}

/**
 * Finds values within lists and objects with a JSONPath.
 *
 * @param value Where to look.
 * @param path A JSONPath (RFC 9535).
 * @returns All values that were found, as a list.
 * @example
 * query_json({ books: [{ price: 8 }, { price: 23 }] }, "$.books[?@.price > 10].price") // [23]
 */
export function query_json(value: unknown, path: string): unknown[] {
  return jsonpath.query(path, value as Parameters<typeof jsonpath.query>[1]).values();
}
