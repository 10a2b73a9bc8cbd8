import type { RunPhase } from "../../client/models/run.ts";

/** What a run is at, in a word; nothing before the first. */
export const PHASE_WORDS: Readonly<Record<RunPhase, string>> = {
  idle: "",
  starting: "Starting",
  waiting: "Waiting",
  running: "Running",
  stopping: "Stopping",
  done: "Done",
  error: "Failed",
  stopped: "Stopped",
};
