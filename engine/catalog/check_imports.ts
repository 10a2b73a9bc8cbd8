import { dirname, join, relative, sep } from "node:path";
import { errorMessage } from "../core/errors.ts";
import type { Problem } from "../core/schema.ts";
import type { DiscoveredPack } from "./discover.ts";
import { PackResolver } from "./import_map.ts";
import { parsedGraph } from "./parsed_graph.ts";
import { ImportJudge } from "./import_verdict.ts";
import { isIn, meantPath } from "./module_fence.ts";
import {
  type GraphImport,
  type GraphOptions,
  type ModuleGraph,
  moduleGraph,
} from "./module_graph.ts";
import type { OpFileName } from "./types.ts";

/** What the check of a pack's imports found. */
export interface ImportCheck {
  /** The op files that lead to an import that is refused: they must not be loaded. */
  refused: OpFileName[];
  /** One for each such import, at its place. */
  problems: Problem[];
}

/** What imports are checked with. */
export interface CheckOptions extends Omit<GraphOptions, "fence"> {
  /** Name of the folder that holds the nodepacks. */
  folder: string;
  /** Paths of the modules that packs share. */
  shared: Iterable<string>;
  /** Text of a file of a pack, or that packs share, by its path. */
  textOf: (path: string) => string | undefined;
  /** Paths beside packs that are no part of what they share. */
  unread: readonly string[];
}

/** An import that is refused, and where it is written. */
interface Offence {
  path: string;
  message: string;
  place: Pick<GraphImport, "line" | "column">;
  files: Set<OpFileName>;
}

/** How long Deno may take to tell the modules of all packs, in milliseconds, before each is asked for alone. */
const PATIENCE = 5_000;

/**
 * Looks at what the modules of packs import before they are loaded. One call of `deno info` serves for all packs: Deno
 * reads modules without asking for permission, and tells where each import stands.
 */
export class ImportChecker {
  readonly #root: string | undefined;
  readonly #sharedFolders: string[];
  readonly #together: Promise<ModuleGraph | undefined>;

  /** Begins at once, with packs that have no problems. */
  constructor(packs: readonly DiscoveredPack[], private readonly options: CheckOptions) {
    this.#root = packs[0] && dirname(packs[0].pack.dir);
    const root = this.#root ?? "";
    const names = [...options.shared].map((path) => relative(root, path).split(sep)[0]);
    this.#sharedFolders = [...new Set(names)].map((name) => join(root, name));
    const isOne = packs.length < 2;
    // Where one of them keeps Deno from telling, it costs the others no more than this.
    this.#together = isOne
      ? Promise.resolve(undefined)
      : this.#graphOf(packs, PATIENCE).catch(() => undefined);
  }

  /**
   * Checks one of the packs.
   *
   * @throws the signal's reason when it aborts
   */
  async check(discovered: DiscoveredPack): Promise<ImportCheck> {
    const { pack, unread } = discovered;
    const { folder, engineFile, signal } = this.options;
    const hidden = [...unread, ...this.options.unread];
    const judge = new ImportJudge(pack, this.#sharedFolders, hidden, engineFile);
    let graph: ModuleGraph;
    try {
      graph = await this.#graph(discovered);
    } catch (error) {
      signal?.throwIfAborted();
      const message = `Its imports cannot be checked, so it is not loaded: ${errorMessage(error)}`;
      return { refused: pack.files, problems: [{ pack: pack.name, message }] };
    }
    const offences = new Map<string, Offence>();
    for (const file of pack.files) findOffences(file, join(pack.dir, file), graph, judge, offences);
    const found = [...offences.values()];
    return {
      refused: pack.files.filter((file) => found.some(({ files }) => files.has(file))),
      problems: found.map(({ path, message, place, files }) => ({
        pack: pack.name,
        file: `${folder}/${relative(this.#root ?? "", path).replaceAll(sep, "/")}`,
        ...place,
        message: `${message} Until then ${listed([...files])} not loaded.`,
      })),
    };
  }

  /** What all packs were asked for serves, unless the pack leads to modules that others have as well. */
  async #graph(discovered: DiscoveredPack): Promise<ModuleGraph> {
    const together = await this.#together;
    const { pack } = discovered;
    if (together !== undefined) {
      const entries = pack.files.map((file) => join(pack.dir, file));
      const isOwn = reachable(entries, together)
        .every((path) => !this.#sharedFolders.some((folder) => isIn(path, folder)));
      if (isOwn) return together;
    }
    const entries = pack.files.map((file) => join(pack.dir, file));
    const { engineFile, textOf } = this.options;
    return await this.#graphOf([discovered]) ??
      parsedGraph(entries, new PackResolver(pack, engineFile), textOf);
  }

  #graphOf(packs: readonly DiscoveredPack[], timeout?: number): Promise<ModuleGraph | undefined> {
    const { engineFile, unread, execPath, signal } = this.options;
    const fence = {
      folders: this.#root === undefined ? [] : [this.#root],
      files: [engineFile],
      except: [...unread, ...packs.flatMap((it) => it.unread)],
    };
    const options = { fence, engineFile, signal, timeout, execPath };
    return moduleGraph(packs.map(({ pack }) => pack), options);
  }
}

/** All modules that the entries lead to, themselves included. */
function reachable(entries: string[], graph: ModuleGraph): string[] {
  const found = new Set(entries);
  for (const key of found) {
    for (const { address } of graph.get(key) ?? []) {
      if (address !== undefined) found.add(keyOf(address));
    }
  }
  return [...found];
}

/** Walks from an op file and notes the imports that are refused, each once for all op files that lead to it. */
function findOffences(
  file: OpFileName,
  entry: string,
  graph: ModuleGraph,
  judge: ImportJudge,
  offences: Map<string, Offence>,
): void {
  /** Modules that are no files, data: URLs, have the place where they are imported. */
  const open: { key: string; path: string; place?: Offence["place"] }[] = [{
    key: entry,
    path: entry,
  }];
  const seen = new Set([entry]);
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { key, path } = next;
    for (const found of graph.get(key) ?? []) {
      const { line, column } = found;
      const place = next.place ??
        { ...(line === undefined ? {} : { line }), ...(column === undefined ? {} : { column }) };
      const message = judge.refusal(found);
      if (message !== undefined) {
        const id = JSON.stringify([path, place, message]);
        const offence = offences.get(id) ?? { path, message, place, files: new Set() };
        offence.files.add(file);
        offences.set(id, offence);
      } else if (found.address !== undefined) {
        const target = keyOf(found.address);
        // What psynapse imports itself is no pack's affair.
        if (seen.has(target) || target === judge.engineFile) continue;
        seen.add(target);
        const isFile = found.address.startsWith("file:");
        open.push(isFile ? { key: target, path: target } : { key: target, path, place });
      }
    }
  }
}

const keyOf = (address: string): string => meantPath(address) ?? address;

function listed(files: OpFileName[]): string {
  return files.length === 1
    ? `${files[0]} is`
    : `${files.slice(0, -1).join(", ")} and ${files.at(-1)} are`;
}
