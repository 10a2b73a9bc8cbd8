/**
 * What every task goes through: chooses where dependencies come from, installs them where they are
 * not, and runs Deno with the config file that goes with the choice. It imports nothing from outside
 * this folder and is run with `--no-config`, so that no import is resolved before the choice.
 *
 *     deno run -A --no-config scripts/launch.ts start --port 9000
 *     deno run -A --no-config scripts/launch.ts test -A tests/links
 *
 * @module
 */
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { CONFIG_FILES, DEPS_VARIABLE } from "./deps_mode.ts";
import { ensureBuilt } from "./ensure_built.ts";
import { ensurePacks, namedPackFolder } from "./ensure_packs.ts";
import { ensureInstalled, isFrozen } from "./install.ts";
import { runDeno } from "./run_deno.ts";

/** The server as it is developed: it restarts when what it runs, or a file it serves, changes. */
const DEV = ["run", "-A", "--watch=static/,routes/", "--no-clear-screen", "dev.ts"];
/** The server as it is built. */
const START = ["run", "-A", "cli.ts", "start"];

/** What Deno is to run for a command of ours, or of its own. */
function denoArgs(command: string, rest: readonly string[]): string[] {
  const isDev = command === "dev" || (command === "start" && rest.includes("--reload"));
  if (isDev) return [...DEV, ...rest];
  return command === "start" ? [...START, ...rest] : [command, ...rest];
}

/** What to check where nothing is named and JSR is there: all but `links/`, whose imports are npm-only. */
async function outsideLinks(root: string): Promise<string[]> {
  const paths: string[] = [];
  for await (const { name, isDirectory } of Deno.readDir(root)) {
    const isSource = isDirectory ? /^[a-z]/.test(name) : /\.tsx?$/.test(name);
    if (isSource && name !== "links" && name !== "node_modules") paths.push(name);
  }
  return paths.sort();
}

/** Folders of the nodepacks that may be loaded: the project's, and the one that a command of ours names. */
function packFolders(root: string, args: readonly string[]): Set<string> {
  const cwd = Deno.env.get("INIT_CWD") ?? Deno.cwd();
  const named = args.includes("cli.ts") || args.includes("dev.ts")
    ? namedPackFolder(args, (name) => Deno.env.get(name), cwd)
    : undefined;
  return new Set([`${root}/nodepacks`, ...(named === undefined ? [] : [named])]);
}

async function launch([command, ...rest]: readonly string[], root: string): Promise<number> {
  if (command === undefined) throw new Error("Name a Deno subcommand, or: start, dev");
  const mode = await ensureInstalled(root);
  const config = `${root}/${CONFIG_FILES[mode]}`;
  const frozen = await isFrozen(root, mode);
  const [subcommand, ...args] = denoArgs(command, rest);
  for (const folder of packFolders(root, args)) await ensurePacks(folder, { root, config, frozen });
  const needsBuild = args[1] === "cli.ts" && args[2] === "start" && !rest.includes("--help") &&
    !rest.includes("-h");
  if (needsBuild) await ensureBuilt(root, config);
  if (command === "check" && args.length === 0 && mode === "jsr") {
    args.push(...await outsideLinks(root));
  }
  const flags = [`--config=${config}`, ...(frozen ? ["--frozen"] : [])];
  return await runDeno([subcommand, ...flags, ...args], {
    cwd: root,
    env: { [DEPS_VARIABLE]: mode },
  });
}

try {
  Deno.exit(await launch(Deno.args, dirname(dirname(fileURLToPath(import.meta.url)))));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  Deno.exit(1);
}
