import { batch, computed, type ReadonlySignal, signal } from "@preact/signals";
import { errorMessage } from "../../engine/core/errors.ts";
import type { OpSchema, Problem } from "../../engine/core/schema.ts";
import type { Api } from "../api.ts";
import type { Clock } from "../clock.ts";

/** How loading is going. `error` is in words; it is tried again in `retryInSeconds`. */
export interface CatalogState {
  readonly status: "loading" | "ready" | "error";
  readonly error?: string;
  readonly retryInSeconds?: number;
}

/** Which ops there are. Follows the server: changed nodepacks, and a server that goes and comes back. */
export interface CatalogModel {
  readonly state: ReadonlySignal<CatalogState>;
  /** What was loaded last; kept while the server is away. */
  readonly ops: ReadonlySignal<readonly OpSchema[]>;
  readonly problems: ReadonlySignal<readonly Problem[]>;
  /** What each nodepack may do, in words, by its name. */
  readonly permissions: ReadonlySignal<ReadonlyMap<string, readonly string[]>>;
  /** The op of that name: of that pack, or of the first pack in name order. */
  find(name: string, pack?: string): OpSchema | undefined;
  /** Loads now, and follows the server from then on. Ends the wait for the next try. */
  reload(): void;
  /** Follows the server again after `dispose()`, and loads only what changed meanwhile. */
  resume(): void;
  /** Ends every connection and wait; what was loaded stays. */
  dispose(): void;
}

/** Seconds before the first, second, … new try; the last one stands for all that follow. */
const BACK_OFF_S = [1, 2, 4, 8, 15, 30];

/** What a catalog model works with. */
export interface CatalogOptions {
  api: Api;
  clock: Clock;
}

/** Makes a {@link CatalogModel}. Nothing is loaded before `reload()` is called. */
export function createCatalog(options: CatalogOptions): CatalogModel {
  return new Catalog(options);
}

class Catalog implements CatalogModel {
  readonly state = signal<CatalogState>({ status: "loading" });
  readonly ops = signal<readonly OpSchema[]>([]);
  readonly problems = signal<readonly Problem[]>([]);
  readonly permissions = signal<ReadonlyMap<string, readonly string[]>>(new Map());
  readonly #options: CatalogOptions;
  readonly #index = computed(() => indexOps(this.ops.value));
  #following?: AbortController;
  #loadedVersion?: string;

  constructor(options: CatalogOptions) {
    this.#options = options;
  }

  // Given away as a function of its own.
  readonly find = (name: string, pack?: string): OpSchema | undefined =>
    this.#index.value.get(keyOf(name, pack));

  reload(): void {
    this.#loadedVersion = undefined;
    this.state.value = { status: "loading" };
    this.resume();
  }

  resume(): void {
    this.dispose();
    this.#following = new AbortController();
    this.#follow(this.#following.signal);
  }

  dispose(): void {
    this.#following?.abort();
  }

  async #follow(signal: AbortSignal): Promise<void> {
    let failures = 0;
    while (!signal.aborted) {
      const error = await this.#followOnce(signal, () => failures = 0);
      if (signal.aborted) return;
      const wait = BACK_OFF_S[Math.min(failures, BACK_OFF_S.length - 1)];
      failures += 1;
      await countDown(wait, signal, this.#options.clock, (retryInSeconds) => {
        this.state.value = { status: "error", error, retryInSeconds };
      });
      if (!signal.aborted) this.state.value = { status: "loading", error };
    }
  }

  /** Loads now and after each change, until the connection ends; gives the reason for that. */
  async #followOnce(signal: AbortSignal, onReady: () => void): Promise<string> {
    const changes = await this.#options.api.catalogChanges(signal);
    if (!changes.ok) return changes.error.message;
    try {
      for await (const version of changes.data) {
        if (version === this.#loadedVersion) this.state.value = { status: "ready" };
        else {
          const failure = await this.#load(signal);
          if (failure !== undefined) return failure;
          if (signal.aborted) break;
          this.#loadedVersion = version;
        }
        onReady();
      }
    } catch (error) {
      return errorMessage(error);
    }
    return "The connection to the server ended.";
  }

  /** Loads everything; gives the reason when that failed. */
  async #load(signal: AbortSignal): Promise<string | undefined> {
    const { api } = this.#options;
    const [schema, found, packs] = await Promise.all([
      api.schema(signal),
      api.problems(signal),
      api.packs(signal),
    ]);
    if (signal.aborted) return undefined;
    if (!schema.ok) return schema.error.message;
    if (!found.ok) return found.error.message;
    if (!packs.ok) return packs.error.message;
    batch(() => {
      this.ops.value = schema.data;
      this.problems.value = found.data;
      this.permissions.value = new Map(packs.data.map((it) => [it.name, it.permissions]));
      this.state.value = { status: "ready" };
    });
    return undefined;
  }
}

/** By name alone (the first pack's) and by pack and name. */
function indexOps(ops: readonly OpSchema[]): ReadonlyMap<string, OpSchema> {
  const found = new Map<string, OpSchema>();
  for (const op of ops) {
    found.set(keyOf(op.name, op.pack), op);
    if (!found.has(keyOf(op.name))) found.set(keyOf(op.name), op);
  }
  return found;
}

function keyOf(name: string, pack?: string): string {
  return JSON.stringify(pack === undefined ? [name] : [pack, name]);
}

/** Says the seconds that are left, once a second, and resolves after the last or when it is called off. */
function countDown(
  seconds: number,
  signal: AbortSignal,
  clock: Clock,
  onTick: (left: number) => void,
): Promise<void> {
  return new Promise((resolve) => {
    let callOff = () => {};
    const finish = () => {
      callOff();
      signal.removeEventListener("abort", finish);
      resolve();
    };
    const tick = (left: number) => {
      if (left === 0) return finish();
      onTick(left);
      callOff = clock.after(1000, () => tick(left - 1));
    };
    signal.addEventListener("abort", finish);
    tick(seconds);
  });
}
