import { dirname, relative, resolve, sep } from "node:path";

/** How a {@link FolderWatcher} works. */
export interface FolderWatcherOptions {
  /** Milliseconds without a further change after which changes are told; 50 unless given. */
  quiet?: number;
  /** Milliseconds after which they are told in any case; 1,000 unless given. */
  longest?: number;
  /** Whether a change of that path counts; all do unless given. */
  counts?: (path: string) => boolean;
}

/**
 * Watches a folder and what is in it. The folder need not be there: it is watched from when it comes, also when it
 * goes and comes again. Ends when it is disposed of.
 */
export class FolderWatcher implements Disposable {
  readonly #root: string;
  readonly #options: Required<FolderWatcherOptions>;
  #watchers: Deno.FsWatcher[] = [];
  #changed = new Set<string>();
  #firstChange = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #waiting: (() => void) | undefined;
  #isReady = false;
  #isClosed = false;

  constructor(folder: string, options: FolderWatcherOptions = {}) {
    this.#root = resolve(folder);
    this.#options = { quiet: 50, longest: 1_000, counts: () => true, ...options };
    this.#watch();
  }

  /**
   * Waits for changes, those since the last call included.
   *
   * @returns names of the folder's entries that they are in; undefined when the watcher is closed
   */
  async next(): Promise<Set<string> | undefined> {
    if (!this.#isReady && !this.#isClosed) {
      await new Promise<void>((resolve) => this.#waiting = resolve);
    }
    if (this.#isClosed) return undefined;
    const changed = this.#changed;
    this.#changed = new Set();
    this.#isReady = false;
    return changed;
  }

  /** Ends watching; who waits gets undefined. */
  [Symbol.dispose](): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    clearTimeout(this.#timer);
    this.#unwatch();
    this.#waiting?.();
  }

  #watch(): void {
    this.#unwatch();
    this.#open(this.#root, true);
    // The nearest folder above that exists tells when the folder comes or goes.
    for (let parent = dirname(this.#root);; parent = dirname(parent)) {
      if (this.#open(parent, false) || parent === dirname(parent)) return;
    }
  }

  #unwatch(): void {
    for (const watcher of this.#watchers) watcher.close();
    this.#watchers = [];
  }

  #open(path: string, recursive: boolean): boolean {
    let watcher: Deno.FsWatcher;
    try {
      watcher = Deno.watchFs(path, { recursive });
    } catch (error) {
      // Whether it may be read is told by those who read it.
      if (
        error instanceof Deno.errors.NotFound || error instanceof Deno.errors.PermissionDenied ||
        error instanceof Deno.errors.NotADirectory
      ) return false;
      throw error;
    }
    this.#watchers.push(watcher);
    void this.#follow(watcher, recursive);
    return true;
  }

  async #follow(watcher: Deno.FsWatcher, inside: boolean): Promise<void> {
    for await (const { kind, paths } of watcher) {
      if (kind === "access") continue;
      if (inside) this.#note(paths);
      else if (paths.some((path) => this.#isOnTheWay(path)) && !this.#isClosed) {
        this.#watch();
        this.#tell("");
      }
    }
  }

  #isOnTheWay(path: string): boolean {
    return path === this.#root || this.#root.startsWith(path + sep);
  }

  #note(paths: string[]): void {
    for (const path of paths) {
      const [name] = relative(this.#root, path).split(sep);
      if (this.#options.counts(path)) this.#tell(name);
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
}
