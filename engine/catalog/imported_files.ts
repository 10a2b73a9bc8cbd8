import { createHash } from "node:crypto";
import { sep } from "node:path";
import { PackResolver, specifiersIn } from "./import_map.ts";
import type { Nodepack } from "./types.ts";

/** Modules, in which imports are looked for. */
const MODULE = /\.(ts|tsx|mts|js|jsx|mjs)$/;

/**
 * Reads what modules of a pack import that is no code and no JSON: WebAssembly, and files taken as text or bytes. They
 * are part of what its ops do. Imports whose specifier is computed are not found.
 *
 * @param pack its name, folder and `imports`
 * @param sources texts of its modules and of those that packs share, by path
 * @param root the folder that holds the nodepacks: what is outside is not read
 * @returns digests of the files, by path
 */
export async function readImported(
  pack: Omit<Nodepack, "version">,
  sources: ReadonlyMap<string, string>,
  root: string,
): Promise<ReadonlyMap<string, string>> {
  const resolver = new PackResolver({ ...pack, version: "" }, "");
  const paths = new Set<string>();
  for (const [from, text] of sources) {
    if (!MODULE.test(from)) continue;
    for (const specifier of specifiersIn(text)) {
      const path = resolver.path(specifier, from);
      if (path?.startsWith(root + sep) && !sources.has(path)) paths.add(path);
    }
  }
  const digests = await Promise.all(Array.from(paths).sort().map(digestOf));
  return new Map(digests.flatMap((it) => it === undefined ? [] : [it]));
}

async function digestOf(path: string): Promise<[path: string, digest: string] | undefined> {
  try {
    // A pipe would hold this up.
    if (!(await Deno.lstat(path)).isFile) return undefined;
    return [path, createHash("sha256").update(await Deno.readFile(path)).digest("hex")];
  } catch {
    // Not there, or not to be read: loading the pack says so.
    return undefined;
  }
}
