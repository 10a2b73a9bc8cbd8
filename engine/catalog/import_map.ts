import { dirname, resolve, sep as SEPARATOR } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import type { Nodepack } from "./types.ts";

/** An import map as Deno reads it. */
export interface ImportMap {
  imports: Record<string, string>;
  scopes: Record<string, Record<string, string>>;
}

/**
 * Stands for modules that types are not followed into: those of packages. `deno doc` neither fetches nor reads them,
 * and works offline.
 */
export const STUB = "data:text/typescript,export {}";

const MODULE = /\.(ts|tsx|mts|js|jsx|mjs)$/;

/**
 * The specifiers that a text may import from. Those in comments and texts are among them, which does no harm:
 * each is only said to exist.
 */
export function specifiersIn(source: string): string[] {
  const found = source.matchAll(/(?:\bfrom|\bimport)\s*\(?\s*(["'])([^"'\\\n]+)\1/g);
  return [...new Set(Array.from(found, ([, , specifier]) => specifier))];
}

/** Resolves what modules of a pack import. */
export class PackResolver {
  readonly #imports: Record<string, string>;
  readonly #engineFile: string;
  readonly #prefixes: string[];

  /** @param engineFile path of the module that nodepacks import as `psynapse` */
  constructor(pack: Nodepack, engineFile: string) {
    this.#imports = withSubpaths(pack.imports);
    this.#engineFile = engineFile;
    // The longest prefix counts, as in import maps.
    this.#prefixes = Object.keys(this.#imports).filter((it) => it.endsWith("/"))
      .sort((a, b) => b.length - a.length);
  }

  /** Path of the module; undefined when it is none on this disk. */
  path(specifier: string, from: string): string | undefined {
    if (specifier === "psynapse") return this.#engineFile;
    if (/^\.{0,2}\//.test(specifier)) return resolve(dirname(from), decode(specifier));
    const address = this.mapped(specifier) ?? specifier;
    return address.startsWith("file:") ? fileURLToPath(address) : undefined;
  }

  /** The address that the pack's imports give; undefined when they do not know the specifier. */
  mapped(specifier: string): string | undefined {
    const imports = this.#imports;
    if (Object.hasOwn(imports, specifier)) return imports[specifier];
    const prefix = this.#prefixes.find((it) => specifier.startsWith(it));
    return prefix === undefined ? undefined : imports[prefix] + specifier.slice(prefix.length);
  }
}

/** As in a deno.json, the name of a package stands for its subpaths too. */
function withSubpaths(imports: Record<string, string>): Record<string, string> {
  const packages = Object.entries(imports)
    .filter(([name, address]) => !name.endsWith("/") && /^(npm|jsr):/.test(address));
  const subpaths = packages.map(([name, address]) => [`${name}/`, `${address}/`]);
  return { ...Object.fromEntries(subpaths), ...imports };
}

function decode(specifier: string): string {
  try {
    return decodeURIComponent(specifier);
  } catch {
    return specifier;
  }
}

/** A pack as far as its modules go. */
export interface PackModules {
  pack: Nodepack;
  resolver: PackResolver;
  /** The modules that its op files lead to, themselves included, by path. */
  modules: ReadonlyMap<string, string>;
}

/** Follows imports from a file through the texts that are known. */
export function reachableModules(
  entries: string[],
  resolver: PackResolver,
  textOf: (path: string) => string | undefined,
): Map<string, string> {
  const modules = new Map<string, string>();
  const open = [...entries];
  for (let path = open.pop(); path !== undefined; path = open.pop()) {
    const text = modules.has(path) || !MODULE.test(path) ? undefined : textOf(path);
    if (text === undefined) continue;
    modules.set(path, text);
    for (const specifier of specifiersIn(text)) {
      const next = resolver.path(specifier, path);
      if (next !== undefined) open.push(next);
    }
  }
  return modules;
}

/** The import map under which `deno doc` reads all the packs at once: each pack has its own scope. */
export function docImportMap(packs: PackModules[], engineFile: string): ImportMap {
  const map: ImportMap = { imports: { psynapse: pathToFileURL(engineFile).href }, scopes: {} };
  for (const { pack, resolver, modules } of packs) {
    const own: Record<string, string> = {};
    for (const [path, text] of modules) {
      const stubs = specifiersIn(text).filter((it) => needsStub(it, resolver));
      // Files that packs share are outside of every pack's folder.
      const target = path.startsWith(pack.dir + SEPARATOR) ? own : map.imports;
      for (const specifier of stubs) target[specifier] = STUB;
    }
    for (const [name, address] of Object.entries(pack.imports)) {
      if (address.startsWith("file:")) own[name] ??= address;
    }
    map.scopes[`${pathToFileURL(pack.dir)}/`] = own;
  }
  return map;
}

/** Whether a specifier names a package or an address, of which nothing is read. */
function needsStub(specifier: string, resolver: PackResolver): boolean {
  if (specifier === "psynapse" || /^\.{0,2}\//.test(specifier)) return false;
  const address = resolver.mapped(specifier);
  return /^(npm|jsr|https?|node|bun):/.test(address ?? specifier);
}
