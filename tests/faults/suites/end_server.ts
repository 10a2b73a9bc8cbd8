import { expect } from "@std/expect";
import { drawGraph } from "@/tests/helpers/faults/fault_graph.ts";
import { type FaultServer, startFaultServer } from "@/tests/helpers/faults/fault_server.ts";
import { MARK, markedGone, markedProcesses } from "@/tests/helpers/faults/marked_processes.ts";
import { type Random, randomOf } from "@/tests/helpers/faults/random.ts";
import { RunCheck } from "@/tests/helpers/faults/run_check.ts";
import { RUN_LIMIT_MS, watchRun } from "@/tests/helpers/faults/run_stream.ts";
import { type FaultSuite, timed } from "@/tests/helpers/faults/suite.ts";
import { JSON_TYPE } from "@/tests/helpers/live_server.ts";
import { connectTo, say } from "@/tests/helpers/raw_http.ts";
import { within } from "@/tests/helpers/within.ts";

/** How long a server may take to leave when it is asked to, in milliseconds. */
const LEAVE_MS = 2000;

/** Streams that are watched when the server ends. */
const STREAMS = 4;

const SIGNALS = ["SIGINT", "SIGTERM", "SIGKILL"] as const;

/**
 * Servers are ended while they run graphs. Asked to leave, they tell all who watch, and leave in time; ended by force,
 * their hosts and what ops have started go by themselves.
 */
export const endServer: FaultSuite = {
  name: "server ended",
  counts: { smoke: 3, full: 60 },
  async run({ count, seed }) {
    const random = randomOf(seed);
    const leaving: number[] = [];
    const orphans: number[] = [];
    for (let i = 0; i < count; i++) {
      const signal = SIGNALS[i % SIGNALS.length];
      const mark = crypto.randomUUID();
      await using server = await startFaultServer([], { env: { [MARK]: mark } });
      await endOne(server, signal, random, leaving);
      orphans.push(await timed(() => markedGone(mark)));
      // What is asked to leave has waited for all that it started.
      if (signal !== "SIGKILL") expect(await markedProcesses(mark)).toEqual([]);
    }
    return [
      { name: "servers", value: count, unit: "" },
      { name: "asked to leave, slowest exit", value: Math.max(0, ...leaving), unit: "ms" },
      {
        name: "slowest end of all that it started, behind its own",
        value: Math.max(...orphans),
        unit: "ms",
      },
    ];
  },
};

async function endOne(
  server: FaultServer,
  signal: typeof SIGNALS[number],
  random: Random,
  leaving: number[],
): Promise<void> {
  const isForced = signal === "SIGKILL";
  const begun: Promise<void>[] = [];
  const ended: Promise<void>[] = [];
  for (let i = 0; i < STREAMS; i++) {
    const { promise, resolve } = Promise.withResolvers<void>();
    begun.push(promise);
    ended.push(watch(server, random, isForced, resolve));
  }
  ended.push(askAndWait(server, isForced));
  using _neverReads = await flood(server);
  await within("runs to end", Promise.race([Promise.all(begun), Promise.all(ended)]), RUN_LIMIT_MS);
  // The moment is random; nothing is awaited by it.
  await new Promise((resolve) => setTimeout(resolve, random.below(50)));
  const took = await timed(async () => {
    const code = await server.stop(signal);
    if (!isForced) expect(code).toBe(0);
  });
  if (!isForced) {
    leaving.push(took);
    expect(took).toBeLessThan(LEAVE_MS);
  }
  await within("the ends of streams", Promise.all(ended), RUN_LIMIT_MS);
}

/** Watches a run that does not end by itself. */
async function watch(
  server: FaultServer,
  random: Random,
  isForced: boolean,
  begun: () => void,
): Promise<void> {
  const graph = drawGraph(random, { endless: true });
  const check = new RunCheck(graph, "stopped");
  const moment = random.below(12);
  try {
    for await (const event of (await watchRun(server, graph.body)).events) {
      check.take(event);
      if (check.events >= moment || check.isStuck) begun();
    }
  } catch (error) {
    if (isForced) return;
    throw error;
  }
  if (!isForced) check.end();
}

/** Waits for the answer of `/execute`, which says that the run was stopped. */
async function askAndWait(server: FaultServer, isForced: boolean): Promise<void> {
  const data = { functionName: "start_process", values: {} };
  const body = JSON.stringify({ nodes: [{ id: "a", type: "functionNode", data }], edges: [] });
  try {
    const answer = await fetch(`${server.url}/execute`, {
      method: "POST",
      headers: JSON_TYPE,
      body,
    });
    expect(await answer.json()).toEqual({ detail: "Run stopped" });
  } catch (error) {
    if (!isForced) throw error;
  }
}

/** Asks for a stream without an end, and reads none of it. */
async function flood(server: FaultServer): Promise<Deno.TcpConn> {
  const data = { functionName: "Flood", values: { count: 1e9, size: 1000 } };
  const body = JSON.stringify({ nodes: [{ id: "a", type: "functionNode", data }], edges: [] });
  const connection = await connectTo(server);
  await say(
    connection,
    "POST /execute/stream?events=delta HTTP/1.1\r\nHost: localhost\r\n" +
      `Content-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
  );
  return connection;
}
