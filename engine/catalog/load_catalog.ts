import { fileURLToPath } from "node:url";
import { versionOf } from "./catalog_version.ts";
import { type DiscoveredPack, discoverNodepacks, type Discovery } from "./discover.ts";
import type { ExtractedPack } from "./extract_pack.ts";
import type { TurnTimes } from "./load_turns.ts";
import { type LoadedPack, mergePacks, separatePacks } from "./merge_packs.ts";
import type { CatalogSnapshot, InspectNodepack, Nodepack } from "./types.ts";

/** What a catalog is loaded from. */
export interface CatalogOptions {
  /** The folder that holds the nodepacks. */
  nodepackDir: string;
  /** Loads a pack in a host and says what is in it. */
  inspect: InspectNodepack;
  /** Path of the module that nodepacks import as `psynapse`; that of this project unless given. */
  engineFile?: string;
  /** The Deno that runs `deno doc`; this one unless given. */
  execPath?: string;
  /** A catalog that was loaded before, as from a build: packs that are still as they were then are not loaded. */
  known?: CatalogSnapshot;
  /** How long packs may take before the others are told of. */
  times?: TurnTimes;
}

/** Loads a catalog once. Never rejects for what is wrong with packs: see {@link CatalogLoader.load}. */
export function loadCatalog(
  options: CatalogOptions & { signal?: AbortSignal },
): Promise<CatalogSnapshot> {
  return new CatalogLoader(options).load(options.signal);
}

/** Loads a catalog again and again; packs that have not changed since are kept as they are. */
export class CatalogLoader {
  readonly #options: CatalogOptions;
  readonly #engineFile: string;
  readonly #loaded = new Map<string, ExtractedPack>();
  #imported: ReadonlySet<string> = new Set();

  constructor(options: CatalogOptions) {
    this.#options = options;
    this.#engineFile = options.engineFile ?? fileURLToPath(new URL("../op.ts", import.meta.url));
    for (const loaded of separatePacks(options.known)) {
      this.#keep({ ...loaded, failed: loaded.problems.length > 0, outside: new Map() });
    }
  }

  /** The folder that holds the nodepacks. */
  get nodepackDir(): string {
    return this.#options.nodepackDir;
  }

  /** Files that packs import though they are neither code nor JSON, relative to that folder. */
  get imported(): ReadonlySet<string> {
    return this.#imported;
  }

  /**
   * Loads what has changed. What is wrong with packs becomes problems.
   *
   * @param touched names of packs that are tried again when they failed before, though nothing in them changed
   * @param onPartial gets what is ready when some packs take long, whose problem is that they are still loading, and
   * the names of these
   * @throws the signal's reason when it aborts; packs that were loaded by then are kept for the next time
   */
  async load(
    signal?: AbortSignal,
    touched?: ReadonlySet<string>,
    onPartial?: (catalog: CatalogSnapshot, loading: string[]) => void,
  ): Promise<CatalogSnapshot> {
    const discovery = await discoverNodepacks(this.#options.nodepackDir);
    signal?.throwIfAborted();
    const names = new Set(discovery.packs.map(({ pack }) => pack.name));
    for (const name of this.#loaded.keys()) if (!names.has(name)) this.#loaded.delete(name);

    const { shared, packs } = discovery;
    this.#imported = new Set(packs.flatMap((it) => it.imported));
    const texts = new Map([...shared, ...packs.flatMap(({ sources }) => [...sources])]);
    const textOf = (path: string): string | undefined => texts.get(path);
    const changed = packs.filter(({ pack }) => {
      const known = this.#loaded.get(pack.name);
      const again = known?.failed === true && touched?.has(pack.name) === true;
      return again || known?.pack.version !== pack.version || known.pack.dir !== pack.dir ||
        [...known.outside].some(([path, text]) => textOf(path) !== text);
    });
    const onSlow = onPartial && ((pending: ReadonlySet<DiscoveredPack>) => {
      if (signal?.aborted === true) return;
      const loading = Array.from(pending, ({ pack }) => pack.name).sort();
      onPartial(this.#snapshot(discovery, pending), loading);
    });
    await this.#loadPacks(changed, discovery, textOf, { signal, onSlow });
    return this.#snapshot(discovery, new Set());
  }

  #snapshot(
    { packs: found, problems: general }: Discovery,
    pending: ReadonlySet<DiscoveredPack>,
  ): CatalogSnapshot {
    const loaded = found.flatMap((it): LoadedPack | [] =>
      pending.has(it) ? stillLoading(it.pack) : this.#loaded.get(it.pack.name) ?? []
    );
    const { ops, problems } = mergePacks(loaded);
    const packs = loaded.map(({ pack }) => pack);
    const content = { packs, ops, problems: [...general, ...problems] };
    return { version: versionOf(content), ...content };
  }

  async #loadPacks(
    discovered: DiscoveredPack[],
    discovery: Discovery,
    textOf: (path: string) => string | undefined,
    { signal, onSlow }: {
      signal: AbortSignal | undefined;
      onSlow: ((pending: ReadonlySet<DiscoveredPack>) => void) | undefined;
    },
  ): Promise<void> {
    const usable = discovered.filter(({ problems }) => problems.length === 0);
    for (const { pack, problems } of discovered) {
      if (problems.length === 0) continue;
      this.#keep({ pack, ops: [], problems, failed: true, outside: new Map() });
    }
    if (usable.length === 0) return;
    // A server that starts from a build's catalog does not wait for what reads packs.
    const { loadPacks } = await import("./load_packs.ts");
    await loadPacks(usable, {
      ...{ discovery, textOf, signal, onSlow, engineFile: this.#engineFile },
      inspect: this.#options.inspect,
      execPath: this.#options.execPath,
      times: this.#options.times,
      onLoaded: (loaded) => this.#keep(loaded),
    });
  }

  #keep(loaded: ExtractedPack): void {
    this.#loaded.set(loaded.pack.name, loaded);
  }
}

/** What is told of a pack while it loads. */
function stillLoading(pack: Nodepack): LoadedPack {
  const message = "It is still loading. Its ops are listed when it is ready.";
  return { pack, ops: [], problems: [{ pack: pack.name, message }] };
}
