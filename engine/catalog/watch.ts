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
  await using watcher = new FolderWatcher(loader.nodepackDir, {
    quiet,
    counts: (path) => isOfInterest(path) || loader.imported.has(path),
  });
  const end = () => void watcher[Symbol.asyncDispose]();
  signal.addEventListener("abort", end);
  try {
    let version = known?.version;
    let touched: Set<string> | undefined = new Set<string>();
    while (touched !== undefined) {
      const change = watcher.next();
      const loading = loadUntil(change, loader, touched);
      let step = await loading.next();
      for (; step.done !== true; step = await loading.next()) {
        if (step.value.version === version || signal.aborted) continue;
        version = step.value.version;
        yield step.value;
      }
      const next = await change;
      // What was not loaded to the end is still to be tried.
      touched = next && step.value === "changed" ? next.union(touched) : next;
    }
  } finally {
    signal.removeEventListener("abort", end);
  }
}

/**
 * Loads the catalog: gives what is ready when some packs take long, and then all of it.
 *
 * @returns whether it was loaded to the end, or there was a change, or the end, before
 */
async function* loadUntil(
  change: Promise<unknown>,
  loader: CatalogLoader,
  touched: ReadonlySet<string>,
): AsyncGenerator<CatalogSnapshot, "loaded" | "changed", void> {
  const attempt = new AbortController();
  let latest: CatalogSnapshot | undefined;
  let isDone = false;
  let news = Promise.withResolvers<void>();
  const take = (catalog: CatalogSnapshot) => {
    latest = catalog;
    news.resolve();
  };
  // Where watching fails, loading goes on: the failure is thrown when the change is waited for.
  change.then(() => isDone || attempt.abort(), () => {});
  const loading = loader.load(attempt.signal, touched, take).then(take).finally(() => {
    isDone = true;
    news.resolve();
  });
  // It is waited for below.
  loading.catch(() => {});
  try {
    while (!isDone || latest !== undefined) {
      await news.promise;
      news = Promise.withResolvers<void>();
      const catalog = latest;
      latest = undefined;
      if (catalog !== undefined && (isDone || !attempt.signal.aborted)) yield catalog;
    }
    await loading;
    return "loaded";
  } catch (error) {
    if (attempt.signal.aborted) return "changed";
    throw error;
  } finally {
    if (!isDone) attempt.abort();
    await loading.catch(() => {});
  }
}

/** Code, JSON and folders; not what editors put beside the files that they save. */
function isOfInterest(path: string): boolean {
  if (/(^|[/\\])(\.|node_modules([/\\]|$))/.test(path)) return false;
  return ["", ".ts", ".tsx", ".mts", ".js", ".jsx", ".mjs", ".json", ".jsonc"].includes(
    extname(basename(path)),
  );
}
