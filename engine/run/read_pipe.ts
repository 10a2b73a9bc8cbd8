/** What is still read of a pipe whose process has gone. */
export interface PipeBounds {
  /** How long to wait for data, all waits together, in milliseconds. */
  wait: number;
  /** How much may come: more than a pipe and what reads it can hold. */
  bytes: number;
}

/** A machine at work may take long to give what is in a pipe; nobody waits for that but where another has it open. */
const BOUNDS: PipeBounds = { wait: 1000, bytes: 2 * 1024 * 1024 };

/**
 * Reads a pipe of a process to its end. The process may have left others that hold the pipe open: once it has gone,
 * what it had written is read, and then the pipe is let go of.
 *
 * @param gone resolves when the process has ended
 */
export async function* readPipe(
  pipe: ReadableStream<Uint8Array>,
  gone: Promise<unknown>,
  bounds: PipeBounds = BOUNDS,
): AsyncGenerator<Uint8Array> {
  const reader = pipe.getReader();
  let { wait, bytes } = bounds;
  let isGone = false, isReading = false, from = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const cancel = () => reader.cancel().catch(() => {}); // It has failed or ended already.
  const limitWait = () => {
    from = performance.now();
    timer = setTimeout(cancel, wait);
  };
  // No race for each read: a host lives long, and each would leave something behind with this promise.
  void gone.then(() => {
    isGone = true;
    if (isReading) limitWait();
  });
  try {
    for (;;) {
      isReading = true;
      if (isGone) limitWait();
      const { done, value } = await reader.read();
      isReading = false;
      clearTimeout(timer);
      if (isGone) wait -= performance.now() - from;
      if (done) return;
      if (isGone) bytes -= value.length;
      yield value;
      if (wait <= 0 || bytes <= 0) return;
    }
  } finally {
    isReading = false;
    clearTimeout(timer);
    await cancel();
  }
}
