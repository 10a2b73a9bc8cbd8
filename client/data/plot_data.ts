import type { JsonValue } from "../../engine/core/json.ts";
import { cellOf, cellText, toTable } from "./table.ts";

/** Kinds of plot. */
export const PLOT_KINDS = ["line", "bar", "scatter", "histogram"] as const;
/** See {@link PLOT_KINDS}. */
export type PlotKind = typeof PLOT_KINDS[number];

/** Numbers under a name; null where there is none. */
export interface Series {
  readonly name: string;
  readonly values: readonly (number | null)[];
}

/** What of a value can be drawn. */
export interface PlotData {
  readonly series: readonly Series[];
  /** What each place is called, where the value says so. */
  readonly labels?: readonly string[];
}

/** A point; `y` is null where the line has a gap. */
export interface Point {
  readonly x: number;
  readonly y: number | null;
}

/** A bar from `from` up to `to`. */
export interface Bin {
  readonly from: number;
  readonly to: number;
  readonly count: number;
}

/** Rows that are looked at to say whether something can be drawn. */
const SAMPLE = 50;
/** Points of a series that are drawn at most, and bars. */
export const MOST_POINTS = 4000;
/** See {@link MOST_POINTS}. */
export const MOST_BARS = 300;
/** Series that are drawn at once: more cannot be told apart. */
export const MOST_SERIES = 6;

/** Whether a value has at least two numbers that belong together. */
export function canPlot(value: JsonValue): boolean {
  const part = Array.isArray(value) ? value.slice(0, SAMPLE) : value;
  return plotData(part).series.length > 0;
}

/** Takes the numbers out of a value: a list of numbers, a table with columns of them, or a dict of either. */
export function plotData(value: JsonValue): PlotData {
  if (Array.isArray(value)) return ofRows(value);
  if (typeof value !== "object" || value === null) return { series: [] };
  const entries = Object.entries(value);
  const lists = entries.filter(([, list]) => Array.isArray(list) && isNumeric(list));
  if (lists.length > 0) {
    return {
      series: lists.map(([name, list]) => ({ name, values: (list as JsonValue[]).map(number) })),
    };
  }
  const numbers = entries.filter(([, one]) => number(one) !== null);
  if (numbers.length < 2) return { series: [] };
  return {
    labels: numbers.map(([name]) => name),
    series: [{ name: "value", values: numbers.map(([, one]) => number(one)) }],
  };
}

function ofRows(rows: readonly JsonValue[]): PlotData {
  if (rows.length < 2) return { series: [] };
  const { columns } = toTable(rows);
  const cells = (column: string) => rows.map((row) => cellOf(row, column) ?? null);
  const series: Series[] = [];
  let labels: string[] | undefined;
  for (const column of columns) {
    const values = cells(column);
    if (isNumeric(values)) series.push({ name: column, values: values.map(number) });
    else if (!labels && values.every((one) => typeof one === "string")) {
      labels = values.map(cellText);
    }
  }
  return { series, ...(labels ? { labels } : {}) };
}

/** Most of them are numbers, at least two. */
function isNumeric(values: readonly JsonValue[]): boolean {
  const count = values.filter((one) => number(one) !== null).length;
  return count >= 2 && count >= values.length / 2;
}

function number(value: JsonValue): number | null {
  return typeof value === "number" && Number.isFinite(value) ? value : null;
}

/** The names along the bottom: of a line that is drawn by its peaks the places are shown, as names would be wrong. */
export function namesAlong({ labels }: PlotData, kind: PlotKind): readonly string[] | undefined {
  const most = kind === "bar" ? Infinity : kind === "line" ? MOST_POINTS : 0;
  return labels && labels.length <= most ? labels : undefined;
}

/** How a plot is drawn at first: what has names as bars, where they are few. */
export function firstKind({ labels }: PlotData): PlotKind {
  return labels && labels.length <= 50 ? "bar" : "line";
}

/**
 * At most about `most` points that look like all of them: of each stretch the least and the largest, so that no peak
 * is lost. `x` gives the places; without it they are 0, 1, 2, …
 */
export function thinned(
  values: readonly (number | null)[],
  most: number,
  x?: readonly (number | null)[],
): Point[] {
  const at = (index: number): Point => ({ x: x ? x[index] ?? index : index, y: values[index] });
  if (values.length <= most) return values.map((_, index) => at(index));
  const stretch = Math.ceil(values.length / (most / 2));
  const points: Point[] = [];
  for (let from = 0; from < values.length; from += stretch) {
    const to = Math.min(values.length, from + stretch);
    let least = from;
    let largest = from;
    for (let i = from; i < to; i++) {
      const y = values[i];
      if (y === null) continue;
      if (y < (values[least] ?? Infinity)) least = i;
      if (y > (values[largest] ?? -Infinity)) largest = i;
    }
    points.push(at(Math.min(least, largest)));
    if (least !== largest) points.push(at(Math.max(least, largest)));
  }
  return points;
}

/** Counts numbers in bars of the same width: as many as the square root of how many they are, 5 to 50. */
export function histogram(values: readonly (number | null)[]): Bin[] {
  const numbers = values.filter((one) => one !== null);
  if (numbers.length === 0) return [];
  let [least, largest] = [Infinity, -Infinity];
  for (const one of numbers) {
    if (one < least) least = one;
    if (one > largest) largest = one;
  }
  if (least === largest) return [{ from: least, to: largest, count: numbers.length }];
  const bars = Math.min(50, Math.max(5, Math.ceil(Math.sqrt(numbers.length))));
  const width = (largest - least) / bars;
  const counts = new Array<number>(bars).fill(0);
  for (const one of numbers) counts[Math.min(bars - 1, Math.floor((one - least) / width))]++;
  return counts.map((count, index) => ({
    from: least + index * width,
    to: index === bars - 1 ? largest : least + (index + 1) * width,
    count,
  }));
}

/** What a plot shows, in words: for those who do not see it. */
export function plotSummary(kind: PlotKind, series: readonly Series[]): string {
  const parts = series.map(({ name, values }) => {
    const numbers = values.filter((one) => one !== null);
    const [least, largest] = numbers.reduce(
      ([a, b], one) => [Math.min(a, one), Math.max(b, one)],
      [Infinity, -Infinity],
    );
    return `${name}, ${numbers.length} numbers from ${least} to ${largest}`;
  });
  return `${KIND_NAMES[kind]} of ${parts.join("; ")}`;
}

/** What each kind is called. */
export const KIND_NAMES = {
  line: "Line",
  bar: "Bar",
  scatter: "Scatter",
  histogram: "Histogram",
} as const satisfies Record<PlotKind, string>;
