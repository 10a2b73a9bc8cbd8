import type { Options } from "csv-parse";

/** A row of a table: values by column. */
export type Row = Record<string, unknown>;

/** What stands between the values of a line, by name. */
export type Separator = "comma" | "semicolon" | "tab" | "pipe";

/** The characters of {@link Separator}. */
export const SEPARATORS = {
  comma: ",",
  semicolon: ";",
  tab: "\t",
  pipe: "|",
} satisfies Record<Separator, string>;

/** How CSV text is read, whole or in pieces. */
export interface CsvForm {
  separator: Separator;
  /** Whether the first line holds the columns' names; else they are `column_1`, `column_2`, … */
  header: boolean;
  /** Whether numbers become numbers; else everything is text. */
  numbers: boolean;
}

/** The parser's options for a form: empty lines are skipped, a byte order mark too. */
export function csvOptions({ separator, header, numbers }: CsvForm): Options {
  return {
    bom: true,
    skip_empty_lines: true,
    delimiter: SEPARATORS[separator],
    columns: header ? columnNames : false,
    cast: numbers ? (value, { quoting }) => quoting ? value : asNumber(value) : false,
  };
}

/** A record as a row: one without a header comes as a list. */
export function toRow(record: unknown): Row {
  if (!Array.isArray(record)) return record as Row;
  return Object.fromEntries(record.map((value, place) => [`column_${place + 1}`, value]));
}

/** The names in a header line; the same name twice would lose a column. */
function columnNames(header: string[]): string[] {
  const names = header.map((name) => String(name).trim());
  const twice = names.find((name, place) => names.indexOf(name) !== place);
  if (twice !== undefined) {
    throw new Error(`Two columns are named "${twice}". Rename one, or read without a header.`);
  }
  return names;
}

const NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;

/**
 * The number that a text is, else the text. Digits that mean no amount stay as they are: those with a leading zero, such as
 * postal codes, and those too long for a number to hold.
 */
function asNumber(text: string): string | number {
  const trimmed = text.trim();
  if (!NUMBER.test(trimmed)) return text;
  const number = Number(trimmed);
  return Math.abs(number) <= Number.MAX_SAFE_INTEGER ? number : text;
}
