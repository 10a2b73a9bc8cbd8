import { fileURLToPath } from "node:url";
import { LIMIT_NAMES, LIMITS } from "../../engine/core/limits.ts";
import { CONFIG_FILES, DEPS_VARIABLE } from "../../scripts/deps_mode.ts";
import { ensureBuilt } from "../../scripts/ensure_built.ts";

/** Folder of the project, absolute. */
export const PROJECT = fileURLToPath(new URL("../..", import.meta.url)).replace(/\/$/, "");

/** Variables that say what a command does; a test's own must not reach it. */
const SETTINGS = [
  ...LIMIT_NAMES.map((name) => LIMITS[name].variable),
  ...[
    "HOST",
    "PORT",
    "NODEPACKS_DIR",
    "WORKFLOWS_DIR",
    "CORS_ORIGINS",
    "BODY_LIMIT",
    "INIT_CWD",
    "PSYNAPSE_TOKEN",
    "ALLOWED_HOSTS",
  ],
];

/** How a command is run. */
export interface CommandOptions {
  /** Added to the environment. */
  env?: Record<string, string>;
  cwd?: string;
  /** Flags of Deno itself, in front of `cli.ts`. */
  flags?: readonly string[];
  /** Text for its standard input. */
  stdin?: string;
  /** What to run in the place of Deno and `cli.ts`. */
  command?: string;
  /** Milliseconds after which it is ended by force. */
  timeoutMs?: number;
}

/** What a command came to. */
export interface CommandResult {
  code: number;
  stdout: string;
  stderr: string;
}

/** The command that `deno task psynapse` runs, not started. */
export function psynapseCommand(args: readonly string[], options: CommandOptions): Deno.Command {
  const env = Object.fromEntries(
    Object.entries(Deno.env.toObject()).filter(([name]) => !SETTINGS.includes(name)),
  );
  const flags = [`--config=${configFile()}`, ...options.flags ?? []];
  const deno = ["run", "-A", ...flags, `${PROJECT}/cli.ts`];
  return new Deno.Command(options.command ?? Deno.execPath(), {
    args: options.command === undefined ? [...deno, ...args] : [...args],
    clearEnv: true,
    env: { ...env, NO_COLOR: "1", ...options.env },
    cwd: options.cwd ?? PROJECT,
    stdin: options.stdin === undefined ? "null" : "piped",
    stdout: "piped",
    stderr: "piped",
    signal: AbortSignal.timeout(options.timeoutMs ?? 60_000),
  });
}

/** Runs `psynapse` to its end. */
export async function psynapse(
  args: readonly string[],
  options: CommandOptions = {},
): Promise<CommandResult> {
  const child = psynapseCommand(args, options).spawn();
  if (options.stdin !== undefined) {
    const writer = child.stdin.getWriter();
    await writer.write(new TextEncoder().encode(options.stdin));
    await writer.close();
  }
  const { code, stdout, stderr } = await child.output();
  const decoder = new TextDecoder();
  return { code, stdout: decoder.decode(stdout), stderr: decoder.decode(stderr) };
}

/** A server that runs in a process of its own. */
export interface TestServer extends AsyncDisposable {
  /** Without a slash at the end. */
  readonly url: string;
  readonly pid: number;
  /** Asks it to leave; resolves with its exit code when it has. Safe to call twice. */
  stop(signal?: Deno.Signal): Promise<number>;
  /** What it has written to standard error. */
  stderr(): string;
}

/** Starts the built server on a free port. */
export async function startServer(
  args: readonly string[] = [],
  options: CommandOptions = {},
): Promise<TestServer> {
  await buildProject();
  const command = psynapseCommand(["start", "--port=0", ...args], {
    timeoutMs: 300_000,
    ...options,
  });
  const child = command.spawn();
  const errors = collect(child.stderr);
  const lines = child.stdout.pipeThrough(new TextDecoderStream()).getReader();
  const url = await firstUrl(lines).catch(async (cause: unknown) => {
    // Its output has ended, so it has ended or will.
    await Promise.all([child.status, errors.done]);
    throw new Error(`The server did not start: ${errors.text()}`, { cause });
  });
  const drained = drain(lines);
  let stopped: Promise<number> | undefined;
  const stop = (signal: Deno.Signal = "SIGTERM"): Promise<number> => {
    stopped ??= (async () => {
      child.kill(signal);
      const { code } = await child.status;
      await Promise.all([drained, errors.done]);
      return code;
    })();
    return stopped;
  };
  return {
    url,
    pid: child.pid,
    stop,
    stderr: errors.text,
    [Symbol.asyncDispose]: async () => void await stop(),
  };
}

/** Builds what the server serves, where it is not there or older than its sources. */
export async function buildProject(): Promise<void> {
  await ensureBuilt(PROJECT, configFile());
}

/** The config file of the mode that the tests run in, absolute. */
export function configFile(): string {
  return `${PROJECT}/${CONFIG_FILES[Deno.env.get(DEPS_VARIABLE) === "jsr" ? "jsr" : "npm"]}`;
}

async function firstUrl(lines: ReadableStreamDefaultReader<string>): Promise<string> {
  let text = "";
  while (true) {
    const found = /listens on (http:\S+)\/\n/.exec(text);
    if (found !== null) return found[1];
    const { done, value } = await lines.read();
    if (done) throw new Error(`It ended after saying: ${text}`);
    text += value;
  }
}

async function drain(lines: ReadableStreamDefaultReader<string>): Promise<void> {
  while (!(await lines.read()).done);
}

function collect(stream: ReadableStream<Uint8Array<ArrayBuffer>>): {
  text: () => string;
  done: Promise<void>;
} {
  let text = "";
  const done = (async () => {
    for await (const piece of stream.pipeThrough(new TextDecoderStream())) text += piece;
  })();
  return { text: () => text, done };
}
