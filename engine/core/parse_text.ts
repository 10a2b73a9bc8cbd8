/** Digits with single `_` between them, a fraction and an exponent, as Python writes numbers; each part may lack. */
const NUMBER =
  /^[+-]?(?:\d+(?:_\d+)*\.?(?:\d+(?:_\d+)*)?|\.\d+(?:_\d+)*)(?:[eE][+-]?\d+(?:_\d+)*)?$/;
const NAMED = /^([+-]?)(?:(inf|infinity)|nan)$/i;

/**
 * The number that a text stands for: spaces around it, `_` between digits, exponents, `NaN` and `Infinity` are fine.
 * Undefined when it is no number.
 */
export function parseNumber(text: string): number | undefined {
  const trimmed = text.trim();
  if (NUMBER.test(trimmed)) return Number(trimmed.replaceAll("_", ""));
  const named = NAMED.exec(trimmed);
  if (named === null) return undefined;
  if (named[2] === undefined) return NaN;
  return named[1] === "-" ? -Infinity : Infinity;
}

/** Texts that stand for true and false; case and spaces around them do not matter. */
const BOOLEANS: ReadonlyMap<string, boolean> = new Map([
  ["true", true],
  ["1", true],
  ["yes", true],
  ["on", true],
  ["false", false],
  ["0", false],
  ["no", false],
  ["off", false],
  ["", false],
]);

/** The truth value that a text stands for; undefined when it stands for none. */
export function parseBoolean(text: string): boolean | undefined {
  return BOOLEANS.get(text.trim().toLowerCase());
}
