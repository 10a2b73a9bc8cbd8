import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import type { Nodepack, OpFileName } from "../catalog/types.ts";
import { importMap, lockFlags, moduleFolders } from "./host_modules.ts";
import { permissionRule } from "./permission_flags.ts";

/** A file of a pack that imports what it must not read. */
export interface ForbiddenImport {
  file: OpFileName;
  message: string;
}

/** What `deno info --json` says of a module, as far as it is used. */
interface ModuleInfo {
  specifier: string;
  imports: string[];
}

/**
 * Finds files of a pack that import local files outside its folder. Imports that Deno can see before it runs are
 * loaded without asking for permission, so they are looked at before a pack is loaded.
 */
export async function findForbiddenImports(
  pack: Nodepack,
  signal?: AbortSignal,
): Promise<ForbiddenImport[]> {
  // A compiled binary has no Deno to ask; there, imports do need the permissions of the pack's threads.
  if (Deno.build.standalone) return [];
  const read = permissionRule(pack.permissions, "read");
  if (read.allow === true && read.deny === false) return [];
  const dir = Deno.realPathSync(pack.dir);
  const modules = await readModules(pack, dir, signal);
  const op = fileURLToPath(new URL("../op.ts", import.meta.url));
  const allowed = [...moduleFolders(dir), ...(Array.isArray(read.allow) ? read.allow : [])];
  const isAllowed = (path: string) =>
    path === op || allowed.some((root) => path === root || path.startsWith(join(root, "/")));
  const found: ForbiddenImport[] = [];
  for (const file of pack.files) {
    const forbidden = reachable(modules, new URL(file, dirUrl(dir)).href)
      .filter((specifier) => specifier.startsWith("file:"))
      .map((specifier) => realPath(fileURLToPath(specifier)))
      .find((path) => path !== undefined && !isAllowed(path));
    if (forbidden === undefined) continue;
    found.push({
      file,
      message: `Imports "${relative(dir, forbidden)}", which is outside the pack's folder. ` +
        `Copy it into the folder, or allow reading it in the pack's deno.json.`,
    });
  }
  return found;
}

function dirUrl(dir: string): URL {
  const url = new URL("file:///");
  url.pathname = `${dir}/`;
  return url;
}

/** A file's path without links; undefined when there is no such file, which loading will tell. */
function realPath(path: string): string | undefined {
  try {
    return Deno.realPathSync(path);
  } catch {
    return undefined;
  }
}

function reachable(modules: Map<string, ModuleInfo>, root: string): string[] {
  const seen = new Set([root]);
  for (const specifier of seen) {
    for (const imported of modules.get(specifier)?.imports ?? []) seen.add(imported);
  }
  return Array.from(seen);
}

async function readModules(
  pack: Nodepack,
  dir: string,
  signal: AbortSignal | undefined,
): Promise<Map<string, ModuleInfo>> {
  const engine = dirname(dirname(fileURLToPath(import.meta.url)));
  const { success, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: [
      "info",
      "--json",
      "--no-config",
      ...lockFlags(dir),
      "--node-modules-dir=none",
      `--import-map=${importMap(pack, dir)}`,
      join(engine, "host", "pack_files.ts"),
    ],
    env: { NO_COLOR: "1" },
    stdin: "null",
    signal,
  }).output();
  const text = new TextDecoder();
  if (!success) {
    throw new Error(`Cannot look at the imports of pack "${pack.name}": ${text.decode(stderr)}`);
  }
  return parseModules(JSON.parse(text.decode(stdout)));
}

/** Reads the output of `deno info --json`: which module imports which, types left out. */
function parseModules(output: unknown): Map<string, ModuleInfo> {
  const modules = new Map<string, ModuleInfo>();
  const redirects = field(output, "redirects");
  for (const module of asList(field(output, "modules"))) {
    const specifier = field(module, "specifier");
    if (typeof specifier !== "string") continue;
    const imports = asList(field(module, "dependencies"))
      .map((dependency) => field(field(dependency, "code"), "specifier"))
      .filter((target) => typeof target === "string")
      .map((target) => field(redirects, target) as string | undefined ?? target);
    modules.set(specifier, { specifier, imports });
  }
  return modules;
}

function field(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null && Object.hasOwn(value, name)
    ? (value as Record<string, unknown>)[name]
    : undefined;
}

function asList(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}
