import process from "node:process";
import { Readable } from "node:stream";

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

/** Keeps the ops of this thread away from what is the host's, and from what needs no permission but should. */
export function closeThread(): void {
  takeStdio();
  takeCaches();
  takeParent();
}

/** The streams belong to the protocol: what ops print goes to standard error, and what they read is empty. */
function takeStdio(): void {
  console.log = console.info = console.debug = console.error;
  Object.defineProperties(Deno, {
    stdin: { value: NO_INPUT },
    stdout: { value: Deno.stderr },
  });
  let stdin: Readable | undefined;
  Object.defineProperties(process, {
    stdin: { get: () => stdin ??= Readable.from([]) },
    stdout: { get: () => process.stderr },
  });
}

/** Deno keeps these on the disk, the same ones for all packs, and asks for no permission. */
function takeCaches(): void {
  const refuse = () =>
    Promise.reject(new Error("caches is not available to ops: it would keep files on the disk"));
  const caches = { open: refuse, has: refuse, delete: refuse, keys: refuse, match: refuse };
  Object.defineProperty(globalThis, "caches", { value: caches, configurable: true });
}

/** The thread that made this one takes no messages of ops. */
function takeParent(): void {
  self.postMessage = () => {
    throw new Error(
      "postMessage() is not available to ops: give values back, or report() and emit()",
    );
  };
}
