import type { CatalogSnapshot } from "./catalog/types.ts";
import type { TypesAnswer } from "./core/edge_types.ts";
import type { Graph, RunRequest } from "./core/graph.ts";
import type { JsonValue } from "./core/json.ts";
import type { NodePrediction } from "./core/prediction.ts";
import type { RunEvent } from "./core/run_event.ts";

/** A run that has been accepted. */
export interface Run {
  readonly id: string;
  /** Can be iterated once. Ends with exactly one terminal event. Leaving the loop early stops the run. */
  readonly events: AsyncIterable<RunEvent>;
  /** Stops it; resolves when nothing of it is left (250 ms at most). Safe to call twice. */
  stop(): Promise<void>;
}

/** What may be said about a run beside its request. */
export interface RunOptions {
  /** Stops the run when it aborts. */
  signal?: AbortSignal;
  /**
   * Values of more than about 1 MiB stay in their host, and events have previews of them: of all, or of all but what
   * views show. All values are whole where this is not given, and in runs that have environment variables or reuse.
   */
  previews?: "all" | "not views";
}

/** The front door: everything that routes and the command line do goes through this. */
export interface Engine {
  /** The catalog as it is now; waits for the first load. */
  catalog(): Promise<CatalogSnapshot>;
  /** Calls back after each change of the catalog until the returned function is called. */
  onCatalogChange(listener: (snapshot: CatalogSnapshot) => void): () => void;
  /** Starts a run. Throws `PsynapseError` ("bad_graph") when the graph is refused (a cycle), before anything runs. */
  run(request: RunRequest, options?: RunOptions): Promise<Run>;
  /**
   * Says by id of each node what a run that reuses results would begin with, and runs nothing. Throws what
   * {@link run} throws.
   */
  predict(request: RunRequest): Promise<Record<string, NodePrediction>>;
  /**
   * Says of each edge whether its types fit, and what is known of the types of nodes; runs nothing. Throws
   * `PsynapseError` ("bad_graph") for a cycle.
   */
  checkTypes(graph: Graph): Promise<TypesAnswer>;
  /** The run of that id, while it runs or is kept. */
  findRun(id: string): Run | undefined;
  /**
   * The whole output of a node of a recent run, for values that events only previewed; undefined when not known. A
   * promise where its host has to be asked.
   */
  value(runId: string, nodeId: string): JsonValue | undefined | Promise<JsonValue | undefined>;
  /** Ends every run, host and watcher. */
  close(): Promise<void>;
}
