/** The ways a value may be compared with another. */
export type Comparison =
  | "equals"
  | "differs from"
  | "less than"
  | "at most"
  | "more than"
  | "at least"
  | "contains"
  | "begins with"
  | "is empty"
  | "is filled";

const COMPARISONS = {
  "equals": (a, b) => compare(a, b) === 0,
  "differs from": (a, b) => compare(a, b) !== 0,
  "less than": (a, b) => !isEmpty(a) && compare(a, b) < 0,
  "at most": (a, b) => !isEmpty(a) && compare(a, b) <= 0,
  "more than": (a, b) => !isEmpty(a) && compare(a, b) > 0,
  "at least": (a, b) => !isEmpty(a) && compare(a, b) >= 0,
  "contains": (a, b) =>
    Array.isArray(a) ? a.some((item) => compare(item, b) === 0) : textOf(a).includes(textOf(b)),
  "begins with": (a, b) => textOf(a).startsWith(textOf(b)),
  "is empty": isEmpty,
  "is filled": (a) => !isEmpty(a),
} satisfies Record<Comparison, (a: unknown, b: unknown) => boolean>;

/** Whether `a` compares to `b` in that way. Empty values are neither less nor more than anything. */
export function holds(a: unknown, comparison: Comparison, b: unknown): boolean {
  return COMPARISONS[comparison](a, b);
}

const COLLATOR = new Intl.Collator("en", { numeric: true });

/**
 * Orders two values: numbers, and texts that are numbers, by size; other texts by alphabet, numbers in them by size; empty
 * values last.
 *
 * @returns less than 0, 0, or more than 0
 */
export function compare(a: unknown, b: unknown): number {
  if (isEmpty(a) || isEmpty(b)) return Number(isEmpty(a)) - Number(isEmpty(b));
  const [left, right] = [numberOf(a), numberOf(b)];
  if (left !== undefined && right !== undefined) return left - right;
  return COLLATOR.compare(textOf(a), textOf(b));
}

/** Whether a value is missing, null, a text without letters, or no number. */
export function isEmpty(value: unknown): boolean {
  if (typeof value === "string") return value.trim() === "";
  return value === undefined || value === null || Number.isNaN(value);
}

/** The number that a value is or that its text spells; undefined for others. */
export function numberOf(value: unknown): number | undefined {
  if (typeof value === "number") return value;
  if (typeof value !== "string" || value.trim() === "") return undefined;
  const number = Number(value);
  return Number.isNaN(number) ? undefined : number;
}

/** A value as text: lists and objects as JSON, nothing as "". */
export function textOf(value: unknown): string {
  if (value === undefined || value === null) return "";
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}
