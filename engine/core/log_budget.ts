/** Most that is told of what one node logs. */
export const LOG_LIMITS = { lines: 1000, characters: 100_000 } as const;

/** Stands for what was left out. */
export const LEFT_OUT = "… more lines were left out";

/** Lets through so much of what a node logs, then one line that says that there was more. */
export class LogBudget {
  #lines: number;
  #characters: number;

  constructor(limits: { lines: number; characters: number } = LOG_LIMITS) {
    this.#lines = limits.lines;
    this.#characters = limits.characters;
  }

  /** What to tell of a text: all of it, its beginning, that there is more; undefined for nothing any more. */
  take(text: string): string | undefined {
    if (this.#lines < 0) return undefined;
    if (this.#lines === 0 || this.#characters <= 0) {
      this.#lines = -1;
      return LEFT_OUT;
    }
    this.#lines--;
    const rest = this.#characters;
    // An empty line is a line, too.
    this.#characters -= text.length;
    return text.length <= rest ? text : `${text.slice(0, rest)}…`;
  }
}
