import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { type Nodepack, OP_FILES, type OpFileName } from "../catalog/types.ts";

/**
 * The flags that name a pack's lock file, where it has one. It says which versions its packages have and spares Deno
 * their metadata, which an installation from lock files does not put in the cache.
 */
export function lockFlags(dir: string): string[] {
  const path = join(dir, "deno.lock");
  try {
    return Deno.statSync(path).isFile ? [`--lock=${path}`, "--frozen"] : ["--no-lock"];
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return ["--no-lock"];
    throw error;
  }
}

/** Folders that a pack's modules may be in: its own, and those beside it that packs share (`_…`). */
export function moduleFolders(dir: string): string[] {
  const parent = dirname(dir);
  const shared = Array.from(Deno.readDirSync(parent))
    .filter((entry) => entry.isDirectory && entry.name.startsWith("_"));
  return [dir, ...shared.map((entry) => join(parent, entry.name))];
}

/**
 * The import map of a host, as a data URL: the pack's own `imports`, `psynapse`, and the pack's files under the names
 * that `engine/host/pack_files.ts` imports.
 */
export function importMap(pack: Nodepack, dir: string = pack.dir): string {
  const base = pathToFileURL(`${dir}/`);
  const imports: Record<string, string> = {};
  for (const [name, target] of Object.entries(pack.imports)) {
    imports[name] = /^\.{0,2}\//.test(target) ? new URL(target, base).href : target;
    const isPackage = /^(npm|jsr):/.test(target) && !name.endsWith("/");
    // As in a deno.json: a package's name stands for its subpaths too.
    if (isPackage) imports[`${name}/`] ??= `${target.replace(/^(npm|jsr):\/?/, "$1:/")}/`;
  }
  imports["psynapse"] = new URL("../op.ts", import.meta.url).href;
  for (const file of Object.keys(OP_FILES) as OpFileName[]) {
    imports[`#pack/${file.replace(".ts", "")}`] = pack.files.includes(file)
      ? new URL(file, base).href
      : "data:text/javascript,";
  }
  return `data:application/json,${encodeURIComponent(JSON.stringify({ imports }))}`;
}
