import type { ReadonlySignal } from "@preact/signals";
import type { OpSchema, Problem } from "../../engine/core/schema.ts";

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
  /** The op of that name: of that pack, or of the first pack in name order. */
  find(name: string, pack?: string): OpSchema | undefined;
  /** Loads now; ends the wait for the next try. */
  reload(): void;
  /** Ends every connection and wait. */
  dispose(): void;
}
