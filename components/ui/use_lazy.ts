import { useEffect, useState } from "preact/hooks";

/** Loads a part of the page. Always the same function for the same part: what it gave is kept under it. */
export type Load<T> = () => Promise<T>;

const loaded = new WeakMap<Load<unknown>, unknown>();

/** What `load` gives: at once where it was loaded before. Rejects like `load`; the next call tries again. */
export async function loadOnce<T>(load: Load<T>): Promise<T> {
  if (loaded.has(load)) return loaded.get(load) as T;
  const part = await load();
  loaded.set(load, part);
  return part;
}

/** What `load` gave; undefined when it is not there yet. */
export function ifLoaded<T>(load: Load<T>): T | undefined {
  return loaded.get(load) as T | undefined;
}

/** How long after a part could not be loaded it is tried again: the server may be away for a moment. */
const RETRY_MS = 2000;

/** A part of the page that is loaded when it is first needed, and tried again until then; undefined until it is there. */
export function useLazy<T>(load: Load<T>, needed = true): T | undefined {
  const [attempt, again] = useState(0);
  const part = ifLoaded(load);
  useEffect(() => {
    if (!needed || part !== undefined) return;
    let gone = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const next = () => gone || again((times) => times + 1);
    loadOnce(load).then(next, () => timer = setTimeout(next, RETRY_MS));
    return () => {
      gone = true;
      clearTimeout(timer);
    };
  }, [load, needed, part, attempt]);
  return part;
}

/**
 * Loads parts when the browser has nothing else to do, so that they are there when they are first needed.
 *
 * @param then called when one of them is there
 */
export function loadWhenIdle(
  loads: readonly Load<unknown>[],
  then: () => void = () => {},
): () => void {
  const begin = () => {
    for (const load of loads) {
      // What cannot be loaded now is tried again, and reported, when it is needed.
      loadOnce(load).then(then, () => {});
    }
  };
  if (typeof requestIdleCallback === "undefined") {
    const timer = setTimeout(begin, 200);
    return () => clearTimeout(timer);
  }
  const handle = requestIdleCallback(begin, { timeout: 1000 });
  return () => cancelIdleCallback(handle);
}
