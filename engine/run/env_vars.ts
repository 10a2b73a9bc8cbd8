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
