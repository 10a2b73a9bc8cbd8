/**
 * What a server gives to runs and their hosts at most. One table has the names of flags and variables, the units and
 * the defaults: settings, messages and help are made from it.
 *
 * @module
 */

/** The limits, each in the unit of {@link LIMITS}; `Infinity` where there is none. */
export interface Limits {
  /** Memory of one host: its resident size, and the heap of its JavaScript. Bytes. */
  memory: number;
  /** From a run's turn to its end. Milliseconds. */
  runTime: number;
  /** From the begin of a node to its end. Milliseconds. */
  nodeTime: number;
  /** JSON of one value, or of a node's inputs together, as hosts tell it. Bytes, about. */
  value: number;
  /** All that the hosts of one run tell. Bytes. */
  output: number;
  /** What the ops of one host print during one run; the rest is left out of the log. Bytes. */
  console: number;
  /** Results of ops that are kept to be reused. Bytes, about. */
  reuse: number;
  /** Nodes of a graph. */
  nodes: number;
  /** Runs at a time; more of them wait in order. */
  runs: number;
  /** Runs that wait; more of them are refused. */
  waiting: number;
  /** How long a client of a run may take nothing of what waits for it. Milliseconds. */
  stall: number;
  /** Hosts at work at a time. A single run may exceed it when it needs more packs. */
  hosts: number;
}

/** What a limit counts: `bytes`, `ms` (milliseconds) or things. */
export type LimitUnit = "bytes" | "ms" | "count";

/** How a limit is set. */
export interface LimitSetting {
  /** Without the two dashes. */
  flag: string;
  variable: string;
  unit: LimitUnit;
  /** Where nothing is set. */
  normally: number;
  /** Below that nothing works. */
  least?: number;
  /** For `--help`. */
  help: string;
}

const KIB = 1024, MIB = 1024 * KIB, GIB = 1024 * MIB;

/** How the limits are set, and what they are where they are not. */
export const LIMITS = {
  memory: {
    ...named("memory", "bytes", 2 * GIB, "memory of one op host"),
    least: 128 * MIB,
  },
  runTime: named("run-time", "ms", Infinity, "time of a run"),
  nodeTime: named("node-time", "ms", Infinity, "time of a node"),
  value: named("value", "bytes", 256 * MIB, "one value, as JSON"),
  output: named("output", "bytes", GIB, "all that one run puts out"),
  console: named("console", "bytes", 16 * MIB, "what one run may print"),
  reuse: named("reuse", "bytes", 256 * MIB, "results kept for reuse"),
  nodes: named("nodes", "count", 250_000, "nodes of a graph"),
  runs: named("runs", "count", 16, "runs at a time; more wait"),
  waiting: named("waiting", "count", 500, "runs that wait"),
  stall: named("stall", "ms", 60_000, "a client that does not read"),
  hosts: named("hosts", "count", 64, "op hosts at work at a time"),
} satisfies Record<keyof Limits, LimitSetting>;

/** Names of the limits. */
export const LIMIT_NAMES = Object.keys(LIMITS) as (keyof Limits)[];

/** The limits where nothing is set. */
export const DEFAULT_LIMITS: Readonly<Limits> = Object.fromEntries(
  LIMIT_NAMES.map((name) => [name, LIMITS[name].normally]),
) as unknown as Limits;

function named(what: string, unit: LimitUnit, normally: number, help: string): LimitSetting {
  const variable = `MAX_${what.replaceAll("-", "_").toUpperCase()}`;
  return { flag: `max-${what}`, variable, unit, normally, help };
}

/** A limit in words: `2 GiB`, `1.5 s`, `100,000`, `none`. */
export function limitText(name: keyof Limits, value: number): string {
  if (value === Infinity) return "none";
  switch (LIMITS[name].unit) {
    case "bytes":
      return inUnits(value, [[GIB, "GiB"], [MIB, "MiB"], [KIB, "KiB"], [1, "bytes"]]);
    case "ms":
      return inUnits(value, [[3_600_000, "h"], [60_000, "min"], [1000, "s"], [1, "ms"]]);
    case "count":
      return value.toLocaleString("en");
  }
}

/** Where a limit can be changed, for the end of a message: `(limit --max-memory)`. */
export function limitNote(name: keyof Limits): string {
  return `(limit --${LIMITS[name].flag})`;
}

function inUnits(value: number, units: [size: number, unit: string][]): string {
  const [size, unit] = units.find(([size]) => value >= size) ?? units[units.length - 1];
  return `${Math.round(value / size * 100) / 100} ${unit}`;
}
