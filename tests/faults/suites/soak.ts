import { expect } from "@std/expect";
import { drawGraph } from "@/tests/helpers/faults/fault_graph.ts";
import {
  expectNoGrowth,
  type FaultServer,
  growthFigures,
  startFaultServer,
} from "@/tests/helpers/faults/fault_server.ts";
import { type Random, randomOf } from "@/tests/helpers/faults/random.ts";
import { RunCheck } from "@/tests/helpers/faults/run_check.ts";
import { RUN_LIMIT_MS, watchRun } from "@/tests/helpers/faults/run_stream.ts";
import { type FaultSuite, inLanes, slope } from "@/tests/helpers/faults/suite.ts";
import { post } from "@/tests/helpers/live_server.ts";
import { memoryOf } from "@/tests/helpers/processes.ts";
import { within } from "@/tests/helpers/within.ts";

const LANES = 4;

/** Runs between two looks at the server's memory. */
const STEP = 20;

/** Runs before the first look: code is compiled, caches and what is kept of recent runs are filled by them. */
const WARM_UP = 40;

/** Growth of the values in memory that counts as none, in bytes for 100 runs. */
const MOST_SLOPE = 64 * 1024;

/** Runs of a soak from which on a slope says something: before that it is what memory happens to do. */
const ENOUGH = 500;

/** One server has to do with all that clients do, for long. It does not grow. */
export const soak: FaultSuite = {
  name: "soak",
  counts: { smoke: 20, full: 2000 },
  async run({ count, seed }) {
    await using server = await startFaultServer();
    const random = randomOf(seed);
    const one = () => within("a run", random.pick(KINDS)(server, random), RUN_LIMIT_MS);
    await inLanes(LANES, WARM_UP, one);
    const before = await server.holdings();
    const heap: number[] = [];
    const resident: number[] = [];
    for (let done = 0; done < count; done += STEP) {
      await inLanes(LANES, Math.min(STEP, count - done), one);
      heap.push((await server.look()).heap);
      resident.push(await memoryOf(server.pid));
    }
    const after = await server.holdings();
    expectNoGrowth(before, after);
    const perHundred = 100 / STEP;
    const heapSlope = slope(heap) * perHundred;
    if (count >= ENOUGH) expect(heapSlope).toBeLessThan(MOST_SLOPE);
    return [
      { name: "runs", value: count, unit: "" },
      ...growthFigures(before, after),
      { name: "slope of the heap", value: heapSlope / 1024, unit: "KiB per 100 runs" },
      {
        name: "slope of the resident size",
        value: slope(resident) * perHundred / 1024,
        unit: "KiB per 100 runs",
      },
    ];
  },
};

type Kind = (server: FaultServer, random: Random) => Promise<void>;

/** What clients do. */
const KINDS: readonly Kind[] = [
  watchToEnd,
  watchToEnd,
  executeLarge,
  executeFailing,
  executeWithEnvironment,
  stopInTheMiddle,
  leaveInTheMiddle,
  lookAround,
];

async function watchToEnd(server: FaultServer, random: Random): Promise<void> {
  const graph = drawGraph(random);
  const check = new RunCheck(graph, "none");
  for await (const event of (await watchRun(server, graph.body)).events) check.take(event);
  check.end();
}

async function executeLarge(server: FaultServer, random: Random): Promise<void> {
  const size = 1000 * (1 + random.below(300));
  const answer = await executeOne(server, "long_text", { size, letter: random.pick(["a", "ü"]) });
  expect(String(answer.results.v).length).toBe(size);
}

async function executeFailing(server: FaultServer, random: Random): Promise<void> {
  const message = `failure ${random.below(1000)}`;
  expect((await executeOne(server, "fail", { message })).errors.n).toBe(message);
}

async function executeWithEnvironment(server: FaultServer, random: Random): Promise<void> {
  const MOOD = `m${random.below(100)}`;
  const values = { name: "MOOD", times: 2 };
  const answer = await executeOne(server, "read_variable", values, { MOOD });
  expect(answer.results.v).toEqual([MOOD, MOOD]);
}

async function stopInTheMiddle(server: FaultServer, random: Random): Promise<void> {
  const graph = drawGraph(random, { endless: true });
  const check = new RunCheck(graph, "stopped");
  const { id, events } = await watchRun(server, graph.body);
  let stopping: Promise<void> | undefined;
  for await (const event of events) {
    check.take(event);
    if (check.isStuck) stopping ??= stop(server, id);
  }
  await stopping;
  check.end();
}

async function stop(server: FaultServer, id: string): Promise<void> {
  const answer = await fetch(`${server.url}/runs/${id}`, { method: "DELETE" });
  await answer.body?.cancel();
  expect(answer.status).toBe(204);
}

async function leaveInTheMiddle(server: FaultServer, random: Random): Promise<void> {
  const graph = drawGraph(random, { endless: true });
  const check = new RunCheck(graph, "stopped");
  for await (const event of (await watchRun(server, graph.body)).events) {
    check.take(event);
    if (check.isStuck) return;
  }
}

/** What an editor asks when it is opened; it follows the catalog, and leaves. */
async function lookAround(server: FaultServer): Promise<void> {
  for (const path of ["/", "/get_schema", "/problems", "/workflows"]) {
    const answer = await fetch(server.url + path);
    expect([path, answer.status]).toEqual([path, 200]);
    await answer.body?.cancel();
  }
  const changes = await fetch(`${server.url}/catalog/changes`);
  const reader = changes.body!.getReader();
  await reader.read();
  await reader.cancel();
}

interface Outcome {
  results: Record<string, unknown>;
  errors: Record<string, string>;
}

async function executeOne(
  server: FaultServer,
  functionName: string,
  values: Record<string, unknown>,
  env_vars: Record<string, string> = {},
): Promise<Outcome> {
  const answer = await post(server, "/execute", {
    nodes: [
      { id: "n", type: "functionNode", data: { functionName, values } },
      { id: "v", type: "viewNode", data: {} },
    ],
    edges: [{ source: "n", target: "v", targetHandle: "input" }],
    env_vars,
  });
  return await answer.json();
}
