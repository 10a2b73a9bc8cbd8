import type { JsonValue } from "../../engine/core/json.ts";
import { describe, plainText } from "../values.ts";

/** A list as rows and columns. */
export interface DataTable {
  readonly columns: readonly string[];
  readonly rows: readonly JsonValue[];
  /** Columns that were left out, because nobody can look at so many. */
  readonly moreColumns: number;
}

/** How the rows are put in order: by a column, the least or the largest first. */
export interface Sorting {
  readonly column: string;
  readonly descending: boolean;
}

/** Columns that are shown at most. */
export const MOST_COLUMNS = 100;
/** The one column of lists of plain values. */
const PLAIN = "value";

/** Finds the columns: the keys of all rows, in the order in which they first come. */
export function toTable(rows: readonly JsonValue[]): DataTable {
  const found = new Set<string>();
  let widest = -1;
  for (const row of rows) {
    if (Array.isArray(row)) widest = Math.max(widest, row.length);
    else if (typeof row === "object" && row !== null) {
      for (const key in row) found.add(key);
    } else found.add(PLAIN);
  }
  const places = Array.from({ length: Math.max(0, widest) }, (_, index) => String(index));
  const all = [...places, ...found];
  return {
    rows,
    columns: all.slice(0, MOST_COLUMNS),
    moreColumns: Math.max(0, all.length - MOST_COLUMNS),
  };
}

/** What is in a cell; undefined where the row has no such key. */
export function cellOf(row: JsonValue, column: string): JsonValue | undefined {
  if (typeof row !== "object" || row === null) return column === PLAIN ? row : undefined;
  return Object.hasOwn(row, column) ? (row as Record<string, JsonValue>)[column] : undefined;
}

/** A cell in one line. */
export function cellText(value: JsonValue | undefined): string {
  if (value === undefined) return "";
  return typeof value === "object" && value !== null ? describe(value) : plainText(value);
}

/**
 * Numbers of the rows that have a text in any of their cells (in any case), in order. Rows of the same rank stay as
 * they are; those without a value come last both ways.
 */
export function arrange(table: DataTable, filter: string, sorting?: Sorting): number[] {
  const wanted = filter.trim().toLowerCase();
  const order: number[] = [];
  for (let i = 0; i < table.rows.length; i++) {
    if (wanted === "" || hasText(table, i, wanted)) order.push(i);
  }
  if (!sorting) return order;
  const cells = new Map(order.map((row) => [row, cellOf(table.rows[row], sorting.column)]));
  const sign = sorting.descending ? -1 : 1;
  return order.sort((a, b) => compareCells(cells.get(a), cells.get(b), sign) || a - b);
}

function hasText({ rows, columns }: DataTable, row: number, wanted: string): boolean {
  return columns.some((column) =>
    cellText(cellOf(rows[row], column)).toLowerCase().includes(wanted)
  );
}

const WORDS = new Intl.Collator(undefined, { numeric: true, sensitivity: "base" });

function compareCells(
  a: JsonValue | undefined,
  b: JsonValue | undefined,
  sign: 1 | -1,
): number {
  const [rankA, rankB] = [rank(a), rank(b)];
  if (rankA === EMPTY || rankB === EMPTY) return rankA - rankB;
  if (rankA !== rankB) return sign * (rankA - rankB);
  if (typeof a === "number" && typeof b === "number") return sign * (a - b);
  return sign * WORDS.compare(cellText(a), cellText(b));
}

const EMPTY = 3;

function rank(value: JsonValue | undefined): number {
  if (value === undefined || value === null) return EMPTY;
  return typeof value === "number" ? 0 : typeof value === "object" ? 2 : 1;
}

/** The rows as CSV: texts with separators in quotes, lists and dicts as JSON. */
export function toCsv({ columns, rows }: DataTable, order: readonly number[]): string {
  const line = (cells: readonly string[]) => cells.map(quoted).join(",");
  const text = (value: JsonValue | undefined) =>
    value === undefined ? "" : typeof value === "string" ? value : JSON.stringify(value);
  const lines = order.map((row) => line(columns.map((column) => text(cellOf(rows[row], column)))));
  return [line(columns), ...lines].join("\r\n") + "\r\n";
}

function quoted(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
