import { existsSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { CONFIG_FILES } from "../catalog/pack_config.ts";
import { mayRead, permissionRule } from "../catalog/permission_rule.ts";
import type { Nodepack } from "../catalog/types.ts";
import { PsynapseError } from "../core/errors.ts";
import type { HostPack } from "../host/denied_access.ts";
import { PERMISSION_NAMES, type ThreadPermissions } from "../host/protocol.ts";
import { importMap, lockFlags, moduleFolders } from "./host_modules.ts";
import { permissionFlags } from "./permission_flags.ts";

/** How a host of a pack is started. */
export interface HostCommand {
  command: string;
  args: string[];
  /** Permissions of the threads that run ops. */
  permissions: ThreadPermissions;
  /** Paths that these threads may read when they start and must not when they load the pack. */
  revokeRead: string[];
  /** The pack, for messages to its user. */
  pack: HostPack;
  /** Address of the folder to load the pack's files from; absent where the host has an import map for them. */
  modules?: string;
}

/** A way to start hosts. */
export interface HostLauncher {
  /** Whether this process has to start its hosts in this way. */
  detect(): boolean;
  /** The command for a pack; `maxHeap` in MiB where the host's memory is to be bound. */
  command(pack: Nodepack, maxHeap?: number): HostCommand;
}

/** The first argument of a compiled binary that is to be a host. */
export const HOST_ARGUMENT = "__host";

/** The ways to start a host; the first that is detected serves. */
export const HOST_LAUNCHERS = {
  binary: binaryLauncher(Deno.execPath(), []),
  deno: { detect: () => true, command: denoCommand },
} satisfies Record<string, HostLauncher>;

/** The way in which this process starts hosts. */
export function detectLauncher(): HostLauncher {
  return Object.values(HOST_LAUNCHERS).find((launcher) => launcher.detect())!;
}

const ENGINE = dirname(fileURLToPath(new URL(".", import.meta.url)));

/** Deno itself: the pack's permissions are flags of the process. */
function denoCommand(pack: Nodepack, maxHeap?: number): HostCommand {
  const dir = Deno.realPathSync(pack.dir);
  // The main thread, which runs no op, reads the modules of the threads that do.
  const modules = [ENGINE, ...moduleFolders(dir)];
  return {
    command: Deno.execPath(),
    args: [
      "run",
      "--quiet",
      "--no-prompt",
      "--no-config",
      ...lockFlags(dir),
      "--cached-only",
      "--node-modules-dir=none",
      "--unstable-worker-options",
      `--import-map=${importMap(pack, dir)}`,
      ...(maxHeap === undefined ? [] : [`--v8-flags=--max-old-space-size=${maxHeap}`]),
      ...permissionFlags(pack.permissions, modules),
      join(ENGINE, "host", "entry.ts"),
    ],
    permissions: INHERITED,
    pack: describePack(pack, dir),
    revokeRead: modules.filter((path) => !mayRead(pack.permissions, path)),
  };
}

function describePack({ name, permissions }: Nodepack, dir: string): HostPack {
  const file = CONFIG_FILES.find((file) => existsSync(join(dir, file))) ?? CONFIG_FILES[0];
  const denied: HostPack["denied"] = {};
  for (const kind of PERMISSION_NAMES) {
    const { deny } = permissionRule(permissions, kind);
    if (deny !== false) denied[kind] = deny;
  }
  return { name, dir, config: `${basename(dirname(dir))}/${name}/${file}`, denied };
}

/** Nothing but the permissions of the process, which has the pack's flags. */
const INHERITED = Object.fromEntries(
  PERMISSION_NAMES.map((name) => [name, "inherit"]),
) as ThreadPermissions;

/**
 * A compiled binary, which starts itself again. Its flags are fixed, so the pack's permissions are those of the threads
 * alone; they may read the pack's folder as well, as its modules are not known before.
 *
 * @param args arguments in front of {@link HOST_ARGUMENT}
 */
export function binaryLauncher(command: string, args: string[]): HostLauncher {
  return {
    detect: () => Deno.build.standalone,
    command(pack) {
      const dir = Deno.realPathSync(pack.dir);
      return {
        command,
        args: [...args, HOST_ARGUMENT],
        permissions: threadPermissions(pack, [...moduleFolders(dir), join(ENGINE, "op.ts")]),
        pack: describePack(pack, dir),
        revokeRead: [],
        modules: `${pathToFileURL(dir)}/`,
      };
    },
  };
}

function threadPermissions({ name, permissions }: Nodepack, modules: string[]): ThreadPermissions {
  const entries = PERMISSION_NAMES.map((kind) => {
    const { allow, deny } = permissionRule(permissions, kind);
    if (deny !== false) {
      throw new PsynapseError(
        "catalog",
        `The deno.json of pack "${name}" denies "${kind}", which a compiled binary cannot do. ` +
          `Allow only what it needs instead.`,
      );
    }
    return [kind, kind === "read" && allow !== true ? [...(allow || []), ...modules] : allow];
  });
  return Object.fromEntries(entries);
}
