import { PsynapseError } from "../core/errors.ts";

/** Variables that change the runtime itself, below the permissions of a pack. */
const RESERVED = /^(LD_|DYLD_|DENO_|V8_)|^(NODE_OPTIONS|NPM_CONFIG_.*)$/i;

/**
 * Refuses environment variables that would change the host rather than be read by its ops.
 *
 * @throws {PsynapseError} "bad_request" that names the variable.
 */
export function checkEnvVars(envVars: Record<string, string>): void {
  for (const name of Object.keys(envVars)) {
    if (!RESERVED.test(name)) continue;
    throw new PsynapseError(
      "bad_request",
      `env_vars.${name} cannot be set for a run: it changes the runtime that runs the ops. Set it for the server.`,
      { field: `env_vars.${name}` },
    );
  }
}

/**
 * The environment of a host beside the server's: a run's variables and, where these would lead Deno to another cache,
 * the server's own. Without it a run that sets `HOME` would find none of its packs' npm packages.
 *
 * @param server reads a variable of the server
 */
export function hostEnvironment(
  envVars: Record<string, string>,
  server: (name: string) => string | undefined = (name) => Deno.env.get(name),
  os: typeof Deno.build.os = Deno.build.os,
): Record<string, string> {
  const isMoved = ["HOME", "XDG_CACHE_HOME"].some((name) => Object.hasOwn(envVars, name));
  if (!isMoved || server("DENO_DIR")) return envVars;
  const cache = cacheFolder(server, os);
  return cache === undefined ? envVars : { ...envVars, DENO_DIR: `${cache}/deno` };
}

/** The user's folder for caches, as Deno finds it; undefined where no variable moves it. */
function cacheFolder(
  server: (name: string) => string | undefined,
  os: typeof Deno.build.os,
): string | undefined {
  const home = server("HOME");
  if (os === "windows") return undefined;
  if (os === "darwin") return home && `${home}/Library/Caches`;
  return server("XDG_CACHE_HOME") || (home && `${home}/.cache`);
}
