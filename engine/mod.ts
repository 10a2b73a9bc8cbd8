/**
 * The front door of the engine: the catalog of ops, and runs of graphs.
 *
 * @module
 */
import { CatalogLoader } from "./catalog/load_catalog.ts";
import { parseCatalog } from "./catalog/snapshot.ts";
import type { CatalogSnapshot } from "./catalog/types.ts";
import { withProblem } from "./catalog/with_problem.ts";
import { watchCatalog } from "./catalog/watch.ts";
import { errorMessage } from "./core/errors.ts";
import type { TypesAnswer } from "./core/edge_types.ts";
import type { Graph, RunRequest } from "./core/graph.ts";
import type { NodePrediction } from "./core/prediction.ts";
import type { JsonValue } from "./core/json.ts";
import { DEFAULT_LIMITS, type Limits } from "./core/limits.ts";
import type { Engine, Run, RunOptions } from "./engine.ts";
import { executeGraph } from "./run/execute_graph.ts";
import type { HostLauncher } from "./run/host_launchers.ts";
import { HostPool, type PoolLimits } from "./run/host_pool.ts";
import type { HostSettings } from "./run/host_process.ts";
import { createInspector } from "./run/inspect_nodepack.ts";
import { MemoryWatch } from "./run/memory_watch.ts";
import { OrphanGuard } from "./run/orphan_guard.ts";
import { packIdentity, packPart } from "./run/op_identities.ts";
import { indexOps, type OpIndex } from "./run/partition.ts";
import { predictRun } from "./run/predict_run.ts";
import { ReuseStore } from "./run/reuse_store.ts";
import { RunQueue } from "./run/run_queue.ts";
import { type KeptLimits, RunRegistry } from "./run/run_registry.ts";
import { TypeChecker } from "./types/type_checker.ts";

export { serializeCatalog } from "./catalog/snapshot.ts";
export type { CatalogSnapshot } from "./catalog/types.ts";
export type { Engine, Run, RunOptions } from "./engine.ts";

/** What an engine is made from. */
export interface EngineOptions {
  /** The folder that holds the nodepacks. */
  nodepackDir: string;
  /** A catalog that was written by `deno task build`: packs that are still the same need not be loaded. */
  snapshot?: string;
  /** Follow changes of the nodepacks. */
  watch?: boolean;
  /** What runs and their hosts may use at most. */
  limits?: Partial<Limits>;
  /** How hosts are kept. */
  pool?: Partial<Omit<PoolLimits, "maxHosts">>;
  /** How much is kept of the outputs of recent runs. */
  kept?: Partial<KeptLimits>;
  /** Gets the names of packs that the catalog waits for, when they take long. Not called where changes are followed. */
  onSlow?: (packs: string[]) => void;
  /** How long a file of a nodepack may take to load, in milliseconds. */
  loadTimeout?: number;
  /** Most memory that one heap of a host may take, in MiB; that of the limits where it is not given. */
  maxHeap?: number;
  /** Gets what ops print, a line at a time; standard error unless given. */
  log?: (pack: string, line: string) => void;
  /** How hosts are started, where it is not the way that is detected. */
  launcher?: HostLauncher;
}

/**
 * Makes an engine. The catalog loads in the background; what is wrong with nodepacks are its problems. End it with
 * `close()`.
 *
 * @throws {PsynapseError} "catalog" when the snapshot cannot be read
 */
export function createEngine(options: EngineOptions): Engine {
  return new LocalEngine(options);
}

class LocalEngine implements Engine {
  readonly #runs: RunRegistry;
  readonly #limits: Limits;
  readonly #queue: RunQueue;
  readonly #pool: HostPool;
  readonly #results: ReuseStore;
  readonly #orphans: OrphanGuard;
  readonly #types: TypeChecker;
  readonly #listeners = new Set<(snapshot: CatalogSnapshot) => void>();
  readonly #closing = new AbortController();
  readonly #first = Promise.withResolvers<CatalogSnapshot>();
  readonly #following: Promise<void>;
  #catalog: CatalogSnapshot | undefined;
  #index: OpIndex | undefined;

  constructor(options: EngineOptions) {
    const { nodepackDir, snapshot, log = printLine, maxHeap, launcher } = options;
    const limits = { ...DEFAULT_LIMITS, ...options.limits };
    const memory = new MemoryWatch(limits.memory);
    const orphans = this.#orphans = new OrphanGuard((line) => log("engine", line));
    const settings: HostSettings = { log, maxHeap, launcher, limits, memory, orphans };
    this.#limits = limits;
    this.#queue = new RunQueue(limits);
    this.#runs = new RunRegistry(options.kept);
    this.#results = new ReuseStore({ bytes: limits.reuse });
    this.#pool = new HostPool(settings, { ...options.pool, maxHosts: limits.hosts });
    this.#types = new TypeChecker({ nodepackDir, log: (line) => log("types", line) });
    const inspect = createInspector({
      ...settings,
      timeout: options.loadTimeout,
      adopt: (host) => this.#pool.adopt(host),
    });
    const known = snapshot === undefined ? undefined : parseCatalog(snapshot, nodepackDir);
    const loader = new CatalogLoader({ nodepackDir, inspect, known });
    // Whoever waits for the catalog hears of the failure; when nobody does, that is no error.
    this.#first.promise.catch(() => {});
    const { watch = false, onSlow } = options;
    this.#following = this.#follow(loader, watch, onSlow).catch((error) => {
      this.#first.reject(error);
      if (this.#closing.signal.aborted) return;
      const message = `Changes of nodepacks are not seen any more: ${errorMessage(error)}. ` +
        `Start the server again to follow them.`;
      log("catalog", message);
      if (this.#catalog !== undefined) this.#take(withProblem(this.#catalog, { message }));
    });
  }

  async #follow(
    loader: CatalogLoader,
    isWatching: boolean,
    onSlow: EngineOptions["onSlow"],
  ): Promise<void> {
    const { signal } = this.#closing;
    if (isWatching) {
      for await (const catalog of watchCatalog(loader, { signal })) {
        this.#take(catalog);
        void this.#warm(catalog);
      }
    } else {
      const tell = onSlow && ((_: CatalogSnapshot, loading: string[]) => onSlow(loading));
      this.#take(await loader.load(signal, undefined, tell));
    }
  }

  #take(catalog: CatalogSnapshot): void {
    const isFirst = this.#catalog === undefined;
    this.#catalog = catalog;
    this.#index = indexOps(catalog);
    this.#pool.update(catalog);
    const current = new Set(catalog.packs.map(packIdentity));
    this.#results.retain((identity) => current.has(packPart(identity)));
    this.#first.resolve(catalog);
    if (!isFirst) { for (const listener of [...this.#listeners]) listener(catalog); }
  }

  /** Starts a host of each pack, one after the other: the server has its first answers to give meanwhile. */
  async #warm({ packs, ops }: CatalogSnapshot): Promise<void> {
    const used = new Set(ops.map((op) => op.schema.pack));
    for (const pack of packs) if (used.has(pack.name)) await this.#pool.warm(pack);
  }

  async catalog(): Promise<CatalogSnapshot> {
    return this.#catalog ?? await this.#first.promise;
  }

  onCatalogChange(listener: (snapshot: CatalogSnapshot) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  async run(request: RunRequest, { signal, previews }: RunOptions = {}): Promise<Run> {
    const catalog = this.#index ?? indexOps(await this.catalog());
    this.#closing.signal.throwIfAborted();
    const hosts = this.#pool, limits = this.#limits, queue = this.#queue, store = this.#results;
    return this.#runs.add(
      executeGraph({ request, catalog, hosts, signal, limits, queue, store, previews }),
    );
  }

  async predict(request: RunRequest): Promise<Record<string, NodePrediction>> {
    const catalog = this.#index ?? indexOps(await this.catalog());
    const hosts = this.#pool, limits = this.#limits, store = this.#results;
    return predictRun({ request, catalog, hosts, limits, store });
  }

  async checkTypes(graph: Graph): Promise<TypesAnswer> {
    const catalog = await this.catalog();
    const index = this.#index ?? indexOps(catalog);
    return await this.#types.check(graph, catalog, index.find);
  }

  findRun(id: string): Run | undefined {
    return this.#runs.find(id);
  }

  value(
    runId: string,
    nodeId: string,
  ): JsonValue | undefined | Promise<JsonValue | undefined> {
    return this.#runs.value(runId, nodeId);
  }

  async close(): Promise<void> {
    this.#closing.abort(new Error("The engine is closed"));
    this.#first.reject(this.#closing.signal.reason);
    await this.#runs.stopAll();
    await this.#following;
    await this.#pool.close();
    await this.#types.close();
    await this.#orphans.close();
  }
}

function printLine(pack: string, line: string): void {
  console.error(`[${pack}] ${line}`);
}
