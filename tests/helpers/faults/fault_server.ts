import { expect } from "@std/expect";
import { fileURLToPath } from "node:url";
import { type CommandOptions, startServer, type TestServer } from "../command_line.ts";
import { descendants, memoryOf } from "../processes.ts";
import { allGone, allIdle } from "../await_processes.ts";
import { withinAsking } from "../within.ts";
import { type FaultPacks, faultPacks } from "./fault_packs.ts";
import { runCleanly } from "./run_stream.ts";
import type { Figure } from "./suite.ts";
import { type Inside, PROBE_MARK } from "./server_probe.ts";

/** What a server holds when it has nothing to do. */
export interface Holdings extends Omit<Inside, "runs"> {
  /** Processes that it has started. */
  processes: number;
  /** Open file handles of its own, but for connections that the other side holds open as well. */
  handles: number;
  /** Bytes of memory that it has in use, as the system sees it. */
  resident: number;
}

/** The built server in a process of its own, with packs for tests that break things. */
export interface FaultServer extends TestServer {
  /** Process ids of its hosts and of what ops have started in them: all below it but for the shell that guards them. */
  started(): Promise<number[]>;
  /** Looks into it. */
  look(): Promise<Inside>;
  /**
   * What it holds once it is at rest. Its hosts are ended first and one run is made, so that there is one host for
   * each pack again whatever came before.
   *
   * @throws when a run is still under way
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
  const started = async () => {
    const pids = await descendants(server.pid);
    const guards = await Promise.all(pids.map(isGuard));
    return pids.filter((_, i) => !guards[i]);
  };
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
      await nothingRuns(server, look);
      const hosts = await started();
      for (const pid of hosts) endProcess(pid);
      await allGone(hosts);
      await runCleanly(server);
      return await atRest(server, look);
    },
    [Symbol.asyncDispose]: () => kept.disposeAsync(),
  };
}

async function isGuard(pid: number): Promise<boolean> {
  try {
    return (await Deno.readTextFile(`/proc/${pid}/cmdline`)).startsWith("/bin/sh\0-c\0trap");
  } catch {
    return false; // It has ended.
  }
}

/** Ends a process by force; one that is gone already is as well. */
export function endProcess(pid: number): void {
  try {
    Deno.kill(pid, "SIGKILL");
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
}

/** Bytes of values that may come and go without a reason that is known: compiled code, caches. */
const HEAP_TOLERANCE = 4 * 1024 * 1024;

/** Checks that a server holds no more than before. Its resident size is not the heap's: that is told, not checked. */
export function expectNoGrowth(before: Holdings, after: Holdings): void {
  const { processes, handles, timers } = after;
  expect({ processes, handles, timers }).toEqual({
    processes: before.processes,
    handles: before.handles,
    timers: before.timers,
  });
  expect(after.heap - before.heap).toBeLessThan(HEAP_TOLERANCE);
}

/** Rows of a table for what a server held before and after. */
export function growthFigures(before: Holdings, after: Holdings): Figure[] {
  const mib = (bytes: number): number => bytes / 2 ** 20;
  return [
    { name: "processes before", value: before.processes, unit: "" },
    { name: "processes after", value: after.processes, unit: "" },
    { name: "handles before", value: before.handles, unit: "" },
    { name: "handles after", value: after.handles, unit: "" },
    { name: "timers before", value: before.timers, unit: "" },
    { name: "timers after", value: after.timers, unit: "" },
    { name: "heap before", value: mib(before.heap), unit: "MiB" },
    { name: "heap after", value: mib(after.heap), unit: "MiB" },
    { name: "resident before", value: mib(before.resident), unit: "MiB" },
    { name: "resident after", value: mib(after.resident), unit: "MiB" },
  ];
}

/** File handles of a process. Linux only. */
async function handlesOf(pid: number): Promise<number> {
  let count = 0;
  for await (const _ of Deno.readDir(`/proc/${pid}/fd`)) count++;
  return count;
}

/** How long the server has to notice that clients have gone away, in milliseconds. */
const QUIET_MS = 1000;

/** Checks that no run is under way. */
async function nothingRuns(server: TestServer, look: () => Promise<Inside>): Promise<void> {
  // That nothing will happen any more cannot be waited for.
  await new Promise((resolve) => setTimeout(resolve, QUIET_MS));
  await allIdle(server.pid);
  const { runs } = await look();
  for (const id of runs) {
    const answer = await fetch(`${server.url}/runs/${id}`, { method: "DELETE" });
    await answer.body?.cancel();
    if (answer.status !== 404) throw new Error(`Run ${id} was still under way`);
  }
}

/** Connections to a server that its clients hold open. What they have closed, and the server has not, is not among them. */
async function heldConnections(url: string): Promise<number> {
  const port = Number(new URL(url).port).toString(16).toUpperCase().padStart(4, "0");
  const table = await Deno.readTextFile("/proc/net/tcp");
  return table.split("\n").filter((line) => {
    const [, local, , state] = line.trim().split(/\s+/);
    return local?.endsWith(`:${port}`) && state === ESTABLISHED;
  }).length;
}

const ESTABLISHED = "01";

/** What is held when it is the same twice: hosts are given back, and handles closed, behind the last event of a run. */
async function atRest(server: TestServer, look: () => Promise<Inside>): Promise<Holdings> {
  let before: string | undefined;
  let found: Holdings | undefined;
  await withinAsking("a server at rest", async () => {
    const { heap, timers } = await look();
    found = {
      heap,
      timers,
      processes: (await descendants(server.pid)).length,
      handles: await handlesOf(server.pid) - await heldConnections(server.url),
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
