/** Something that a regular expression found. */
export interface Match {
  match: string;
  /** Its place in the text, from 0. */
  index: number;
  /** Its groups: those with names by name where there are any, else all by number. */
  groups: Record<string, string>;
}

/** Everything in a text that fits an expression; groups that took no part are left out. */
export function matches(text: string, expression: RegExp): Match[] {
  return Array.from(text.matchAll(expression), (found) => {
    const groups = Object.entries(found.groups ?? { ...found.slice(1) })
      .filter((group): group is [string, string] => group[1] !== undefined)
      .map(([name, value]) => [found.groups ? name : String(Number(name) + 1), value]);
    return { match: found[0], index: found.index, groups: Object.fromEntries(groups) };
  });
}

/**
 * Makes a regular expression that finds all matches, by the rules of Unicode.
 *
 * @throws with the place of the mistake, when the pattern is none
 */
export function regularExpression(pattern: string, ignoreCase: boolean): RegExp {
  try {
    return new RegExp(pattern, ignoreCase ? "giu" : "gu");
  } catch (cause) {
    if (!(cause instanceof SyntaxError)) throw cause;
    throw new Error(`The pattern cannot be read. ${cause.message}`, { cause });
  }
}
