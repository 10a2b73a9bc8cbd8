/** A standard input with nothing in it. */
const NO_INPUT = {
  read: () => Promise.resolve(null),
  readSync: () => null,
  close() {},
  isTerminal: () => false,
  setRaw() {},
  get readable(): ReadableStream<Uint8Array> {
    return new ReadableStream({ start: (controller) => controller.close() });
  },
};

/**
 * Keeps the ops of this thread away from the streams that belong to the protocol: what they print goes to standard
 * error, and what they read is empty.
 */
export function takeStdio(): void {
  console.log = console.info = console.debug = console.error;
  Object.defineProperties(Deno, {
    stdin: { value: NO_INPUT },
    stdout: { value: Deno.stderr },
  });
}
