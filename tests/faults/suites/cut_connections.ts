import { drawGraph, type FaultGraph } from "@/tests/helpers/faults/fault_graph.ts";
import {
  expectNoGrowth,
  type FaultServer,
  growthFigures,
  startFaultServer,
} from "@/tests/helpers/faults/fault_server.ts";
import { type Random, randomOf } from "@/tests/helpers/faults/random.ts";
import { RUN_LIMIT_MS, runCleanly } from "@/tests/helpers/faults/run_stream.ts";
import { type FaultSuite, inLanes } from "@/tests/helpers/faults/suite.ts";
import { connectTo } from "@/tests/helpers/raw_http.ts";
import { within } from "@/tests/helpers/within.ts";

const LANES = 5;
const WARM_UP = 15;

/** Most bytes of an answer that are read before it is cut. Answers to these graphs are longer than that, or stuck. */
const MOST_BYTES = 5000;

const ROUTES = ["/execute/stream", "/execute/stream?events=delta", "/execute"] as const;

/** Connections are cut at random bytes of request and answer. Nothing is left of what they asked for. */
export const cutConnections: FaultSuite = {
  name: "connections cut",
  counts: { smoke: 20, full: 1000 },
  async run({ count, seed }) {
    await using server = await startFaultServer();
    const random = randomOf(seed);
    let bytes = 0;
    const one = async (): Promise<void> => {
      // Not in one step: others add to it meanwhile.
      const read = await within("a connection's end", askAndCut(server, random), RUN_LIMIT_MS);
      bytes += read;
    };
    await inLanes(LANES, WARM_UP, one);
    const before = await server.holdings();
    bytes = 0;
    await inLanes(LANES, count, one);
    let after = await server.holdings();
    // A host for a run that had left by then may have been on its way; what has grown stays.
    for (let again = 0; again < 3 && after.timers > before.timers; again++) {
      after = await server.holdings();
    }
    expectNoGrowth(before, after);
    await runCleanly(server);
    return [
      { name: "connections", value: count, unit: "" },
      { name: "bytes that were read of an answer, on average", value: bytes / count, unit: "" },
      ...growthFigures(before, after),
    ];
  },
};

/** Gives the number of bytes that were read. */
async function askAndCut(server: FaultServer, random: Random): Promise<number> {
  const route = random.pick(ROUTES);
  const graph = drawGraph(random, { endless: random.chance(0.5) });
  const body = JSON.stringify(graph.body);
  const request = new TextEncoder().encode(
    `POST ${route} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n` +
      `Content-Length: ${body.length}\r\n\r\n${body}`,
  );
  const sent = random.chance(0.2) ? random.below(request.length) : request.length;
  using connection = await connectTo(server);
  for (let at = 0; at < sent;) at += await connection.write(request.subarray(at, sent));
  if (sent < request.length) return 0;
  // Behind the last that is sent there is no byte to cut at.
  const last = route === "/execute" ? "\r\n\r\n" : lastWords(graph);
  return await readUpTo(connection, random.below(MOST_BYTES), last);
}

/** The beginning of what may be the last event: that of a node that does not end, or the terminal one. */
function lastWords({ nodes }: FaultGraph): string {
  const [id] = nodes.entries().find(([, node]) => node.isEndless) ?? [];
  return id === undefined ? '"status":"done"' : `{"node_id":"${id}"`;
}

/** Reads so many bytes, or fewer when the answer ends or comes to a text. Gives how many it were. */
async function readUpTo(connection: Deno.TcpConn, most: number, last: string): Promise<number> {
  const buffer = new Uint8Array(256);
  const decoder = new TextDecoder();
  let text = "";
  let read = 0;
  while (read < most && !text.includes(last)) {
    const size = await connection.read(buffer.subarray(0, Math.min(buffer.length, most - read)));
    if (size === null) break;
    read += size;
    text += decoder.decode(buffer.subarray(0, size), { stream: true });
  }
  return read;
}
