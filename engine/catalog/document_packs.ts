import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { availableParallelism } from "node:os";
import { denoDoc, type DocOptions, type DocResult } from "./deno_doc.ts";
import type { DiscoveredPack } from "./discover.ts";
import { DocIndex } from "./doc_index.ts";
import type { ModuleDoc } from "./doc_model.ts";
import {
  docImportMap,
  type ImportMap,
  type PackModules,
  PackResolver,
  reachableModules,
  specifiersIn,
  STUB,
} from "./import_map.ts";
import { mapConcurrently } from "./map_concurrently.ts";
import { type Fence, fencedAddress, fenceImports, isInside } from "./module_fence.ts";
import type { OpFileName } from "./types.ts";

/** A pack with its modules, and what `deno doc` said of them. */
export interface DocumentedPack extends PackModules {
  /** Modules of files that could not be described are missing. */
  docs: DocIndex;
  /** Why there are no types for a file. */
  failures: ReadonlyMap<OpFileName, Extract<DocResult, { ok: false }>>;
}

/** What documenting needs. */
export interface DocumentOptions extends Omit<DocOptions, "importMap"> {
  /** Path of the module that nodepacks import as `psynapse`. */
  engineFile: string;
  /** Text of a file that packs may import, by its path: their own, those of other packs, and shared ones. */
  textOf: (path: string) => string | undefined;
  /** Paths beside the packs that nothing is read from. */
  unread: readonly string[];
}

/** Windows takes command lines of 32,767 characters. */
const MAX_ARGUMENTS = 24_000;

/**
 * Describes the modules of packs with one run of `deno doc`. When that fails, each op file is described alone, so that
 * those that are broken are found and cost only themselves.
 *
 * @returns the packs in the order in which they were given
 */
export async function documentPacks(
  discovered: readonly DiscoveredPack[],
  options: DocumentOptions,
): Promise<DocumentedPack[]> {
  const { engineFile, textOf } = options;
  const packs = discovered.map(({ pack }): PackModules => {
    const resolver = new PackResolver(pack, engineFile);
    const entries = pack.files.map((file) => join(pack.dir, file));
    return { pack, resolver, modules: reachableModules(entries, resolver, textOf) };
  });
  const docOptions: DocOptions = { ...options, importMap: fencedMap(discovered, packs, options) };
  const modules = new Map<string, ModuleDoc>();
  for (const group of groupsOf(packs)) {
    const files = new Set(group.flatMap((it) => [...it.modules.keys()]));
    const result = files.size === 0 ? undefined : await denoDoc([engineFile, ...files], docOptions);
    if (result?.ok === false) return await documentFiles(packs, textOf, docOptions, engineFile);
    for (const [path, module] of result?.modules ?? []) modules.set(path, module);
  }
  // One index serves all: making it takes as long as there are modules.
  const docs = new DocIndex(modules, engineFile);
  return packs.map((pack) => ({ ...pack, docs, failures: new Map() }));
}

const JSON_STUB = "data:application/json,null";

/** Packs see each other's types, and those of psynapse, and nothing else. */
function fencedMap(
  discovered: readonly DiscoveredPack[],
  packs: PackModules[],
  { engineFile, unread }: DocumentOptions,
): ImportMap {
  const fence: Fence = {
    folders: [
      ...new Set([...packs.map(({ pack }) => pack.dir), engineFile].map((it) => dirname(it))),
    ],
    files: [],
    except: [...unread, ...discovered.flatMap((it) => it.unread)],
  };
  const { imports, scopes } = docImportMap(packs, engineFile);
  for (const scope of Object.values(scopes)) {
    for (const [name, address] of Object.entries(scope)) {
      scope[name] = fencedAddress(address, fence);
    }
  }
  return { imports: { ...fenceImports(fence), ...outsideStubs(packs, fence), ...imports }, scopes };
}

/** What modules import from outside has no types, and must not keep Deno from reading the others. */
function outsideStubs(packs: PackModules[], fence: Fence): Record<string, string> {
  const stubs: Record<string, string> = {};
  for (const { resolver, modules } of packs) {
    for (const [from, text] of modules) {
      for (const specifier of specifiersIn(text)) {
        const path = resolver.path(specifier, from);
        if (path === undefined || isInside(path, fence)) continue;
        stubs[pathToFileURL(path).href] = path.endsWith(".json") ? JSON_STUB : STUB;
      }
    }
  }
  return stubs;
}

/** Parts that fit on a command line: nearly always one. */
function groupsOf(packs: PackModules[]): PackModules[][] {
  const groups: PackModules[][] = [];
  let room = 0;
  for (const pack of packs) {
    const size = [...pack.modules.keys()].reduce((sum, path) => sum + path.length + 10, 0);
    if (groups.length === 0 || size > room) {
      groups.push([]);
      room = MAX_ARGUMENTS;
    }
    groups.at(-1)?.push(pack);
    room -= size;
  }
  return groups;
}

async function documentFiles(
  packs: PackModules[],
  textOf: (path: string) => string | undefined,
  options: DocOptions,
  engineFile: string,
): Promise<DocumentedPack[]> {
  const jobs = packs.flatMap((it) => it.pack.files.map((file) => ({ ...it, file })));
  const results = await mapConcurrently(
    jobs,
    availableParallelism(),
    async ({ pack, resolver, file }) => {
      const entry = join(pack.dir, file);
      const modules = reachableModules([entry], resolver, textOf);
      return { pack, file, result: await denoDoc([engineFile, ...modules.keys()], options) };
    },
  );
  return packs.map((it) => {
    const modules = new Map<string, ModuleDoc>();
    const failures = new Map<OpFileName, Extract<DocResult, { ok: false }>>();
    for (const { pack, file, result } of results) {
      if (pack !== it.pack) continue;
      if (!result.ok) failures.set(file, result);
      else for (const [path, module] of result.modules) modules.set(path, module);
    }
    return { ...it, docs: new DocIndex(modules, engineFile), failures };
  });
}
