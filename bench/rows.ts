/** What a number counts. */
export type Unit = "ms" | "µs/node" | "kB" | "MB" | "fps" | "×" | "";

/** One line of the table. */
export interface Row {
  name: string;
  measured: number;
  unit: Unit;
  /** What it is compared with, measured in the same run or known of the original. */
  reference?: { name: string; value: number };
  /** Not to be exceeded; of frames in a second: at least that many. */
  goal?: number;
}

/** Says how far measuring has come. */
export type Report = (row: Row) => void;

/** The rows as a Markdown table. */
export function markdownTable(rows: readonly Row[]): string {
  const lines = rows.map(({ name, measured, unit, reference, goal }) => {
    const compared = reference === undefined
      ? ""
      : `${reference.name}: ${format(reference.value, unit)}`;
    const ratio = reference === undefined ? "" : `${format(measured / reference.value, "×")}`;
    const isLeast = unit === "fps";
    const wanted = goal === undefined ? "" : `${isLeast ? "≥" : "≤"} ${format(goal, unit)}`;
    const isReached = goal !== undefined && (isLeast ? measured >= goal : measured <= goal);
    const reached = goal === undefined ? "" : isReached ? "yes" : "**no**";
    return `| ${[name, format(measured, unit), compared, ratio, wanted, reached].join(" | ")} |`;
  });
  return [
    "| what | measured | compared with | ratio | goal | reached |",
    "| --- | ---: | --- | ---: | ---: | --- |",
    ...lines,
  ].join("\n");
}

/** A number with its unit, to three digits. */
export function format(value: number, unit: Unit): string {
  const digits = value >= 100
    ? value.toFixed(0)
    : value >= 10
    ? value.toFixed(1)
    : value.toFixed(2);
  return unit === "×" ? `${digits}×` : `${digits} ${unit}`.trim();
}
