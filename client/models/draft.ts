import { type Signal, signal } from "@preact/signals";
import type { DraftSession } from "./draft_session.ts";

/** What went wrong, in words, and the way out. */
export type Report = (problem: string) => void;

/**
 * Where the draft is. `restoring` until the graph of the last visit is back; `saved` when all of the graph is kept by
 * the browser, `changed` when some of it is not yet; `refused` when the browser does not keep it.
 */
export type DraftState = "restoring" | "saved" | "changed" | "refused";

/** The draft: the graph as the browser keeps it, so that nothing is lost when the page goes away. */
export interface DraftModel {
  readonly state: Signal<DraftState>;
  /** What keeps it; undefined until that is loaded. */
  readonly session: Signal<DraftSession | undefined>;
  /**
   * Resolves when the graph of the last visit is back, or it is known that none comes. What reads the graph as a whole
   * (a run, a file), or replaces it, waits for this.
   */
  readonly ready: Promise<void>;
  /** Resolves {@link DraftModel.ready}. */
  settle(): void;
}

/** Makes a {@link DraftModel} that waits for the graph of the last visit. */
export function createDraft(): DraftModel {
  const { promise: ready, resolve: settle } = Promise.withResolvers<void>();
  return {
    state: signal<DraftState>("restoring"),
    session: signal<DraftSession>(),
    ...{ ready, settle },
  };
}
