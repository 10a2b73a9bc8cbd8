import { CONNECT } from "../op.ts";
import type { Reports } from "./reports.ts";

/** The original's reporters: an object that takes a callback, under either way to write its name. */
interface Reporter {
  setCallback?: (callback: (...args: never[]) => void) => void;
  set_callback?: (callback: (...args: never[]) => void) => void;
}

/** An instance of a progress or stream op. */
interface OpInstance {
  call(...args: unknown[]): unknown;
  [CONNECT]?: (context: OpContext) => void;
  _progressReporter?: Reporter;
  _streamReporter?: Reporter;
}

/** What the base classes of `psynapse` are connected with. */
interface OpContext {
  report(current: number, total: number, message: string): void;
  emit(chunk: string): void;
  signal: AbortSignal;
}

/** Makes an instance of an op's class, connects it and calls it. Throws what the op throws. */
export function callOp(
  opClass: unknown,
  name: string,
  args: unknown[],
  reports: Reports,
  signal: AbortSignal,
): unknown {
  if (typeof opClass !== "function") throw new Error(`There is no class "${name}"`);
  const instance = new (opClass as new () => OpInstance)();
  instance[CONNECT]?.({
    report: (current, total, message) => reports.progress(current, total, message),
    emit: (chunk) => reports.chunk(chunk),
    signal,
  });
  connect(instance._progressReporter, (share: number, message: string) => {
    reports.percent(share, message);
  });
  connect(instance._streamReporter, (chunk: string) => reports.chunk(chunk));
  return instance.call(...args);
}

function connect(
  reporter: Reporter | undefined,
  callback: (...args: never[]) => void,
): void {
  if (typeof reporter?.setCallback === "function") reporter.setCallback(callback);
  else if (typeof reporter?.set_callback === "function") reporter.set_callback(callback);
}
