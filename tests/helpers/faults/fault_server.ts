import { fileURLToPath } from "node:url";
import { type CommandOptions, startServer, type TestServer } from "../command_line.ts";
import { descendants, memoryOf } from "../processes.ts";
import { allGone } from "../await_processes.ts";
import { withinAsking } from "../within.ts";
import { type FaultPacks, faultPacks } from "./fault_packs.ts";
import { runCleanly } from "./run_stream.ts";
import { type Inside, PROBE_MARK } from "./server_probe.ts";

/** What a server holds when it has nothing to do. */
export interface Holdings extends Inside {
  /** Processes that it has started. */
  processes: number;
  /** Open file handles of its own. */
  handles: number;
  /** Bytes of memory that it has in use, as the system sees it. */
  resident: number;
}

/** The built server in a process of its own, with packs for tests that break things. */
export interface FaultServer extends TestServer {
  /** Process ids of all that it has started. */
  started(): Promise<number[]>;
  /** Looks into it. */
  look(): Promise<Inside>;
  /**
   * What it holds once it is at rest. Its hosts are ended first and one run is made, so that there is one host for
   * each pack again whatever came before.
   */
  holdings(): Promise<Holdings>;
}

const PROBE = fileURLToPath(new URL("./server_probe.ts", import.meta.url));

/** Starts one; what it leaves behind is an error when it is disposed of. */
export async function startFaultServer(
  args: readonly string[] = [],
  options: CommandOptions = {},
): Promise<FaultServer> {
  await using ending = new AsyncDisposableStack();
  const packs: FaultPacks = ending.use(await faultPacks());
  const server = await startServer([`--nodepack-dir=${packs.path}`, ...args], {
    timeoutMs: 3_600_000,
    flags: [`--preload=${PROBE}`, "--v8-flags=--expose-gc"],
    ...options,
    env: { PSYNAPSE_PROBE: "1", ...options.env },
  });
  const started = () => descendants(server.pid);
  ending.defer(async () => {
    const hosts = await started();
    await server.stop();
    await allGone(hosts);
  });
  const look = () => lookInto(server);
  const kept = ending.move();
  return {
    ...server,
    started,
    look,
    async holdings() {
      const hosts = await started();
      for (const pid of hosts) endProcess(pid);
      await allGone(hosts);
      await runCleanly(server);
      return await atRest(server, look);
    },
    [Symbol.asyncDispose]: () => kept.disposeAsync(),
  };
}

/** Ends a process by force; one that is gone already is as well. */
export function endProcess(pid: number): void {
  try {
    Deno.kill(pid, "SIGKILL");
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
}

/** File handles of a process. Linux only. */
export async function handlesOf(pid: number): Promise<number> {
  let count = 0;
  for await (const _ of Deno.readDir(`/proc/${pid}/fd`)) count++;
  return count;
}

/** What is held when it is the same twice: hosts are given back, and handles closed, behind the last event of a run. */
async function atRest(server: TestServer, look: () => Promise<Inside>): Promise<Holdings> {
  let before: string | undefined;
  let found: Holdings | undefined;
  await withinAsking("a server at rest", async () => {
    const inside = await look();
    found = {
      ...inside,
      processes: (await descendants(server.pid)).length,
      handles: await handlesOf(server.pid),
      resident: await memoryOf(server.pid),
    };
    const now = [found.processes, found.handles, found.timers].join();
    const isSame = now === before;
    before = now;
    return isSame;
  });
  return found!;
}

async function lookInto(server: TestServer): Promise<Inside> {
  const from = server.stderr().length;
  Deno.kill(server.pid, "SIGUSR2");
  let line: string | undefined;
  await withinAsking("a look into the server", () => {
    const text = server.stderr().slice(from);
    const [, rest] = text.split(PROBE_MARK);
    const end = rest?.indexOf("\n") ?? -1;
    if (end !== -1) line = rest.slice(0, end);
    return Promise.resolve(line !== undefined);
  });
  return JSON.parse(line!) as Inside;
}
