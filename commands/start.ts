import { pathToFileURL } from "node:url";
import { readStartConfig, type ServerConfig } from "../config.ts";
import { limitsHelp } from "../config_limits.ts";
import { errorMessage } from "../engine/core/errors.ts";
import type { Engine } from "../engine/engine.ts";
import type { Access } from "../server/access.ts";
import { HOME, processSource } from "../server/environment.ts";
import { listen, type Listener, ListenError } from "../server/listen.ts";
import { type Command, EXIT, note, print } from "./command.ts";
import { problemLine } from "../server/problem_line.ts";
import { onInterrupt } from "./signals.ts";

const HELP = `Usage: psynapse start [options]

Serves the editor and the API.

Options:
  --host <address>          address to listen on (HOST; default 127.0.0.1)
  --port <number>           port to listen on, 0 for any (PORT; default 8000)
  --nodepack-dir <folder>   folder of the nodepacks (NODEPACKS_DIR; default ./nodepacks)
  --workflow-dir <folder>   folder of the examples (WORKFLOWS_DIR; default ./workflows)
  --token <text>            what clients must show, 16 characters or more (PSYNAPSE_TOKEN)
  --body-limit <MiB>        largest request body (BODY_LIMIT; default 64)
  --reload                  restart when the server's own sources change
  -h, --help                this text

Limits, each of which "none" takes away; sizes as "512 MiB", times as "30 s":
${limitsHelp()}

On an address that others can reach, clients must show a token. Without --token one is made and
printed at start.

CORS_ORIGINS lists the origins whose pages may call, ALLOWED_HOSTS the host names that the server
answers to beside localhost and its address, both with commas between.`;

/** How long the server may take to leave. */
const LEAVE_MS = 1500;

/** `psynapse start` */
export const start: Command = {
  help: HELP,
  async run(args) {
    const request = readStartConfig(processSource(args));
    if (request.help) return print(HELP), EXIT.ok;
    return await serve(request.config);
  },
};

async function serve(config: ServerConfig): Promise<number> {
  const fetch = await builtServer();
  if (fetch === undefined) {
    return note("The editor is not built. Run: deno task build"), EXIT.failed;
  }
  // The same module that the built server has loaded; it has read the same flags.
  const { services, leave } = await import("../main.ts");
  let listener: Listener | undefined;
  try {
    listener = listen(config, fetch);
    print(`Psynapse listens on ${listener.url}`);
    tellOfToken(listener.url, services.access);
    const interrupted = Promise.withResolvers<void>();
    let interrupts = 0;
    using _ = onInterrupt(() => {
      if (++interrupts > 1) Deno.exit(EXIT.interrupted);
      interrupted.resolve();
    });
    tellOfCatalog(services.engine);
    await interrupted.promise;
    return EXIT.ok;
  } catch (error) {
    if (!(error instanceof ListenError)) throw error;
    note(error.message);
    return EXIT.failed;
  } finally {
    const left = Promise.all([leave(), listener?.close()]);
    await Promise.race([left, new Promise((resolve) => setTimeout(resolve, LEAVE_MS))]);
  }
}

/** Says how to get in. A token that was configured is known, and not printed. */
function tellOfToken(url: string, { isGuarded, madeToken }: Access): void {
  if (madeToken !== undefined) print(`Open ${url}?token=${madeToken}`);
  else if (isGuarded) print("Clients must show the token that was configured");
}

/** Says what is in the catalog once it is known. */
function tellOfCatalog(engine: Engine): void {
  engine.catalog().then(({ ops, packs, problems }) => {
    print(`${ops.length} ops in ${packs.length} nodepacks`);
    for (const problem of problems) note(problemLine(problem));
  }, (error: unknown) => note(`The nodepacks cannot be read: ${errorMessage(error)}`));
}

/** The app as `deno task build` has put it together; undefined before that. */
async function builtServer(): Promise<Deno.ServeHandler | undefined> {
  const path = `${HOME}/_fresh/server.js`;
  if (!await isFile(path)) return undefined;
  // Generated, so nothing is known of it until it is loaded.
  const server: { default: { fetch: Deno.ServeHandler } } = await import(pathToFileURL(path).href);
  return server.default.fetch;
}

async function isFile(path: string): Promise<boolean> {
  try {
    return (await Deno.stat(path)).isFile;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}
