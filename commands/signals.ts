const SIGNALS: readonly Deno.Signal[] = Deno.build.os === "windows"
  ? ["SIGINT", "SIGBREAK"]
  : ["SIGINT", "SIGTERM", "SIGHUP"];

/** Calls `leave` when this process is asked to end, until what is returned is disposed of. */
export function onInterrupt(leave: () => void): Disposable {
  for (const signal of SIGNALS) Deno.addSignalListener(signal, leave);
  return {
    [Symbol.dispose](): void {
      for (const signal of SIGNALS) Deno.removeSignalListener(signal, leave);
    },
  };
}
