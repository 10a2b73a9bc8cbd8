import type { JsonValue } from "./json.ts";

/** What every event of a node carries. */
interface NodeEventBase {
  node_id: string;
  /** 1-based place in topological order. */
  node_number: number;
  /** `data.label`, else the op's name, `Variable`, `List`, `View`. */
  node_name: string;
  /** Pack of the op that runs, for function nodes. */
  pack?: string;
}

/** A node's inputs are there and it begins. */
export interface ExecutingEvent extends NodeEventBase {
  status: "executing";
  /** Values before conversion. */
  inputs: Record<string, JsonValue>;
  /** Milliseconds since the epoch. */
  started_at?: number;
}

/** A progress op reported. */
export interface ProgressEvent extends NodeEventBase {
  status: "progress";
  /** 0..1 */
  progress: number;
  progress_message: string;
}

/** A stream op emitted text. Chunks are never empty. */
export interface StreamingEvent extends NodeEventBase {
  status: "streaming";
  streaming_chunk: string;
}

/** Ways to log, as the console's methods are named. */
export const LOG_LEVELS = ["debug", "log", "info", "warn", "error"] as const;
/** See {@link LOG_LEVELS}. */
export type LogLevel = typeof LOG_LEVELS[number];

/** An op logged something with the console. It says nothing about where the node is, and may come after its end. */
export interface LogEvent extends NodeEventBase {
  status: "log";
  level: LogLevel;
  /** Formatted as the console does, without a line feed at its end. */
  text: string;
}

/** A node has its output. */
export interface CompletedEvent extends NodeEventBase {
  status: "completed";
  output: JsonValue;
  /** Its output was known, and it did not run: there is no `executing` event, and `inputs` are here. */
  cached?: true;
  inputs?: Record<string, JsonValue>;
  duration_ms?: number;
}

/** A node failed, or was not run because one it depends on failed (`skipped`). */
export interface NodeErrorEvent extends NodeEventBase {
  status: "error";
  error: string;
  skipped?: true;
  duration_ms?: number;
}

/** An event of one node. */
export type NodeEvent =
  | ExecutingEvent
  | ProgressEvent
  | StreamingEvent
  | LogEvent
  | CompletedEvent
  | NodeErrorEvent;

/** The run waits for its turn: told at once, and again when that changes. */
export interface WaitingEvent {
  status: "waiting";
  /** So many runs have to end before; 0 when its turn has come. */
  before: number;
}

/** The run came to its end; nodes may have failed. `results` has the views' values. */
export interface DoneEvent {
  status: "done";
  results: Record<string, JsonValue>;
}

/** The run as a whole was refused, broke or was stopped. */
export interface RunErrorEvent {
  status: "error";
  error: string;
  /** The run was ended by its client or by `DELETE /runs/<id>`. */
  stopped?: true;
}

/** The last event of every run: exactly one of these. */
export type TerminalEvent = DoneEvent | RunErrorEvent;

/**
 * What a run yields, each fact once: inputs only on `executing`, chunks without the text so far. It is the lean
 * form of the wire (`?events=delta`); the original's form is made from it where a stream is written.
 */
export type RunEvent = WaitingEvent | NodeEvent | TerminalEvent;

/** Tells node events from those of the run. */
export function isNodeEvent(event: RunEvent): event is NodeEvent {
  return "node_id" in event;
}
