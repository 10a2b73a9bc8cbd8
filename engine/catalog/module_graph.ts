import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { PsynapseError } from "../core/errors.ts";
import { FormReader } from "../core/form.ts";
import { isObject, own } from "../core/own.ts";
import { runDenoTool, type ToolOptions } from "./deno_tool.ts";
import type { ImportMap } from "./import_map.ts";
import { type Fence, fencedAddress, fenceImports, meantPath } from "./module_fence.ts";
import type { Nodepack } from "./types.ts";

/** An import of code or data, static or with a specifier that can be read. Those of types alone are left out. */
export interface GraphImport {
  /** As it is written. */
  specifier: string;
  /** The address that it leads to; absent when it leads nowhere. */
  address?: string;
  /** 1-based; absent when Deno does not tell. */
  line?: number;
  column?: number;
}

/** The imports of modules by path, or by address for those that are no files. */
export type ModuleGraph = ReadonlyMap<string, readonly GraphImport[]>;

/** What the graph of packs is made with. */
export interface GraphOptions extends Omit<ToolOptions, "files" | "importMap"> {
  /** What may be read. */
  fence: Fence;
  /** Path of the module that nodepacks import as `psynapse`. */
  engineFile: string;
}

/**
 * Asks `deno info --json` which modules the op files of packs lead to, under the import maps of their hosts. Of several
 * packs, each has its imports in its own folder alone, so that files that they share see none.
 *
 * @returns undefined where there is no Deno
 * @throws PsynapseError "catalog" when Deno cannot tell; the signal's reason when it aborts
 */
export async function moduleGraph(
  packs: readonly Nodepack[],
  { fence, engineFile, ...options }: GraphOptions,
): Promise<ModuleGraph | undefined> {
  const entries = packs.flatMap(({ dir, files }) => files.map((file) => join(dir, file)));
  const root = entries.map((path) => `import ${JSON.stringify(pathToFileURL(path).href)};\n`);
  const result = await runDenoTool("info", ["root.ts"], {
    ...options,
    importMap: graphImportMap(packs, fence, engineFile),
    files: { "root.ts": root.join("") },
  });
  if ("message" in result && result.isMissing) return undefined;
  if ("message" in result) throw new PsynapseError("catalog", result.message);
  if (!result.success) {
    const reason = /^error: (.*)$/m.exec(result.stderr)?.[1] ?? "it gave no reason";
    throw new PsynapseError("catalog", reason);
  }
  return parseInfoOutput(result.stdout);
}

function graphImportMap(
  packs: readonly Nodepack[],
  fence: Fence,
  engineFile: string,
): ImportMap {
  const imports = {
    ...fenceImports(fence),
    psynapse: pathToFileURL(engineFile).href,
  };
  const own = packs.map((pack): [string, Record<string, string>] => [
    `${pathToFileURL(pack.dir)}/`,
    hostImports(pack.imports, fence),
  ]);
  if (own.length !== 1) return { imports, scopes: Object.fromEntries(own) };
  return { imports: { ...own[0][1], ...imports }, scopes: {} };
}

function hostImports(imports: Nodepack["imports"], fence: Fence): Record<string, string> {
  const map: Record<string, string> = {};
  for (const [name, address] of Object.entries(imports)) {
    map[name] = fencedAddress(address, fence);
    // As in a deno.json: a package's name stands for its subpaths too.
    const isPackage = /^(npm|jsr):/.test(address) && !name.endsWith("/");
    if (isPackage) map[`${name}/`] ??= `${address.replace(/^(npm|jsr):\/?/, "$1:/")}/`;
  }
  return map;
}

/** The form of `deno info --json` that is read here. */
const FORMAT = 1;

const read = new FormReader("catalog");

/**
 * Reads the output of `deno info --json`.
 *
 * @throws PsynapseError "catalog" when it is not JSON of the form that is known
 */
export function parseInfoOutput(output: string): ModuleGraph {
  let json: unknown;
  try {
    json = JSON.parse(output);
  } catch (cause) {
    throw new PsynapseError("catalog", `"deno info" gave no JSON`, { cause });
  }
  const info = read.object(json, "deno info");
  const version = own(info, "version");
  if (version !== FORMAT) {
    throw new PsynapseError(
      "catalog",
      `"deno info" gave JSON of version ${version}, but version ${FORMAT} is what is read here: ` +
        `use the version of Deno that the README names`,
    );
  }
  return new Map(
    read.list(own(info, "modules"), "modules").map((it, i): [string, GraphImport[]] => {
      const at = `modules[${i}]`;
      const module = read.object(it, at);
      const url = read.name(own(module, "specifier"), `${at}.specifier`);
      const imports = read.list(own(module, "dependencies") ?? [], `${at}.dependencies`);
      return [
        meantPath(url) ?? url,
        imports.flatMap((it, i) => parseImport(it, `${at}.dependencies[${i}]`)),
      ];
    }),
  );
}

function parseImport(json: unknown, at: string): GraphImport[] {
  const dependency = read.object(json, at);
  const code = own(dependency, "code");
  if (code === undefined) return [];
  const { specifier: address, span } = read.object(code, `${at}.code`);
  return [{
    specifier: read.name(own(dependency, "specifier"), `${at}.specifier`),
    ...(typeof address === "string" ? { address } : {}),
    ...placeOf(span),
  }];
}

function placeOf(span: unknown): { line?: number; column?: number } {
  const start = isObject(span) ? span.start : undefined;
  if (!isObject(start)) return {};
  const { line, character } = start;
  return typeof line === "number" && typeof character === "number"
    ? { line: line + 1, column: character + 1 }
    : {};
}
