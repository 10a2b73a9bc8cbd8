import { PsynapseError } from "@/engine/core/errors.ts";

/** The PsynapseError that a call throws; anything else that happens fails the test. */
export function refusal(call: () => unknown): PsynapseError {
  let value: unknown;
  try {
    value = call();
  } catch (error) {
    if (error instanceof PsynapseError) return error;
    throw error;
  }
  throw new Error(`did not throw, but returned ${String(value)}`);
}
