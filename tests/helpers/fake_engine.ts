import type { CatalogSnapshot } from "../../engine/catalog/types.ts";
import type { TypesAnswer } from "../../engine/core/edge_types.ts";
import { PsynapseError } from "../../engine/core/errors.ts";
import type { Graph, RunRequest } from "../../engine/core/graph.ts";
import type { JsonValue } from "../../engine/core/json.ts";
import type { NodePrediction } from "../../engine/core/prediction.ts";
import type { RunEvent } from "../../engine/core/run_event.ts";
import type { Engine, Run, RunOptions } from "../../engine/engine.ts";

/** What a fake run does: yields its events; `stopped` settles when it is stopped. */
export type FakeScript = (
  request: RunRequest,
  stopped: Promise<void>,
) => AsyncIterable<RunEvent>;

/** An engine whose runs are written by a test, to see what routes make of them. */
export class FakeEngine implements Engine {
  snapshot: CatalogSnapshot = { version: "v1", packs: [], ops: [], problems: [] };
  /** Thrown by the next `run`. */
  refuse: PsynapseError | undefined;
  script: FakeScript;
  readonly requests: RunRequest[] = [];
  readonly predicted: RunRequest[] = [];
  /** Ids of runs that were stopped. */
  readonly stopped: string[] = [];
  readonly values = new Map<string, JsonValue>();
  readonly #runs = new Map<string, Run>();
  readonly #listeners = new Set<(snapshot: CatalogSnapshot) => void>();
  readonly #stopWaiters = new Map<string, PromiseWithResolvers<void>>();

  constructor(script: FakeScript = done) {
    this.script = script;
  }

  /** How many listen for catalog changes. */
  get listeners(): number {
    return this.#listeners.size;
  }

  catalog(): Promise<CatalogSnapshot> {
    return Promise.resolve(this.snapshot);
  }

  onCatalogChange(listener: (snapshot: CatalogSnapshot) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  changeCatalog(version: string): void {
    this.snapshot = { ...this.snapshot, version };
    for (const listener of this.#listeners) listener(this.snapshot);
  }

  /** Every node will run; what was asked for is in `predicted`. */
  predict(request: RunRequest): Promise<Record<string, NodePrediction>> {
    if (this.refuse) return Promise.reject(this.refuse);
    this.predicted.push(request);
    return Promise.resolve(
      Object.fromEntries(request.nodes.map((node) => [node.id, "will_run"])),
    );
  }

  /** Everything fits. */
  checkTypes({ edges }: Graph): Promise<TypesAnswer> {
    if (this.refuse) return Promise.reject(this.refuse);
    return Promise.resolve({ by: "names", edges: edges.map(() => ({ ok: true })), nodes: {} });
  }

  run(request: RunRequest, options: RunOptions = {}): Promise<Run> {
    if (this.refuse) return Promise.reject(this.refuse);
    this.requests.push(request);
    const id = `run-${this.requests.length}`;
    const waiter = Promise.withResolvers<void>();
    this.#stopWaiters.set(id, waiter);
    const stop = (): Promise<void> => {
      if (!this.stopped.includes(id)) this.stopped.push(id);
      waiter.resolve();
      return Promise.resolve();
    };
    options.signal?.addEventListener("abort", stop);
    const run: Run = { id, events: this.script(request, waiter.promise), stop };
    this.#runs.set(id, run);
    return Promise.resolve(run);
  }

  /** Settles when the run of that id is stopped. */
  whenStopped(id: string): Promise<void> | undefined {
    return this.#stopWaiters.get(id)?.promise;
  }

  findRun(id: string): Run | undefined {
    return this.#runs.get(id);
  }

  value(runId: string, nodeId: string): JsonValue | undefined {
    return this.values.get(`${runId} ${nodeId}`);
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}

async function* done(): AsyncGenerator<RunEvent> {
  yield { status: "done", results: {} };
}
