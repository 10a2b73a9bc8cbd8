import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { type Nodepack, OP_FILES, type OpFileName } from "../catalog/types.ts";
import { permissionFlags, permissionRule } from "./permission_flags.ts";

/** How a host of a pack is started. */
export interface HostCommand {
  command: string;
  args: string[];
  /** See `StartMessage`. */
  revokeRead: string[];
  workerRead: boolean | string[] | undefined;
}

/** A way to start hosts. */
interface HostLauncher {
  /** Whether this process has to start its hosts in this way. */
  detect(): boolean;
  command(pack: Nodepack, files: readonly OpFileName[]): HostCommand;
}

const ENGINE = dirname(fileURLToPath(new URL(".", import.meta.url)));

/** The ways to start a host; the first that is detected serves. */
export const HOST_LAUNCHERS: Record<"subprocess", HostLauncher> = {
  subprocess: { detect: () => true, command: subprocessCommand },
};

/** The command that starts a host for these files of a pack. */
export function hostCommand(pack: Nodepack, files: readonly OpFileName[]): HostCommand {
  return HOST_LAUNCHERS.subprocess.command(pack, files);
}

function subprocessCommand(pack: Nodepack, files: readonly OpFileName[]): HostCommand {
  const dir = Deno.realPathSync(pack.dir);
  const { allow } = permissionRule(pack.permissions, "read");
  const inWorkers = files.some((file) => OP_FILES[file] !== "function");
  // A worker's modules are read with permissions: these two folders, until the workers can be made.
  const bootstrap = inWorkers && allow !== true
    ? [ENGINE, dir].filter((path) => !isCovered(path, allow || []))
    : [];
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
      ...permissionFlags(pack.permissions, bootstrap),
      join(ENGINE, "host", "entry.ts"),
    ],
    revokeRead: bootstrap,
    workerRead: inWorkers ? allow : undefined,
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

/** Whether one of the allowed paths is the path or holds it. */
function isCovered(path: string, allowed: string[]): boolean {
  return allowed.some((entry) => path === entry || path.startsWith(entry.replace(/\/?$/, "/")));
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
