/**
 * Tables as CSV. It is loaded when the first one is downloaded.
 *
 * @module
 */
import { stringify } from "csv-stringify/browser/esm/sync";
import type { JsonValue } from "../../engine/core/json.ts";
import { cellOf, type DataTable } from "./table.ts";

/** Rows of a table with all of its columns as CSV, in this order. Lists and dicts are JSON in their cells. */
export function toCsv({ allColumns: columns, rows }: DataTable, order: readonly number[]): string {
  const lines = order.map((row) => columns.map((column) => textOf(cellOf(rows[row], column))));
  // A line break of any kind is in quotes, and so is what a reader would take for an empty line.
  const isOne = columns.length === 1;
  const quoted_match = isOne ? /^$|[\r\n]/ : /[\r\n]/;
  return stringify([[...columns], ...lines], { record_delimiter: "windows", quoted_match });
}

function textOf(value: JsonValue | undefined): string {
  if (value === undefined || value === null) return "";
  return typeof value === "string" ? value : JSON.stringify(value);
}
