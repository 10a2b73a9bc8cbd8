import { type Signal, signal } from "@preact/signals";
import { useEffect, useState } from "preact/hooks";

/** Loads a part of the page. Always the same function for the same part: what it gave is kept under it. */
export type Load<T> = () => Promise<T>;

/** What was loaded, by how: signals, so that whatever shows a part renders again when it is there. */
const parts = new WeakMap<Load<unknown>, Signal<unknown>>();

function partOf<T>(load: Load<T>): Signal<T | undefined> {
  let part = parts.get(load);
  if (part === undefined) parts.set(load, part = signal(undefined));
  return part as Signal<T | undefined>;
}

/** What `load` gives: at once where it was loaded before. Rejects like `load`; the next call tries again. */
export async function loadOnce<T>(load: Load<T>): Promise<T> {
  const part = partOf(load);
  return part.value = part.peek() ?? await load();
}

/** What `load` gave; undefined when it is not there yet. */
export function ifLoaded<T>(load: Load<T>): T | undefined {
  return partOf(load).peek();
}

/** How long after a part could not be loaded it is tried again: the server may be away for a moment. */
const RETRY_MS = 2000;

/**
 * A part of the page; undefined until it is there. Where it is needed it is loaded, and tried again until then; where it
 * is not, it is what others have loaded.
 */
export function useLazy<T>(load: Load<T>, needed = true): T | undefined {
  const [attempt, again] = useState(0);
  const part = partOf(load).value;
  useEffect(() => {
    if (!needed || part !== undefined) return;
    let gone = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    loadOnce(load).catch(() => {
      if (!gone) timer = setTimeout(() => again((times) => times + 1), RETRY_MS);
    });
    return () => {
      gone = true;
      clearTimeout(timer);
    };
  }, [load, needed, part, attempt]);
  return part;
}

/** Loads parts when the browser has nothing else to do, so that they are there when they are first needed. */
export function loadWhenIdle(loads: readonly Load<unknown>[]): () => void {
  const begin = () => {
    for (const load of loads) {
      // What cannot be loaded now is tried again, and reported, when it is needed.
      loadOnce(load).catch(() => {});
    }
  };
  if (typeof requestIdleCallback === "undefined") {
    const timer = setTimeout(begin, 200);
    return () => clearTimeout(timer);
  }
  const handle = requestIdleCallback(begin, { timeout: 1000 });
  return () => cancelIdleCallback(handle);
}
