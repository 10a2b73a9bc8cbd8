import type { ReadonlySignal } from "@preact/signals";

/** Calls `act` when one of these changes, and not for what they are now; the returned function ends that. */
export function follow(sources: readonly ReadonlySignal<unknown>[], act: () => void): () => void {
  let isBegun = false;
  const ends = sources.map((source) => source.subscribe(() => isBegun && act()));
  isBegun = true;
  return () => {
    for (const end of ends) end();
  };
}
