import { OP_FILES } from "../catalog/types.ts";
import { withSignal } from "./call_args.ts";
import { driveGenerator, isGenerator } from "./drive_generator.ts";
import { callOp } from "./op_instance.ts";
import type { Reports } from "./reports.ts";
import type { ToWorker } from "./worker_protocol.ts";

/**
 * Calls an op that reports: makes an instance of a class, or calls a function, and runs the generator that it may give.
 * Throws what the op throws.
 */
export async function callInWorker(
  { file, op, args, signalAt }: Extract<ToWorker, { type: "call" }>,
  exports: Record<string, unknown>,
  reports: Reports,
  signal: AbortSignal,
): Promise<unknown> {
  const all = withSignal(args, signalAt, signal);
  const target = exports[op];
  const result =
    await (OP_FILES[file] === "function"
      ? callFunction(target, op, all, signal)
      : callOp(target, op, all, reports, signal));
  return isGenerator(result) ? await driveGenerator(result, reports, signal) : result;
}

function callFunction(
  target: unknown,
  name: string,
  args: unknown[],
  signal: AbortSignal,
): unknown {
  if (typeof target !== "function") throw new Error(`There is no function "${name}"`);
  return Reflect.apply(target, { signal }, args);
}
