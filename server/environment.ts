import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import type { ConfigSource } from "../config.ts";
import type { Surroundings } from "./access.ts";

/** Folder of the project, or of what a compiled binary has inside. */
export const HOME = fileURLToPath(new URL("..", import.meta.url)).replace(/[\\/]$/, "");

/**
 * Where this process's settings come from.
 *
 * @param args arguments after the command
 */
export function processSource(args: readonly string[]): ConfigSource {
  return { args, env: (name) => Deno.env.get(name), cwd: callersFolder(), home: HOME, isFolder };
}

/** Where this server runs. */
export function surroundings(): Surroundings {
  // Deno Deploy's marks.
  const isDeployed = Deno.env.has("DENO_DEPLOY") || Deno.env.has("DENO_DEPLOYMENT_ID");
  return { isDeployed, machine: Deno.hostname() };
}

/** A path that the user wrote, as an absolute one. */
export function userPath(path: string): string {
  return resolve(callersFolder(), path);
}

/** The folder that the user is in. `deno task` changes to the project's and keeps the other in `INIT_CWD`. */
function callersFolder(): string {
  const initial = Deno.build.standalone ? undefined : Deno.env.get("INIT_CWD");
  return initial === undefined ? Deno.cwd() : resolve(initial);
}

function isFolder(path: string): boolean {
  try {
    return Deno.statSync(path).isDirectory;
  } catch {
    // Missing or not to be seen: either way it is no folder for us.
    return false;
  }
}
