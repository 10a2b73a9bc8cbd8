import type { JsonValue } from "./json.ts";
import { isNodeEvent, type LogLevel, type NodeEvent, type RunEvent } from "./run_event.ts";

/** Where a node of a run is. `stopped`: it was at work when the run ended without its last event. */
export type NodeRunStatus =
  | "executing"
  | "progress"
  | "streaming"
  | "completed"
  | "error"
  | "skipped"
  | "stopped";

/** What is known of one node of a run. A new object with each event, so that it can be compared. */
export interface NodeRun {
  readonly id: string;
  readonly number: number;
  readonly name: string;
  readonly pack?: string;
  readonly status: NodeRunStatus;
  readonly inputs: Readonly<Record<string, JsonValue>>;
  readonly output?: JsonValue;
  /** Its output was known, and it did not run. */
  readonly cached?: true;
  readonly error?: string;
  /** 0..1, once the op has reported. */
  readonly progress?: number;
  readonly message?: string;
  /** The text streamed so far. */
  readonly text?: string;
  /** Milliseconds since the epoch. */
  readonly startedAt?: number;
  readonly durationMs?: number;
  /** What the op logged, in order. */
  readonly logs?: readonly LogLine[];
}

/** Something that an op logged. */
export interface LogLine {
  readonly level: LogLevel;
  readonly text: string;
}

/** Where the run is. `waiting`: other runs have to end before. */
export type RunPhase = "idle" | "waiting" | "running" | "done" | "error" | "stopped";

/** What is known of a run. */
export interface RunState {
  phase: RunPhase;
  /** How many runs have to end before, while it is `waiting`. */
  before?: number;
  /** By node id, in the order of their first events. */
  readonly nodes: Map<string, NodeRun>;
  /** The views' values, when it is done. */
  results?: Readonly<Record<string, JsonValue>>;
  /** Why it ended, when it is `error` or `stopped`. */
  error?: string;
}

/** A run that has not begun. */
export function initialRunState(): RunState {
  return { phase: "idle", nodes: new Map() };
}

/**
 * Applies an event to the state of a run, in place: a run of thousands of nodes would spend its time on copies. The
 * entry of the event's node is replaced, those of others are kept. Events after the terminal one change nothing.
 */
export function reduceRun(state: RunState, event: RunEvent): RunState {
  if (!isUnderWay(state.phase)) return state;
  if (isNodeEvent(event)) {
    state.phase = "running";
    state.nodes.set(event.node_id, reduceNode(state.nodes.get(event.node_id), event));
    return state;
  }
  if (event.status === "waiting") {
    state.phase = event.before > 0 ? "waiting" : "running";
    state.before = event.before;
    return state;
  }
  if (event.status === "done") {
    state.phase = "done";
    state.results = event.results;
    return state;
  }
  return endRun(state, event.error, event.stopped === true);
}

/**
 * Ends a run without its terminal event: the connection was lost, or its client stopped it. Nodes at work become
 * `stopped`, with what they had so far.
 */
export function endRun(state: RunState, error: string, stopped: boolean): RunState {
  state.phase = stopped ? "stopped" : "error";
  state.error = error;
  for (const [id, node] of state.nodes) {
    if (isAtWork(node.status)) state.nodes.set(id, { ...node, status: "stopped" });
  }
  return state;
}

/** Whether a run has not ended. */
export function isUnderWay(
  phase: RunPhase,
): phase is Exclude<RunPhase, "done" | "error" | "stopped"> {
  return phase === "idle" || phase === "waiting" || phase === "running";
}

/** Whether a node has begun and not ended. */
export function isAtWork(status: NodeRunStatus): boolean {
  return status === "executing" || status === "progress" || status === "streaming";
}

function reduceNode(before: NodeRun | undefined, event: NodeEvent): NodeRun {
  const base = before ?? firstSeen(event);
  switch (event.status) {
    case "executing":
      return {
        ...firstSeen(event),
        inputs: event.inputs,
        ...(event.started_at === undefined ? {} : { startedAt: event.started_at }),
      };
    case "progress":
      return {
        ...base,
        status: "progress",
        progress: event.progress,
        message: event.progress_message,
      };
    case "streaming":
      return { ...base, status: "streaming", text: (base.text ?? "") + event.streaming_chunk };
    case "log":
      return { ...base, logs: [...base.logs ?? [], { level: event.level, text: event.text }] };
    case "completed":
      return {
        ...base,
        status: "completed",
        output: event.output,
        ...(event.cached ? { cached: true, inputs: event.inputs ?? {} } : {}),
        ...duration(event),
      };
    case "error":
      return {
        ...base,
        status: event.skipped ? "skipped" : "error",
        error: event.error,
        ...duration(event),
      };
  }
}

function firstSeen(event: NodeEvent): NodeRun {
  return {
    id: event.node_id,
    number: event.node_number,
    name: event.node_name,
    ...(event.pack === undefined ? {} : { pack: event.pack }),
    status: "executing",
    inputs: {},
  };
}

function duration(event: { duration_ms?: number }): { durationMs?: number } {
  return event.duration_ms === undefined ? {} : { durationMs: event.duration_ms };
}
