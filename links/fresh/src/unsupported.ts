/**
 * The error for a part of Fresh that this stand-in leaves out.
 *
 * @param what the option, method or file that was asked for, as a developer would write it
 */
export function unsupported(what: string): Error {
  return new Error(
    `The npm-only stand-in for Fresh does not support ${what}. ` +
      `Run with upstream Fresh (PSYNAPSE_DEPS=jsr), or add it to links/fresh.`,
  );
}
