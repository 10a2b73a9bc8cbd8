import type { JsonValue } from "../engine/core/json.ts";
import type { RunEvent } from "../engine/core/run_event.ts";
import type { OpSchema, Problem } from "../engine/core/schema.ts";

/** Why a call to the server failed. */
export interface ApiError {
  /** `network`: no answer came. `http`: the server refused. `answer`: it is not what was asked for. */
  readonly kind: "network" | "http" | "answer" | "aborted";
  /** In words, for the user. */
  readonly message: string;
  readonly status?: number;
}

/** What every call gives: nothing throws. */
export type ApiResult<T> =
  | { readonly ok: true; readonly data: T }
  | { readonly ok: false; readonly error: ApiError };

/** An example workflow of the server. */
export interface WorkflowListing {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  /** Counts. */
  readonly nodes: number;
  readonly edges: number;
}

/** A run that the server has begun. */
export interface RunStream {
  /** For stopping it and for its values; "" when the server named none. */
  readonly runId: string;
  /** Events as they come, those of one packet together. Throws an Error in words when the connection breaks. */
  readonly events: AsyncIterable<readonly RunEvent[]>;
}

/** The server, as the page sees it. */
export interface Api {
  schema(signal?: AbortSignal): Promise<ApiResult<OpSchema[]>>;
  problems(signal?: AbortSignal): Promise<ApiResult<Problem[]>>;
  /** Catalog versions: the present one at once, then one for each change. Ends when the connection does. */
  catalogChanges(signal: AbortSignal): Promise<ApiResult<AsyncIterable<string>>>;
  workflows(signal?: AbortSignal): Promise<ApiResult<WorkflowListing[]>>;
  /** The file of an example, not checked: `parseWorkflow` does that. */
  workflow(name: string, signal?: AbortSignal): Promise<ApiResult<unknown>>;
  runStream(request: unknown, signal: AbortSignal): Promise<ApiResult<RunStream>>;
  stopRun(runId: string): Promise<ApiResult<void>>;
  /** The whole output of a node. */
  value(runId: string, nodeId: string, signal?: AbortSignal): Promise<ApiResult<JsonValue>>;
}
