import { resolve } from "node:path";
import { fingerprint } from "./fingerprint.ts";
import { STATE_FOLDER } from "./install.ts";
import { runDeno } from "./run_deno.ts";

/** Where a pack names its packages. */
const CONFIG_FILES = ["deno.json", "deno.jsonc"];

/** What a pack's packages depend on. */
const PACK_FILES = [...CONFIG_FILES, "deno.lock"];

/** Fingerprints by folder of nodepacks, from when their packages were cached. */
const RECORD = `${STATE_FOLDER}/packs.json`;

/** The Deno that is to do the caching. */
export interface PacksOptions {
  /** Project folder, absolute. */
  root: string;
  /** The project's config file, absolute. */
  config: string;
  /** Whether a lock file that does not fit is an error, and so is a package that cannot be had. */
  frozen: boolean;
}

/**
 * Sees to it that the packages of the nodepacks in a folder are in Deno's cache. Where some cannot be
 * had, Deno says why, and it is tried again the next time: their ops are missing, the others work.
 *
 * @param folder folder of nodepacks, absolute; may be missing
 * @throws with `frozen`, where some cannot be had
 */
export async function ensurePacks(folder: string, options: PacksOptions): Promise<void> {
  const { root, config, frozen } = options;
  const files = await packFiles(folder);
  if (files.length === 0) return;
  const record = await readRecord(root);
  if (record[folder] === await fingerprint(folder, files)) return;
  const args = ["run", "--quiet", "-A", `--config=${config}`, "scripts/cache_packs.ts", folder];
  const code = await runDeno(frozen ? [...args, "--frozen"] : args, { cwd: root });
  if (code !== 0) {
    if (frozen) throw new Error(`Cannot get the packages of nodepacks in ${folder}, see above.`);
    return;
  }
  // Lock files may have been written, so what counts is what is there now.
  record[folder] = await fingerprint(folder, files);
  await Deno.mkdir(`${root}/${STATE_FOLDER}`, { recursive: true });
  await Deno.writeTextFile(`${root}/${RECORD}`, JSON.stringify(record));
}

/**
 * The folder of nodepacks that a command of ours names, absolute; undefined where it names none.
 *
 * @param args arguments of the command
 * @param cwd folder that relative paths start from
 */
export function namedPackFolder(
  args: readonly string[],
  env: (name: string) => string | undefined,
  cwd: string,
): string | undefined {
  const flag = "--nodepack-dir";
  const at = args.indexOf(flag);
  const joined = args.find((arg) => arg.startsWith(`${flag}=`))?.slice(flag.length + 1);
  // A flag that lacks its value is refused by the command itself.
  const path = joined ?? (at === -1 ? undefined : args[at + 1]) ?? env("NODEPACKS_DIR");
  return path ? resolve(cwd, path) : undefined;
}

/** The files that count of all packs that have a config, by path in the folder. */
async function packFiles(folder: string): Promise<string[]> {
  const files: string[] = [];
  try {
    for await (const { name, isDirectory } of Deno.readDir(folder)) {
      if (!isDirectory) continue;
      const present = await Array.fromAsync(Deno.readDir(`${folder}/${name}`), (it) => it.name);
      if (CONFIG_FILES.some((file) => present.includes(file))) {
        files.push(...PACK_FILES.map((file) => `${name}/${file}`));
      }
    }
  } catch (error) {
    // Whoever loads the nodepacks says what is wrong with their folder.
    if (error instanceof Deno.errors.NotFound) return [];
    if (error instanceof Deno.errors.NotADirectory) return [];
    throw error;
  }
  return files;
}

async function readRecord(root: string): Promise<Record<string, unknown>> {
  try {
    return Object(JSON.parse(await Deno.readTextFile(`${root}/${RECORD}`)));
  } catch (error) {
    if (error instanceof Deno.errors.NotFound || error instanceof SyntaxError) return {};
    throw error;
  }
}
