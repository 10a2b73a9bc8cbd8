import { structuredPatch } from "diff";
import type { JsonValue } from "../../engine/core/json.ts";
import { valueText } from "../values.ts";

/** A line of a comparison. */
export interface DiffLine {
  readonly kind: "same" | "added" | "removed";
  readonly text: string;
}

/** Lines that belong together, and where they begin in the new value. */
export interface DiffPart {
  readonly line: number;
  readonly lines: readonly DiffLine[];
}

/** How two values differ. */
export type Comparison =
  | { readonly kind: "same" }
  | {
    readonly kind: "changed";
    readonly added: number;
    readonly removed: number;
    readonly parts: readonly DiffPart[];
  }
  /** Two texts, one of which has a line break at its end. */
  | { readonly kind: "end" }
  /** They differ, in too much to say where. */
  | { readonly kind: "too_large" };

/** Characters of a value that are compared at most, and how long that may take. */
const LIMIT = { characters: 2_000_000, ms: 1500 };
const KINDS = { " ": "same", "+": "added", "-": "removed" } as const;

/** Compares two values line by line: two texts as they are, others as JSON. */
export function compareValues(before: JsonValue, now: JsonValue): Comparison {
  // The text "5" is not the number 5.
  const areTexts = typeof before === "string" && typeof now === "string";
  const text = areTexts ? valueText : (value: JsonValue) => JSON.stringify(value, null, 2);
  const [old, current] = [text(before), text(now)];
  if (old === current) return { kind: "same" };
  if (old.length + current.length > LIMIT.characters) return { kind: "too_large" };
  const patch = structuredPatch("", "", withEnd(old), withEnd(current), "", "", {
    context: 3,
    timeout: LIMIT.ms,
  });
  if (!patch) return { kind: "too_large" };
  if (patch.hunks.length === 0) return { kind: "end" };
  const parts = patch.hunks.map(({ newStart, lines }): DiffPart => ({
    line: newStart,
    lines: lines.flatMap((line) => {
      const kind = KINDS[line[0] as keyof typeof KINDS];
      return kind ? [{ kind, text: line.slice(1) }] : [];
    }),
  }));
  const count = (kind: DiffLine["kind"]) =>
    parts.reduce((sum, { lines }) => sum + lines.filter((line) => line.kind === kind).length, 0);
  return { kind: "changed", added: count("added"), removed: count("removed"), parts };
}

/** A last line without its end would differ from the same line with one. */
function withEnd(text: string): string {
  return text.endsWith("\n") ? text : `${text}\n`;
}
