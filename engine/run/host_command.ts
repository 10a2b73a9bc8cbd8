import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { type Nodepack, OP_FILES, type OpFileName } from "../catalog/types.ts";
import { PERMISSION_NAMES, type ThreadPermissions } from "../host/protocol.ts";
import { permissionFlags, permissionRule } from "./permission_flags.ts";

/** How a host of a pack is started. */
export interface HostCommand {
  command: string;
  args: string[];
  /** See `StartMessage`. */
  permissions: ThreadPermissions;
}

/** A way to start hosts. */
interface HostLauncher {
  /** Whether this process has to start its hosts in this way. */
  detect(): boolean;
  command(pack: Nodepack, maxHeap: number | undefined): HostCommand;
}

const ENGINE = dirname(fileURLToPath(new URL(".", import.meta.url)));

/** The ways to start a host; the first that is detected serves. */
export const HOST_LAUNCHERS: Record<"subprocess", HostLauncher> = {
  subprocess: { detect: () => true, command: subprocessCommand },
};

/** The command that starts a host of a pack. */
export function hostCommand(pack: Nodepack, maxHeap?: number): HostCommand {
  return HOST_LAUNCHERS.subprocess.command(pack, maxHeap);
}

function subprocessCommand(pack: Nodepack, maxHeap: number | undefined): HostCommand {
  const dir = Deno.realPathSync(pack.dir);
  const { allow } = permissionRule(pack.permissions, "read");
  // The main thread, which runs no op, reads the modules of the threads that do.
  const modules = [ENGINE, ...moduleFolders(dir)];
  return {
    command: Deno.execPath(),
    args: [
      "run",
      "--quiet",
      "--no-prompt",
      "--no-config",
      lockFlag(dir),
      "--cached-only",
      "--node-modules-dir=none",
      "--unstable-worker-options",
      `--import-map=${importMap(pack, dir)}`,
      ...(maxHeap === undefined ? [] : [`--v8-flags=--max-old-space-size=${maxHeap}`]),
      ...permissionFlags(pack.permissions, modules),
      join(ENGINE, "host", "entry.ts"),
    ],
    permissions: { ...INHERITED, read: allow },
  };
}

/**
 * The flag that names a pack's lock file, where it has one. It says which versions its packages have
 * and spares Deno their metadata, which an installation from lock files does not put in the cache.
 */
export function lockFlag(dir: string): string {
  const path = join(dir, "deno.lock");
  try {
    return Deno.statSync(path).isFile ? `--lock=${path}` : "--no-lock";
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return "--no-lock";
    throw error;
  }
}

/** A pack's lock file says which versions of its packages are there. */
export function lockFlags(dir: string): string[] {
  const lock = join(dir, "deno.lock");
  return isThere(lock) ? [`--lock=${lock}`, "--frozen"] : ["--no-lock"];
}

function isThere(path: string): boolean {
  try {
    Deno.statSync(path);
    return true;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
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

/** Nothing but the permissions of the process, which has the pack's flags. */
const INHERITED = Object.fromEntries(
  PERMISSION_NAMES.map((name) => [name, "inherit"]),
) as ThreadPermissions;

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
