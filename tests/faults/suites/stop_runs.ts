import { expect } from "@std/expect";
import { drawGraph, type FaultGraph } from "@/tests/helpers/faults/fault_graph.ts";
import {
  expectNoGrowth,
  type FaultServer,
  growthFigures,
  startFaultServer,
} from "@/tests/helpers/faults/fault_server.ts";
import { type Random, randomOf } from "@/tests/helpers/faults/random.ts";
import { RunCheck } from "@/tests/helpers/faults/run_check.ts";
import { RUN_LIMIT_MS, watchRun } from "@/tests/helpers/faults/run_stream.ts";
import { type FaultSuite, inLanes, quantile, timed } from "@/tests/helpers/faults/suite.ts";
import { JSON_TYPE } from "@/tests/helpers/live_server.ts";
import { within } from "@/tests/helpers/within.ts";

/** Runs at once: what is stopped has neighbours that are not. */
const LANES = 5;

/** Runs before the first look at what the server holds: code is compiled and caches are filled by them. */
const WARM_UP = 15;

/** How a run is stopped; `never` lets it come to its end among the others. */
const WAYS = ["DELETE", "DELETE", "leave the stream", "leave /execute", "never"] as const;

/** Runs are stopped at random moments, in every way. Nothing of them is left, and runs beside them are not touched. */
export const stopRuns: FaultSuite = {
  name: "runs stopped",
  counts: { smoke: 20, full: 1000 },
  async run({ count, seed }) {
    await using server = await startFaultServer();
    const random = randomOf(seed);
    const stops: number[] = [];
    const one = () => runAndStop(server, random, stops);
    await inLanes(LANES, WARM_UP, one);
    const before = await server.holdings();
    await inLanes(LANES, count, one);
    const after = await server.holdings();
    expectNoGrowth(before, after);
    return [
      { name: "runs", value: count, unit: "" },
      ...growthFigures(before, after),
      { name: "DELETE answered, median", value: quantile(stops, 0.5), unit: "ms" },
      { name: "DELETE answered, 99 of 100", value: quantile(stops, 0.99), unit: "ms" },
      { name: "DELETE answered, slowest", value: Math.max(...stops), unit: "ms" },
    ];
  },
};

async function runAndStop(server: FaultServer, random: Random, stops: number[]): Promise<void> {
  const way = random.pick(WAYS);
  const graph = drawGraph(random, { endless: way !== "never" && random.chance(0.6) });
  const moment = random.below(40);
  const ms = random.chance(0.5) ? 0 : random.below(40);
  const pause = () => new Promise<void>((resolve) => setTimeout(resolve, ms));
  const stop = {
    "DELETE": () => stopByDelete(server, graph, moment, pause, stops),
    "leave the stream": () => leaveStream(server, graph, moment, pause),
    "leave /execute": () => leaveExecute(server, graph, pause),
    "never": () => letEnd(server, graph),
  };
  await within(`the end of a run (${way})`, stop[way](), RUN_LIMIT_MS);
}

async function stopByDelete(
  server: FaultServer,
  graph: FaultGraph,
  moment: number,
  pause: () => Promise<void>,
  stops: number[],
): Promise<void> {
  const check = new RunCheck(graph, "stopped");
  const { id, events } = await watchRun(server, graph.body);
  let stopping: Promise<void> | undefined;
  const remove = async (): Promise<void> => {
    await pause();
    const took = await timed(async () => {
      const answer = await fetch(`${server.url}/runs/${id}`, { method: "DELETE" });
      await answer.body?.cancel();
      // It may have come to its end by itself.
      expect([204, 404]).toContain(answer.status);
    });
    stops.push(took);
  };
  if (moment === 0) stopping = remove();
  for await (const event of events) {
    check.take(event);
    if (check.events >= moment || check.isStuck) stopping ??= remove();
  }
  await stopping;
  check.end();
}

async function leaveStream(
  server: FaultServer,
  graph: FaultGraph,
  moment: number,
  pause: () => Promise<void>,
): Promise<void> {
  const check = new RunCheck(graph, "stopped");
  const { events } = await watchRun(server, graph.body);
  for await (const event of events) {
    check.take(event);
    if (check.events < moment && !check.isStuck) continue;
    await pause();
    // Leaving the loop closes the connection. (An abort of `fetch` does not always do that once its headers are there.)
    return;
  }
}

async function leaveExecute(
  server: FaultServer,
  graph: FaultGraph,
  pause: () => Promise<void>,
): Promise<void> {
  const leaving = new AbortController();
  const asked = fetch(`${server.url}/execute`, {
    method: "POST",
    headers: JSON_TYPE,
    body: JSON.stringify(graph.body),
    signal: leaving.signal,
  });
  // The moment is random.
  await pause();
  leaving.abort();
  try {
    await (await asked).body?.cancel();
  } catch (error) {
    if (!leaving.signal.aborted) throw error;
  }
}

async function letEnd(server: FaultServer, graph: FaultGraph): Promise<void> {
  const check = new RunCheck(graph, "none");
  const { events } = await watchRun(server, graph.body);
  for await (const event of events) check.take(event);
  check.end();
}
