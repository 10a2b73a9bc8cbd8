import type { PartOp } from "./protocol.ts";

/** The arguments of a call: an op that takes the run's signal gets it behind its parameters. */
export function withSignal(
  { takesSignal, params }: Pick<PartOp, "takesSignal" | "params">,
  args: unknown[],
  signal: AbortSignal,
): unknown[] {
  if (takesSignal !== true) return args;
  const all = args.slice(0, params.length);
  all[params.length] = signal;
  return all;
}
