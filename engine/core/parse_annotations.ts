/**
 * The parts of a workflow file that say how it looks: notes, groups, marks of nodes, points of wires. What is wrong in
 * them costs nothing that runs, and becomes what is usual.
 *
 * @module
 */
import type { JsonValue } from "./json.ts";
import { isObject, own } from "./own.ts";
import { pinProblem } from "./pinned.ts";
import {
  type GroupData,
  NODE_MODES,
  type NodeMarks,
  type NoteData,
  PAPER_COLORS,
  type PaperColor,
} from "./workflow.ts";

/** Pixels. */
const NOTE = { width: 240, height: 140, color: "yellow" } as const;
/** See {@link NOTE}. */
const GROUP = { width: 480, height: 320, color: "blue" } as const;
/** Points of one wire that are read; nobody draws that many. */
const MOST_POINTS = 200;

type Raw = Record<string, unknown>;

/** The data of a new note. */
export function newNote(text = ""): NoteData {
  return { text, ...NOTE };
}

/** The data of a new group. */
export function newGroup(): GroupData {
  return { ...GROUP };
}

/** Reads the data of a note. */
export function parseNote(data: Raw): NoteData {
  const text = own(data, "text");
  return { text: typeof text === "string" ? text : "", ...parsePaper(data, NOTE) };
}

/** Reads the data of a group. */
export function parseGroup(data: Raw): GroupData {
  const label = own(data, "label");
  return {
    ...(typeof label === "string" && label !== "" ? { label } : {}),
    ...parsePaper(data, GROUP),
  };
}

/** Reads what a node that runs is marked with. */
export function parseMarks(data: Raw): NodeMarks {
  const mode = NODE_MODES.find((name) => name === own(data, "mode"));
  const collapsed = own(data, "collapsed") === true;
  const pinned = own(data, "pinned") as JsonValue | undefined;
  const isKept = pinned !== undefined && pinProblem(pinned) === undefined;
  return {
    ...(mode ? { mode } : {}),
    ...(collapsed ? { collapsed } : {}),
    ...(isKept ? { pinned } : {}),
  };
}

/** Why the pinned value of a node is left out, in words; undefined when there is none, or it is kept. */
export function pinWarning(id: string, data: Raw): string | undefined {
  const pinned = own(data, "pinned") as JsonValue | undefined;
  const problem = pinned === undefined ? undefined : pinProblem(pinned);
  return problem && `The pinned value of "${id}" was left out: ${problem}`;
}

/** Reads the size of a view. */
export function parseViewSize(data: Raw): { width?: number; height?: number } {
  const [width, height] = [own(data, "width"), own(data, "height")];
  const isSize = (value: unknown): value is number =>
    isFiniteNumber(value) && value >= 100 && value <= 4000;
  return {
    ...(isSize(width) ? { width } : {}),
    ...(isSize(height) ? { height } : {}),
  };
}

/** Reads the points that a wire is led through. */
export function parsePoints(list: unknown): { x: number; y: number }[] {
  if (!Array.isArray(list)) return [];
  return list.slice(0, MOST_POINTS).flatMap((raw: unknown) => {
    const [x, y] = isObject(raw) ? [own(raw, "x"), own(raw, "y")] : [];
    return isFiniteNumber(x) && isFiniteNumber(y) ? [{ x, y }] : [];
  });
}

function parsePaper(
  data: Raw,
  usual: { width: number; height: number; color: PaperColor },
): { color: PaperColor; width: number; height: number } {
  const pixels = (key: "width" | "height") => {
    const value = own(data, key);
    return isFiniteNumber(value) && value > 0 ? value : usual[key];
  };
  return {
    color: PAPER_COLORS.find((name) => name === own(data, "color")) ?? usual.color,
    width: pixels("width"),
    height: pixels("height"),
  };
}

function isFiniteNumber(value: unknown): value is number {
  return typeof value === "number" && Number.isFinite(value);
}
