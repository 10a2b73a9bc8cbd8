import { expect } from "@std/expect";
import { isNodeEvent } from "@/engine/core/run_event.ts";
import {
  expectNoGrowth,
  type FaultServer,
  growthFigures,
  startFaultServer,
} from "@/tests/helpers/faults/fault_server.ts";
import { RUN_LIMIT_MS, runCleanly, watchRun } from "@/tests/helpers/faults/run_stream.ts";
import { type FaultSuite, quantile, timed } from "@/tests/helpers/faults/suite.ts";
import { memoryOf } from "@/tests/helpers/processes.ts";
import { connectTo, hear, say } from "@/tests/helpers/raw_http.ts";
import { within } from "@/tests/helpers/within.ts";

/** Of the clients, those that never read: one of so many. */
const NEVER_READS = 10;

/** What a client that reads is sent. */
const CHUNKS = 300, CHUNK_SIZE = 100;

/** What those are sent that never read: more than fits anywhere, in small pieces and in large ones. */
const FLOODS = [{ count: 1e9, size: 2000 }, { count: 1e6, size: 1_000_000 }] as const;

/** What the server may take for each client that does not read, in bytes. */
const MOST_PER_CLIENT = 12 * 2 ** 20;

/** What it may take for everything else. */
const MOST_OTHERWISE = 150 * 2 ** 20;

/**
 * Many clients watch streams, and some of them never read. The others get all that they are sent, and are no slower
 * than without those; the server does not grow.
 */
export const watchStreams: FaultSuite = {
  name: "clients that watch",
  counts: { smoke: 20, full: 200 },
  async run({ count }) {
    const stalled = Math.ceil(count / NEVER_READS);
    // Those that never read have their runs for as long as they like.
    await using server = await startFaultServer(["--max-runs=none", "--max-stall=none"]);
    const alone: number[] = [];
    await watchAll(server, count - stalled, alone);
    const before = await server.holdings();
    const memory = [before.resident];
    const beside: number[] = [];
    const later: number[] = [];
    {
      await using connections = new AsyncDisposableStack();
      for (let i = 0; i < stalled; i++) {
        const connection = await flood(server, FLOODS[i % FLOODS.length]);
        connections.defer(() => connection.close());
      }
      await watchAll(server, count - stalled, beside, async () => {
        memory.push(await memoryOf(server.pid));
      });
      // By now all that are not read are held back.
      await watchAll(server, count - stalled, later);
      await runCleanly(server);
      memory.push(await memoryOf(server.pid));
    }
    const after = await server.holdings();
    expectNoGrowth(before, after);
    const growth = Math.max(...memory) - before.resident;
    expect(growth).toBeLessThan(MOST_OTHERWISE + stalled * MOST_PER_CLIENT);
    return [
      { name: "clients", value: count, unit: "" },
      { name: "of these never read", value: stalled, unit: "" },
      { name: "a stream without them, median", value: quantile(alone, 0.5), unit: "ms" },
      { name: "a stream while they begin, median", value: quantile(beside, 0.5), unit: "ms" },
      { name: "a stream beside them, median", value: quantile(later, 0.5), unit: "ms" },
      { name: "a stream without them, slowest", value: Math.max(...alone), unit: "ms" },
      { name: "a stream while they begin, slowest", value: Math.max(...beside), unit: "ms" },
      { name: "a stream beside them, slowest", value: Math.max(...later), unit: "ms" },
      { name: "growth of the server meanwhile", value: growth / 2 ** 20, unit: "MiB" },
      ...growthFigures(before, after),
    ];
  },
};

async function watchAll(
  server: FaultServer,
  count: number,
  times: number[],
  onEnd: () => Promise<void> = () => Promise.resolve(),
): Promise<void> {
  await Promise.all(Array.from({ length: count }, async () => {
    times.push(await timed(() => within("a stream", watch(server), RUN_LIMIT_MS)));
    await onEnd();
  }));
}

/** Reads a stream to its end: nothing of it is missing. */
async function watch(server: FaultServer): Promise<void> {
  let text = "";
  let end: unknown;
  const { events } = await watchRun(server, floodBody(CHUNKS, CHUNK_SIZE));
  for await (const event of events) {
    if (event.status === "streaming") text += event.streaming_chunk;
    else if (!isNodeEvent(event) && event.status !== "waiting") end = event;
  }
  const filling = "x".repeat(CHUNK_SIZE);
  const whole = Array.from({ length: CHUNKS }, (_, i) => `${i}:${filling};`).join("");
  expect(text === whole).toBe(true);
  expect(end).toEqual({ status: "done", results: { v: CHUNKS } });
}

/** Asks for a stream, and reads nothing but that it begins. */
async function flood(
  server: FaultServer,
  { count, size }: typeof FLOODS[number],
): Promise<Deno.TcpConn> {
  const body = JSON.stringify(floodBody(count, size));
  const connection = await connectTo(server);
  await say(
    connection,
    "POST /execute/stream?events=delta HTTP/1.1\r\nHost: localhost\r\n" +
      `Content-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
  );
  expect(await hear(connection)).toMatch(/^HTTP\/1.1 200 /);
  return connection;
}

function floodBody(count: number, size: number): unknown {
  const data = { functionName: "Flood", values: { count, size } };
  return {
    nodes: [{ id: "f", type: "functionNode", data }, { id: "v", type: "viewNode", data: {} }],
    edges: [{ source: "f", target: "v", targetHandle: "input" }],
  };
}
