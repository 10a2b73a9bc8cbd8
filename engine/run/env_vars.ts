import { permissionRule } from "../catalog/permission_rule.ts";
import type { PackPermissions, PermissionValue } from "../catalog/types.ts";
import { PsynapseError } from "../core/errors.ts";
import { isSecretName, passwordsIn } from "../core/secret_values.ts";

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
 * What a host needs of the server's environment to run at all, whatever its pack may read: where programs, caches and
 * temporary files are, the language, and how the network is reached.
 */
const NEEDED = new RegExp(
  "^(" + [
    "PATH|PATHEXT|HOME|USERPROFILE|HOMEDRIVE|HOMEPATH|APPDATA|LOCALAPPDATA|XDG_CACHE_HOME",
    "SYSTEMROOT|SYSTEMDRIVE|WINDIR|COMSPEC|PROGRAMDATA|NUMBER_OF_PROCESSORS",
    "TMPDIR|TEMP|TMP|TZ|LANG|LANGUAGE|LC_.*|NO_COLOR|FORCE_COLOR",
    "SSL_CERT_(FILE|DIR)|((HTTP|HTTPS|ALL|NO)_PROXY)",
    "LD_LIBRARY_PATH|DYLD_.*LIBRARY_PATH|NPM_CONFIG_REGISTRY",
    "DENO_(?!.*(TOKEN|AUTH)).*",
  ].join("|") + ")$",
  "i",
);

/**
 * The whole environment of a host: of the run's variables, and of the server's, those that its pack may read, and what
 * any host needs. What a pack may not read is not there to be found.
 *
 * @param server the server's environment
 */
export function hostVariables(
  permissions: PackPermissions,
  envVars: Record<string, string>,
  server: Record<string, string> = Deno.env.toObject(),
): Record<string, string> {
  const isShown = shownBy(permissions);
  return {
    ...pick(server, (name) => NEEDED.test(name) || isShown(name)),
    ...hostEnvironment(pick(envVars, isShown), (name) => server[name]),
  };
}

/** Those of a run's variables that reach the hosts of a pack. */
export function reachingVariables(
  permissions: PackPermissions,
  envVars: Record<string, string>,
): Record<string, string> {
  return pick(envVars, shownBy(permissions));
}

/** Variables of desktops and shells whose names look like secrets; their values are words and paths. */
const NO_SECRETS = /^(PWD|OLDPWD)$|SESSION|^SSH_|^GPG_|KEYBOARD|KEYMAP|^XAUTHORITY$/i;

/**
 * The secrets of the server's own environment that ops of these packs may read: variables whose names say so, and
 * addresses with a password. What others hold, such as the name of the machine, only looks like a secret.
 *
 * @param server the server's environment; without it, no pack is asked about
 */
export function serverSecrets(
  packs: Iterable<{ permissions: PackPermissions }>,
  server: () => Record<string, string> = () => Deno.env.toObject(),
): Record<string, string> {
  const shown = Array.from(packs, ({ permissions }) => permissions)
    .filter((it) => permissionRule(it, "env").allow !== false)
    .map(shownBy);
  if (shown.length === 0) return {};
  const variables = server();
  return pick(variables, (name) => {
    const isSecret = (isSecretName(name) && !NO_SECRETS.test(name)) ||
      passwordsIn(variables[name]).length > 0;
    return isSecret && shown.some((isShown) => isShown(name));
  });
}

function shownBy(permissions: PackPermissions): (name: string) => boolean {
  const { allow, deny } = permissionRule(permissions, "env");
  return (name) => covers(allow, name) && !covers(deny, name);
}

function pick(
  from: Record<string, string>,
  isPicked: (name: string) => boolean,
): Record<string, string> {
  return Object.fromEntries(Object.entries(from).filter(([name]) => isPicked(name)));
}

/** Whether a permission covers a variable; `AWS_*` stands for all names that begin so, as in Deno. */
function covers(value: PermissionValue, name: string): boolean {
  if (typeof value === "boolean") return value;
  return value.some((it) => it.endsWith("*") ? name.startsWith(it.slice(0, -1)) : it === name);
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
