import { createHash } from "node:crypto";
import { basename, join, resolve } from "node:path";
import { errorMessage } from "../core/errors.ts";
import type { Problem } from "../core/schema.ts";
import { CONFIG_FILES, EMPTY_CONFIG, type PackConfig, parsePackConfig } from "./pack_config.ts";
import { readImported } from "./imported_files.ts";
import { type Nodepack, OP_FILES, type OpFileName } from "./types.ts";

/** A nodepack with the texts of its files. */
export interface DiscoveredPack {
  pack: Nodepack;
  /** Texts of all its code and JSON files, by absolute path. */
  sources: ReadonlyMap<string, string>;
  /** Files that its modules import and that are neither, relative to the folder of nodepacks. */
  imported: readonly string[];
  /** Paths in it that are no part of it: hidden folders and the like. */
  unread: readonly string[];
  /** What is wrong with it; a pack with any has no ops. */
  problems: Problem[];
}

/** What is in a folder of nodepacks. */
export interface Discovery {
  /** Name of the folder, the first part of every {@link OpSchema.filepath}. */
  folder: string;
  /** In name order. */
  packs: DiscoveredPack[];
  /** Texts of files that packs share: those in folders whose names begin with `_`. */
  shared: ReadonlyMap<string, string>;
  /** Paths in those folders that are no part of them, as of packs. */
  unread: readonly string[];
  /** Problems that belong to no pack, or to folders that are none. */
  problems: Problem[];
}

const OP_FILE_NAMES = Object.keys(OP_FILES) as OpFileName[];
/** What the code of a pack is made of; a lock file says which packages it gets. */
const SOURCE = /\.(ts|tsx|mts|js|jsx|mjs|json|jsonc)$|^deno\.lock$/;

/** What is found in a folder and those in it. */
interface Found {
  sources: Map<string, string>;
  /** What is neither read nor told: what is hidden, `node_modules`, links, and what is no file. */
  unread: string[];
  /** Links, and what is neither file nor folder: reading it may never end. */
  refused: { path: string; isLink: boolean }[];
  problems: Problem[];
}

/**
 * Finds the nodepacks in a folder and reads their files. Folders without op files, files, and what begins with `.` or
 * `_` are no packs. Symbolic links are followed nowhere: a pack that has some has no ops. Never rejects for what is on
 * the disk: that becomes a problem.
 */
export async function discoverNodepacks(nodepackDir: string): Promise<Discovery> {
  const discovery: Discovery = {
    folder: basename(resolve(nodepackDir)),
    packs: [],
    shared: new Map(),
    unread: [],
    problems: [],
  };
  let root: string;
  let entries: Deno.DirEntry[];
  try {
    root = await Deno.realPath(nodepackDir);
    entries = await Array.fromAsync(Deno.readDir(root));
  } catch (error) {
    discovery.problems.push({ message: describeFolderError(nodepackDir, error) });
    return discovery;
  }
  const names = entries.filter((it) => !it.name.startsWith(".") && it.name !== "node_modules");
  const shared = names.filter((it) => it.isDirectory && it.name.startsWith("_"));
  const beside: Found = { sources: new Map(), unread: [], refused: [], problems: [] };
  for (const { name } of shared) await readSources(join(root, name), beside);
  discovery.problems.push(...beside.problems, ...beside.refused.map((it) => refusal(it, root)));
  discovery.shared = beside.sources;
  discovery.unread = beside.unread;
  const candidates = names.filter((it) => !it.name.startsWith("_")).sort(byName);
  const found = await Promise.all(
    candidates.map((entry) => readPack(root, entry, discovery)),
  );
  discovery.packs.push(...found.flatMap((it) => it ?? []));
  return discovery;
}

/** Whether two names are in order: by code unit, so that it does not depend on the language. */
function byName(a: { name: string }, b: { name: string }): number {
  return a.name < b.name ? -1 : 1;
}

function describeFolderError(folder: string, error: unknown): string {
  if (error instanceof Deno.errors.NotFound) {
    return `The nodepacks folder ${folder} does not exist. Create it, or name another with --nodepack-dir.`;
  }
  if (error instanceof Deno.errors.NotADirectory) {
    return `The nodepacks folder ${folder} is a file. Name a folder with --nodepack-dir.`;
  }
  return `The nodepacks folder ${folder} cannot be read: ${errorMessage(error)}`;
}

async function readPack(
  root: string,
  entry: Deno.DirEntry,
  { folder, shared, problems }: Discovery,
): Promise<DiscoveredPack | undefined> {
  const { name } = entry;
  const dir = join(root, name);
  if (entry.isSymlink) {
    if (await holdsOpFiles(dir)) problems.push({ pack: name, message: LINKED });
    return undefined;
  }
  if (!entry.isDirectory) return undefined;
  const found: Found = { sources: new Map(), unread: [], refused: [], problems: [] };
  await readSources(dir, found);
  const { sources, unread, refused } = found;
  const opFiles = OP_FILE_NAMES.map((file) => join(dir, file));
  const files = OP_FILE_NAMES.filter((_, i) => sources.has(opFiles[i]));
  const isPack = files.length > 0 || refused.some(({ path }) => opFiles.includes(path));
  if (!isPack && found.problems.length === 0) return undefined;
  const own = [...found.problems, ...refused.map((it) => refusal(it, dir))]
    .map((it) => ({ pack: name, ...it }));
  const { config, file } = readConfig(dir, sources);
  if (!config.ok) {
    const { message, line } = config;
    const at = `${folder}/${name}/${file}`;
    own.push({ pack: name, file: at, message, ...(line === undefined ? {} : { line }) });
  }
  const { imports, permissions } = config.ok ? config : { imports: {}, permissions: {} };
  const unusable = refused.map(({ path }) => [path.slice(dir.length), "\0"] as [string, string]);
  const pack = { name, dir, files, imports, permissions };
  const imported = await readImported(pack, new Map([...shared, ...sources]), root);
  const version = hash([
    ...relative(dir, sources),
    ...relative(root, shared),
    ...relative(root, imported),
    ...unusable,
  ]);
  return {
    pack: { ...pack, version },
    sources,
    imported: Array.from(imported.keys(), (path) => path.slice(root.length + 1)),
    unread,
    problems: own,
  };
}

/** What is wrong with a link or special file in a folder. */
function refusal({ path, isLink }: Found["refused"][number], folder: string): Problem {
  const name = JSON.stringify(path.slice(folder.length + 1));
  const message = isLink
    ? `${name} is a symbolic link. Links are not followed in nodepacks: put what it leads to in its place, or, where ` +
      `ops only read it, allow its own path under "read".`
    : `${name} is neither a file nor a folder, but a pipe, socket or device. Remove it.`;
  return { message };
}

const LINKED =
  "This folder is a symbolic link, which is not followed. Move the nodepack itself here.";

async function holdsOpFiles(dir: string): Promise<boolean> {
  const stats = await Promise.allSettled(OP_FILE_NAMES.map((file) => Deno.stat(join(dir, file))));
  return stats.some((it) => it.status === "fulfilled");
}

function readConfig(
  dir: string,
  sources: ReadonlyMap<string, string>,
): { config: PackConfig; file: string } {
  for (const file of CONFIG_FILES) {
    const text = sources.get(join(dir, file));
    if (text !== undefined) return { config: parsePackConfig(text, dir), file };
  }
  return { config: EMPTY_CONFIG, file: CONFIG_FILES[0] };
}

/** Reads code and JSON in a folder and those in it. */
async function readSources(dir: string, found: Found): Promise<void> {
  try {
    for (const entry of await Array.fromAsync(Deno.readDir(dir))) {
      const path = join(dir, entry.name);
      if (entry.name.startsWith(".") || entry.name === "node_modules") found.unread.push(path);
      else if (entry.isDirectory) await readSources(path, found);
      else if (!entry.isFile) {
        found.unread.push(path);
        found.refused.push({ path, isLink: entry.isSymlink });
      } else if (SOURCE.test(entry.name)) found.sources.set(path, await Deno.readTextFile(path));
    }
  } catch (error) {
    // A file that has just been deleted or renamed is gone; the watcher looks again.
    if (error instanceof Deno.errors.NotFound) return;
    found.problems.push({
      message: `The folder ${basename(dir)} cannot be read: ${errorMessage(error)}`,
    });
  }
}

function relative(dir: string, sources: ReadonlyMap<string, string>): [string, string][] {
  return [...sources].map(([path, text]) => [path.slice(dir.length), text]);
}

function hash(files: [string, string][]): string {
  const sum = createHash("sha256");
  for (const [path, text] of files.sort(([a], [b]) => (a < b ? -1 : 1))) {
    // The lengths keep a name apart from its text, and a file from the next.
    sum.update(`${path.length} ${text.length}\n${path.replaceAll("\\", "/")}${text}`);
  }
  return sum.digest("hex").slice(0, 32);
}
