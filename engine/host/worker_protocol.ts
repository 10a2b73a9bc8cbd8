import type { OpFileName } from "../catalog/types.ts";
import type { HostPack } from "./denied_access.ts";
import type { LogLevel } from "../core/run_event.ts";
import type { StartMessage } from "./protocol.ts";

/** Ops thread to the main thread of its host. */
export type ToMain =
  /** Make an op worker that loads these files ahead, and give it this port. */
  | { type: "make"; id: number; port: MessagePort; files: OpFileName[] }
  | { type: "end"; id: number }
  /** An op ended the process. */
  | { type: "exit"; code: number };

/** Main thread to the ops thread: the start, then, through its port, errors of op workers that nothing in them caught. */
export type FromMain =
  | { type: "start"; start: StartMessage; port: MessagePort; gate: Int32Array }
  | { type: "error"; id: number; message: string };

/** Main thread to an op worker: the one message that is not sent through the port. */
export interface WorkerStart {
  port: MessagePort;
  files: OpFileName[];
  /** See `StartMessage`, as the next one. */
  revokeRead: string[];
  modules?: string;
  pack?: HostPack;
}

/** Ops thread to an op worker. */
export type ToWorker =
  | {
    type: "call";
    file: OpFileName;
    op: string;
    args: unknown[];
    /** Place among the arguments that the signal goes to. */
    signalAt?: number;
    /** What the worker has sent and the ops thread has not taken, by {@link reportWeight}. */
    backlog: Int32Array;
  }
  | { type: "abort" };

/** `[percent, message]` of a progress op, a text of a stream op, or what was logged. */
export type WorkerReport =
  | [progress: number, message: string]
  | string
  | { level: LogLevel; text: string };

/** Op worker to the ops thread. */
export type FromWorker =
  | { type: "reports"; reports: WorkerReport[]; /** By {@link reportWeight}. */ weight: number }
  | { type: "done"; result: unknown }
  | { type: "failed"; message: string; uncaught?: true };

/**
 * How much an op worker may have sent that the ops thread has not taken yet, in the measure of {@link reportWeight},
 * before the op waits.
 */
export const MOST_BACKLOG = 4 * 2 ** 20;

/** What a report takes up while it waits: its characters, and about as much as an object for itself. */
export function reportWeight(report: WorkerReport): number {
  const text = typeof report === "string" ? report : "text" in report ? report.text : report[1];
  return 64 + text.length;
}
