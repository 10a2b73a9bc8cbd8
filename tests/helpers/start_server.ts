import { startServer, type TestServer } from "./command_line.ts";
import { copyPacks, type PackFolder, type PackName } from "./copy_packs.ts";
import { descendants } from "./processes.ts";
import { allGone } from "./await_processes.ts";

/** The built server as users start it, in a process of its own, with nodepacks made for the test. */
export interface RealServer extends AsyncDisposable {
  /** Without a slash at the end; the same after a restart. */
  readonly url: string;
  /** Of the process that runs now. */
  readonly pid: number;
  /** What it loads its nodepacks from. */
  readonly packs: PackFolder;
  /** Takes it away at once, as a crash does; resolves when its hosts have noticed and left. */
  kill(): Promise<void>;
  /** Starts it again, on the same port and with the same nodepacks. */
  restart(): Promise<void>;
}

/**
 * Starts a server.
 *
 * @param packs names of those that it has
 * @throws when it is disposed of and something that it started is still there
 */
export async function startRealServer(...packs: PackName[]): Promise<RealServer> {
  await using ending = new AsyncDisposableStack();
  const folder = ending.use(await copyPacks(...packs));
  const start = (port: string) =>
    startServer([`--nodepack-dir=${folder.path}`, `--port=${port}`], { timeoutMs: 600_000 });
  let server: TestServer = await start("0");
  const { url } = server;
  ending.defer(() => endServer(server));
  const kept = ending.move();
  return {
    url,
    packs: folder,
    get pid() {
      return server.pid;
    },
    async kill() {
      const started = await descendants(server.pid);
      await server.stop("SIGKILL");
      await allGone(started);
    },
    async restart() {
      server = await start(new URL(url).port);
    },
    [Symbol.asyncDispose]: () => kept.disposeAsync(),
  };
}

/** Asks a server to leave, and checks that it leaves nothing behind. */
async function endServer(server: TestServer): Promise<void> {
  const started = await descendants(server.pid);
  await server.stop();
  await allGone(started);
}
