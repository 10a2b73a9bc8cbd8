import { errorMessage } from "../core/errors.ts";

/** What the system's numbers mean for the start of a process, and the way out. */
const REASONS: Readonly<Record<number, string>> = {
  7: "its environment is too large for the system",
  11: "the system lets no more processes start; end some, or raise the limit (ulimit -u)",
  12: "there is not enough memory",
  23: "the system has too many files open",
  24:
    "the server has too many files open; raise its limit (ulimit -n) or allow fewer runs (--max-runs)",
  28: "there is no space left on the disk",
};

/** Why a process could not be started, in words; completes "it could not be started: …". */
export function startFailure(error: unknown): string {
  const message = errorMessage(error);
  const number = /\(os error (\d+)\)/.exec(message)?.[1];
  return REASONS[Number(number)] ?? message;
}
