import type { JsonValue } from "../../engine/core/json.ts";
import { describe, plainText } from "../values.ts";

/** A list as rows and columns. */
export interface DataTable {
  /** The columns that are shown. */
  readonly columns: readonly string[];
  readonly allColumns: readonly string[];
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
  let hasNull = false;
  for (const row of rows) {
    if (Array.isArray(row)) widest = Math.max(widest, row.length);
    else if (row === null) hasNull = true;
    else if (typeof row === "object") {
      for (const key in row) found.add(key);
    } else found.add(PLAIN);
  }
  // Among rows of several cells a row of null is an empty one.
  if (hasNull && widest < 0 && found.size === 0) found.add(PLAIN);
  const places = Array.from({ length: Math.max(0, widest) }, (_, index) => String(index));
  const all = [...places, ...found];
  return {
    rows,
    columns: all.slice(0, MOST_COLUMNS),
    allColumns: all,
    moreColumns: Math.max(0, all.length - MOST_COLUMNS),
  };
}

/** What is in a cell; undefined where the row has no such key. */
export function cellOf(row: JsonValue, column: string): JsonValue | undefined {
  if (typeof row !== "object" || row === null) return column === PLAIN ? row : undefined;
  // A list has a length of its own, which is none of its items.
  const has = Object.prototype.propertyIsEnumerable.call(row, column);
  return has ? (row as Record<string, JsonValue>)[column] : undefined;
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
  const cells = order.map((row) => cellOf(table.rows[row], sorting.column));
  const hasNumbers = cells.some((cell) => typeof cell === "number");
  const ranked = order.map((row, at) => ({
    row,
    cell: hasNumbers ? asNumber(cells[at]) : cells[at],
  }));
  const sign = sorting.descending ? -1 : 1;
  return ranked.sort((a, b) => compareCells(a.cell, b.cell, sign) || a.row - b.row)
    .map(({ row }) => row);
}

/** What the engine writes for numbers that JSON does not have is such a number among numbers; NaN is none. */
function asNumber(value: JsonValue | undefined): JsonValue | undefined {
  if (value === "NaN") return undefined;
  return value === "Infinity" || value === "-Infinity" ? Number(value) : value;
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
  // Infinity less Infinity is no number.
  if (typeof a === "number" && typeof b === "number") return a === b ? 0 : sign * (a - b);
  return sign * WORDS.compare(cellText(a), cellText(b));
}

const EMPTY = 3;

function rank(value: JsonValue | undefined): number {
  if (value === undefined || value === null) return EMPTY;
  return typeof value === "number" ? 0 : typeof value === "object" ? 2 : 1;
}
