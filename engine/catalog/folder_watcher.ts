import { dirname, relative, resolve, sep } from "node:path";
import { PipeWatch } from "./pipe_watch.ts";

/** How a {@link FolderWatcher} works. */
export interface FolderWatcherOptions {
  /** Milliseconds without a further change after which changes are told; 50 unless given. */
  quiet?: number;
  /** Milliseconds after which they are told in any case; 1,000 unless given. */
  longest?: number;
  /** Whether a change of that path, which is relative to the folder, counts; all do unless given. */
  counts?: (path: string) => boolean;
}

interface OpenWatcher {
  watcher: Deno.FsWatcher;
  ended: Promise<void>;
}

/**
 * Watches a folder and what is in it. The folder need not be there: it is watched from when it comes, also when it
 * goes and comes again. Ends when it is disposed of.
 */
export class FolderWatcher implements AsyncDisposable {
  readonly #root: string;
  readonly #options: Required<FolderWatcherOptions>;
  readonly #pipes: PipeWatch;
  #watchers: OpenWatcher[] = [];
  #rewatching: Promise<void> | undefined;
  #isStale = false;
  #changed = new Set<string>();
  #firstChange = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #waiting: (() => void) | undefined;
  #isReady = false;
  #isClosed = false;
  #failure: { error: unknown } | undefined;

  constructor(folder: string, options: FolderWatcherOptions = {}) {
    this.#root = resolve(folder);
    const { quiet = 50, longest = 1_000, counts = () => true } = options;
    this.#options = { quiet, longest, counts };
    this.#pipes = new PipeWatch(this.#root);
    try {
      this.#watch();
    } catch (error) {
      this.#fail(error);
    }
  }

  /**
   * Waits for changes, those since the last call included.
   *
   * @returns names of the folder's entries that they are in, "" for the folder itself; undefined when it is closed
   * @throws what watching failed with
   */
  async next(): Promise<Set<string> | undefined> {
    if (!this.#isReady && !this.#isClosed && this.#failure === undefined) {
      await new Promise<void>((resolve) => this.#waiting = resolve);
    }
    if (this.#isClosed) return undefined;
    if (this.#failure !== undefined) throw this.#failure.error;
    const changed = this.#changed;
    this.#changed = new Set();
    this.#isReady = false;
    return changed;
  }

  /** Ends watching; who waits gets undefined. Resolves when nothing of it is left. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#isClosed = true;
    clearTimeout(this.#timer);
    this.#waiting?.();
    await this.#unwatch();
    await this.#rewatching;
    this.#pipes.close();
  }

  #watch(): void {
    // The nearest folder above that exists tells when the folder comes or goes. It is watched before one looks for
    // what is below, which may come at any time.
    const above = foldersAbove(this.#root);
    let nearest = above.findIndex((path) => this.#open(path, false));
    // What has come below it meanwhile is watched too; a file, or what may not be read, stays unwatched.
    while (nearest > 0 && this.#open(above[nearest - 1], false)) nearest--;
    this.#open(this.#root, true);
  }

  async #unwatch(): Promise<void> {
    await this.#pipes.look();
    const watchers = this.#watchers;
    this.#watchers = [];
    for (const { watcher } of watchers) watcher.close();
    await Promise.all(watchers.map((it) => it.ended));
  }

  #open(path: string, recursive: boolean): boolean {
    let watcher: Deno.FsWatcher;
    try {
      watcher = Deno.watchFs(path, { recursive });
    } catch (error) {
      // Whether it may be read is told by those who read it.
      if (
        error instanceof Deno.errors.NotFound || error instanceof Deno.errors.NotADirectory ||
        error instanceof Deno.errors.PermissionDenied || error instanceof Deno.errors.NotCapable
      ) return false;
      throw error;
    }
    const ended = this.#follow(watcher, recursive).catch((error) => this.#fail(error));
    this.#watchers.push({ watcher, ended });
    return true;
  }

  async #follow(watcher: Deno.FsWatcher, inside: boolean): Promise<void> {
    for await (const { kind, paths } of watcher) {
      if (kind === "access" || this.#isClosed) continue;
      if (inside) this.#note(paths);
      else if (paths.some((path) => this.#isOnTheWay(path))) this.#rewatch();
    }
  }

  /** Watches anew, once for all changes that come while it does. */
  #rewatch(): void {
    this.#isStale = true;
    this.#rewatching ??= this.#watchWhileStale()
      .catch((error) => this.#fail(error))
      .finally(() => this.#rewatching = undefined);
  }

  async #watchWhileStale(): Promise<void> {
    while (this.#isStale && !this.#isClosed) {
      this.#isStale = false;
      // Deno ends all watching of a path when one watcher of it ends, so that the new must wait for the old.
      await this.#unwatch();
      if (!this.#isClosed) this.#watch();
    }
    // What changed while nothing was watched is found by looking.
    this.#tell("");
  }

  #isOnTheWay(path: string): boolean {
    return path === this.#root || this.#root.startsWith(path + sep);
  }

  #note(paths: string[]): void {
    for (const path of paths) {
      const inner = relative(this.#root, path);
      if (this.#options.counts(inner)) this.#tell(inner.split(sep)[0]);
    }
  }

  #tell(name: string): void {
    if (this.#isClosed) return;
    const now = performance.now();
    if (this.#changed.size === 0) this.#firstChange = now;
    this.#changed.add(name);
    clearTimeout(this.#timer);
    const left = this.#firstChange + this.#options.longest - now;
    this.#timer = setTimeout(() => {
      this.#isReady = true;
      this.#waiting?.();
    }, Math.max(0, Math.min(this.#options.quiet, left)));
  }

  #fail(error: unknown): void {
    this.#failure ??= { error };
    this.#waiting?.();
  }
}

/** The folders that the path is in, the nearest first. */
function foldersAbove(path: string): string[] {
  const parent = dirname(path);
  return parent === path ? [] : [parent, ...foldersAbove(parent)];
}
