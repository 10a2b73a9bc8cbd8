import { basename, extname } from "node:path";
import { FolderWatcher } from "./folder_watcher.ts";
import type { CatalogLoader } from "./load_catalog.ts";
import type { CatalogSnapshot } from "./types.ts";

/** How a catalog is watched. */
export interface WatchOptions {
  /** Ends watching when it aborts. */
  signal: AbortSignal;
  /** The catalog that is known already: the first is only given when it differs. */
  known?: Pick<CatalogSnapshot, "version">;
  /** Milliseconds without a further change after which a change is looked at; 50 unless given. */
  quiet?: number;
}

/**
 * Gives the catalog, and again after each change of a nodepack. Only what changed is loaded again. A change while
 * loading is under way ends that loading and starts anew, so that a pack that never finishes can be corrected.
 * Ends when the signal aborts; does not throw then.
 */
export async function* watchCatalog(
  loader: CatalogLoader,
  { signal, known, quiet }: WatchOptions,
): AsyncGenerator<CatalogSnapshot, void, void> {
  if (signal.aborted) return;
  await using watcher = new FolderWatcher(loader.nodepackDir, { quiet, counts: isOfInterest });
  const end = () => void watcher[Symbol.asyncDispose]();
  signal.addEventListener("abort", end);
  try {
    let version = known?.version;
    let touched: Set<string> | undefined = new Set<string>();
    while (touched !== undefined) {
      const change = watcher.next();
      const catalog = await loadUntil(change, loader, touched);
      if (catalog !== undefined && catalog.version !== version && !signal.aborted) {
        version = catalog.version;
        yield catalog;
      }
      const next = await change;
      // What was not loaded to the end is still to be tried.
      touched = next && catalog === undefined ? next.union(touched) : next;
    }
  } finally {
    signal.removeEventListener("abort", end);
  }
}

/** Loads the catalog; undefined when there is a change, or the end, before it is loaded. */
async function loadUntil(
  change: Promise<unknown>,
  loader: CatalogLoader,
  touched: ReadonlySet<string>,
): Promise<CatalogSnapshot | undefined> {
  const attempt = new AbortController();
  let isDone = false;
  // Where watching fails, loading goes on: the failure is thrown when the change is waited for.
  change.then(() => isDone || attempt.abort(), () => {});
  try {
    return await loader.load(attempt.signal, touched);
  } catch (error) {
    if (attempt.signal.aborted) return undefined;
    throw error;
  } finally {
    isDone = true;
  }
}

/** Code, JSON and folders; not what editors put beside the files that they save. */
function isOfInterest(path: string): boolean {
  if (/(^|[/\\])(\.|node_modules([/\\]|$))/.test(path)) return false;
  return ["", ".ts", ".tsx", ".mts", ".js", ".jsx", ".mjs", ".json", ".jsonc"].includes(
    extname(basename(path)),
  );
}
