/** A command of the command line. */
export interface Command {
  /** What `--help` prints. */
  help: string;
  /**
   * Runs it.
   *
   * @param args arguments after the command's name
   * @returns the exit code
   * @throws {PsynapseError} for what the user can mend; its message is printed
   */
  run(args: readonly string[]): Promise<number>;
}

/** Exit codes: the graph or server failed, the command line or a file was wrong. */
export const EXIT = { ok: 0, failed: 1, usage: 2, interrupted: 130 } as const;

/** Prints a line to standard output. */
export function print(line: string): void {
  console.log(line);
}

/** Prints a line for people to standard error, which pipes do not take. */
export function note(line: string): void {
  console.error(line);
}
