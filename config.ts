import { isAbsolute, resolve } from "node:path";
import { parseArgs } from "node:util";
import { LIMIT_OPTIONS, readLimits } from "./config_limits.ts";
import { PsynapseError } from "./engine/core/errors.ts";
import type { Limits } from "./engine/core/limits.ts";

/** Settings of the server, checked. */
export interface ServerConfig {
  /** Address to listen on. */
  host: string;
  /** 0 lets the system choose. */
  port: number;
  /** Absolute folder of the nodepacks. It may be missing: that is a listed problem, not an error. */
  nodepackDir: string;
  /** Absolute folder of the example workflows; may be missing. */
  workflowDir: string;
  /** Origins of other sites whose pages may call the server; `*` admits all. */
  corsOrigins: string[];
  /** What clients must show to be let in; undefined lets the server decide by its address. */
  token: string | undefined;
  /** Names that the server answers to beside its own, in lower case; `*` admits all. */
  allowedHosts: string[];
  /** Largest request body, in bytes. */
  bodyLimit: number;
  /** What runs and their hosts may use at most. */
  limits: Limits;
  /** Restart when the server's own sources change. */
  reload: boolean;
}

/** Where settings come from. */
export interface ConfigSource {
  /** Arguments after the command: `["--port", "9000"]`. */
  args: readonly string[];
  /** Reads an environment variable; `Deno.env.get` where there is one. */
  env: (name: string) => string | undefined;
  /** Folder that relative paths start from, absolute. */
  cwd: string;
  /** Folder that holds `nodepacks/` and `workflows/` where `cwd` has none, absolute. */
  home: string;
  /** Whether there is a folder at a path. */
  isFolder: (path: string) => boolean;
}

/** What `start` was asked for. */
export type StartRequest = { help: true } | {
  help: false;
  config: ServerConfig;
};

const MIB = 1024 * 1024;

/** Flags that say where nodepacks are, for every command. */
export const NODEPACK_OPTIONS = {
  "nodepack-dir": { type: "string" },
  help: { type: "boolean", short: "h" },
} as const;

const START_OPTIONS = {
  ...NODEPACK_OPTIONS,
  host: { type: "string" },
  port: { type: "string" },
  "workflow-dir": { type: "string" },
  token: { type: "string" },
  "body-limit": { type: "string" },
  reload: { type: "boolean" },
  ...LIMIT_OPTIONS,
} as const;

/**
 * Reads the flags of `start` and the environment (`HOST`, `PORT`, `NODEPACKS_DIR`, `WORKFLOWS_DIR`, `PSYNAPSE_TOKEN`,
 * `ALLOWED_HOSTS`, `CORS_ORIGINS`, `BODY_LIMIT`, and those of the limits). A flag wins over the environment.
 *
 * @throws {PsynapseError} "bad_config" for an unknown flag or a value that cannot be; `details.field` is the flag or
 * variable
 */
export function readStartConfig(source: ConfigSource): StartRequest {
  const { values } = parseFlags(source.args, START_OPTIONS, { positionals: 0 });
  if (values.help) return { help: true };
  const pick = (
    flag: string | undefined,
    name: string,
    variable: string,
  ): Setting | undefined => {
    if (flag !== undefined) return { from: `--${name}`, text: flag };
    const text = source.env(variable);
    // An empty variable is how shells and compose files say "not set".
    return text === undefined || text === "" ? undefined : { from: variable, text };
  };
  const folders = {
    nodepacks: values["nodepack-dir"],
    workflows: values["workflow-dir"],
  };
  return {
    help: false,
    config: {
      host: parseHost(pick(values.host, "host", "HOST")),
      port: parsePort(pick(values.port, "port", "PORT")),
      nodepackDir: nodepackFolder(source, folders.nodepacks),
      workflowDir: folder(
        source,
        pick(folders.workflows, "workflow-dir", "WORKFLOWS_DIR"),
        "workflows",
      ),
      token: parseToken(pick(values.token, "token", "PSYNAPSE_TOKEN")),
      allowedHosts: parseHostNames(source.env("ALLOWED_HOSTS") ?? ""),
      corsOrigins: parseOrigins(source.env("CORS_ORIGINS") ?? ""),
      bodyLimit: parseBodyLimit(
        pick(values["body-limit"], "body-limit", "BODY_LIMIT"),
      ),
      limits: readLimits(values, source.env),
      reload: values.reload ?? false,
    },
  };
}

/** The folder of nodepacks, absolute: the flag's, else that of `NODEPACKS_DIR`, else `./nodepacks`. */
export function nodepackFolder(
  source: Omit<ConfigSource, "args">,
  flag: string | undefined,
): string {
  const variable = source.env("NODEPACKS_DIR");
  const setting = flag !== undefined
    ? { from: "--nodepack-dir", text: flag }
    : variable
    ? { from: "NODEPACKS_DIR", text: variable }
    : undefined;
  return folder(source, setting, "nodepacks");
}

type FlagOptions = Record<
  string,
  { type: "string" | "boolean"; short?: string; multiple?: boolean }
>;

/**
 * Reads command line flags.
 *
 * @param limits how many arguments that are no flags are allowed, unless `--help` is among the flags
 * @throws {PsynapseError} "bad_config" that names the flag or argument
 */
export function parseFlags<const Options extends FlagOptions>(
  args: readonly string[],
  options: Options,
  limits: { positionals: number },
): ReturnType<
  typeof parseArgs<{ options: Options; allowPositionals: true; strict: true }>
> {
  const parse = () =>
    parseArgs({
      args: [...args],
      options,
      allowPositionals: true,
      strict: true,
    });
  let parsed: ReturnType<typeof parse>;
  try {
    parsed = parse();
  } catch (cause) {
    // The first sentence names the flag; the others explain how `--` works.
    const message = cause instanceof Error ? cause.message.split(". ")[0] : String(cause);
    throw new PsynapseError("bad_config", message, { cause });
  }
  const extra = parsed.positionals[limits.positionals];
  if (extra !== undefined && !Object.hasOwn(parsed.values, "help")) {
    throw new PsynapseError("bad_config", `Unexpected argument '${extra}'`);
  }
  return parsed;
}

interface Setting {
  /** The flag or variable that it comes from. */
  from: string;
  text: string;
}

function bad(setting: Setting, wanted: string): PsynapseError {
  return new PsynapseError(
    "bad_config",
    `${setting.from} is "${setting.text}", but must be ${wanted}`,
    { field: setting.from },
  );
}

function parseHost(setting: Setting | undefined): string {
  if (setting === undefined) return "127.0.0.1";
  const host = setting.text.replace(/^\[(.*)\]$/, "$1");
  if (!/^[A-Za-z0-9.:%_-]+$/.test(host)) {
    throw bad(setting, "a host name or address, such as 127.0.0.1");
  }
  return host;
}

function parsePort(setting: Setting | undefined): number {
  if (setting === undefined) return 8000;
  const port = /^\d{1,5}$/.test(setting.text) ? Number(setting.text) : Number.NaN;
  if (!(port <= 65535)) throw bad(setting, "a whole number from 0 to 65535");
  return port;
}

function parseBodyLimit(setting: Setting | undefined): number {
  if (setting === undefined) return 64 * MIB;
  const mib = /^\d{1,5}(\.\d+)?$/.test(setting.text) ? Number(setting.text) : 0;
  if (mib <= 0) throw bad(setting, "a number of MiB above 0");
  return Math.floor(mib * MIB);
}

/** Tokens shorter than that can be guessed. */
const TOKEN_LENGTH = 16;

function parseToken(setting: Setting | undefined): string | undefined {
  if (setting === undefined) return undefined;
  if (setting.text.length >= TOKEN_LENGTH && /^[!-~]+$/.test(setting.text)) return setting.text;
  // It is a secret, even when it is a bad one: the message does not repeat it.
  throw new PsynapseError(
    "bad_config",
    `${setting.from} must have ${TOKEN_LENGTH} characters or more, and no blanks`,
    { field: setting.from },
  );
}

function parseHostNames(text: string): string[] {
  return listItems(text.toLowerCase()).map((name) => {
    if (
      name === "*" || (URL.canParse(`http://${name}`) && new URL(`http://${name}`).host === name)
    ) {
      return name;
    }
    throw bad(
      { from: "ALLOWED_HOSTS", text: name },
      "a list of host names without ports, with commas between, such as psynapse.example, or *",
    );
  });
}

function listItems(text: string): string[] {
  return text.split(",").map((part) => part.trim()).filter((part) => part !== "");
}

function parseOrigins(text: string): string[] {
  const origins = listItems(text);
  for (const origin of origins) {
    if (origin === "*") continue;
    const url = URL.canParse(origin) ? new URL(origin) : undefined;
    if (url?.origin !== origin || !/^https?:$/.test(url.protocol)) {
      throw bad(
        { from: "CORS_ORIGINS", text: origin },
        "a list of origins with commas between, such as https://example.com, or *",
      );
    }
  }
  return origins;
}

function folder(
  { cwd, home, isFolder }: Pick<ConfigSource, "cwd" | "home" | "isFolder">,
  setting: Setting | undefined,
  name: string,
): string {
  if (setting !== undefined) {
    if (setting.text === "") throw bad(setting, "a folder");
    return isAbsolute(setting.text) ? setting.text : resolve(cwd, setting.text);
  }
  const here = resolve(cwd, name);
  // A compiled binary carries its own; elsewhere `home` and `cwd` are mostly the same.
  return isFolder(here) ? here : resolve(home, name);
}
