import type { ReadonlySignal } from "@preact/signals";
import type { JsonValue } from "../../engine/core/json.ts";
import type { ApiResult } from "../api.ts";

/** What a node is doing or how it ended. `skipped` and `stopped` nodes have no output. */
export type NodeRunStatus =
  | "executing"
  | "progress"
  | "streaming"
  | "completed"
  | "error"
  | "skipped"
  | "stopped";

/** One node in the run: a card of the status panel. Immutable, a change makes a new one. */
export interface NodeRun {
  readonly id: string;
  /** 1-based place in the order of the run. */
  readonly number: number;
  readonly name: string;
  readonly pack?: string;
  readonly status: NodeRunStatus;
  readonly inputs?: Readonly<Record<string, JsonValue>>;
  readonly output?: JsonValue;
  readonly error?: string;
  /** 0..1 */
  readonly progress?: number;
  readonly message?: string;
  /** Streamed so far. */
  readonly text?: string;
  /** Milliseconds since the epoch, by the server's clock. */
  readonly startedAt?: number;
  readonly durationMs?: number;
}

/** Where a run is. `starting` until the server answers, `stopping` until it says that all has ended. */
export type RunPhase = "idle" | "starting" | "running" | "stopping" | "done" | "error" | "stopped";

/** The run that the page shows: the current one, or the last. Signals change at most once per frame. */
export interface RunModel {
  readonly phase: ReadonlySignal<RunPhase>;
  /** From Execute until the run has ended. */
  readonly active: ReadonlySignal<boolean>;
  /** In the order in which the nodes started. */
  readonly cards: ReadonlySignal<readonly NodeRun[]>;
  /** Only this node's part: a node component re-renders for its own node alone. */
  nodeRun(id: string): ReadonlySignal<NodeRun | undefined>;
  /** Why the run as a whole failed, in words. */
  readonly error: ReadonlySignal<string | undefined>;
  /** When the run began and ended, in milliseconds since the epoch by the page's clock. */
  readonly startedAt: ReadonlySignal<number | undefined>;
  readonly endedAt: ReadonlySignal<number | undefined>;
  /** Starts a run of the graph as it is now; clears what the last one left. Does nothing while one is active. */
  execute(): Promise<void>;
  /** Stops the run; resolves when it has ended here, whatever the server does. */
  stop(): Promise<void>;
  /** The whole output of a node of which the events had only a preview. */
  loadValue(nodeId: string): Promise<ApiResult<JsonValue>>;
}
