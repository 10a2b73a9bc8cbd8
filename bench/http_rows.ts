import { copyPacks } from "../tests/helpers/copy_packs.ts";
import { startServer, type TestServer } from "../tests/helpers/command_line.ts";
import { type BenchGraph, chain, mesh, requestBody } from "./graphs.ts";
import { measure, measureTogether, quantile } from "./measure.ts";
import type { Report } from "./rows.ts";
import { sized } from "./smoke.ts";

const ROUNDS = sized(15);

/** What the original took, on a machine of two cores too. */
const ORIGINAL = "the original";

/** Measures the built server, in a process of its own, from the outside. */
export async function httpRows(report: Report): Promise<void> {
  await using packs = await copyPacks("basic", "testing");
  await using server = await startServer(["--nodepack-dir", packs.path]);
  await graphRows(server, report);
  await manyAtOnce(server, report);
  await chunkRows(server, report);
  await stopRow(server, report);
  await busyRow(server, report);
}

async function graphRows(server: TestServer, report: Report): Promise<void> {
  const long = chain(sized(5000, 20));
  const streamed = bodyOf(long);
  const timings = await measureTogether(
    {
      whole: () => drain(server, "/execute/stream", streamed),
      lean: () => drain(server, "/execute/stream?events=delta", streamed),
      executed: () => drain(server, "/execute", streamed),
    },
    ROUNDS,
    5,
  );
  report({
    name: `${long.name}, /execute/stream, to the last byte`,
    measured: quantile(timings.whole),
    unit: "ms",
    reference: { name: ORIGINAL, value: 760 },
    goal: 90,
  });
  report({
    name: `${long.name}, lean stream, to the last byte`,
    measured: quantile(timings.lean),
    unit: "ms",
  });
  const parsed = await measure(() => JSON.parse(streamed), ROUNDS, 3);
  report({
    name: `${long.name}, /execute/stream, to the first event`,
    measured: await firstEvents(server, streamed),
    unit: "ms",
    reference: { name: "JSON.parse of the body", value: quantile(parsed) },
    goal: 5,
  });
  report({
    name: `${long.name}, /execute`,
    measured: quantile(timings.executed),
    unit: "ms",
    reference: { name: ORIGINAL, value: 120 },
    goal: 60,
  });
  const small = mesh(10);
  const short = bodyOf(small);
  report({
    name: "10 nodes, /execute/stream, to the first event",
    measured: await firstEvents(server, short),
    unit: "ms",
    goal: 5,
  });
  const quick = await measure(() => drain(server, "/execute", short), 200, 20);
  report({
    name: "10 nodes, /execute",
    measured: quantile(quick),
    unit: "ms",
    reference: { name: ORIGINAL, value: 0.7 },
    goal: 3,
  });
}

async function manyAtOnce(server: TestServer, report: Report): Promise<void> {
  const body = bodyOf(mesh(100));
  const fifty = await measure(
    () => Promise.all(Array.from({ length: 50 }, () => drain(server, "/execute/stream", body))),
    ROUNDS,
    2,
  );
  report({
    name: "50 streams of 100 nodes at once, until all have ended",
    measured: quantile(fifty),
    unit: "ms",
    reference: { name: ORIGINAL, value: 610 },
    goal: 400,
  });
}

async function chunkRows(server: TestServer, report: Report): Promise<void> {
  const body = callOf("ManyChunks", { n: 3000, size: 4 });
  let bytes = 0;
  const timings = await measure(
    async () => {
      bytes = await drain(server, "/execute/stream?events=delta", body);
    },
    ROUNDS,
    3,
  );
  report({
    name: "3,000 chunks of 4 bytes, lean stream",
    measured: quantile(timings),
    unit: "ms",
    reference: { name: ORIGINAL, value: 240 },
    goal: 60,
  });
  report({
    name: "3,000 chunks of 4 bytes, size of the lean stream",
    measured: bytes / 1000,
    unit: "kB",
    reference: { name: ORIGINAL, value: 18_500 },
    goal: 400,
  });
}

async function stopRow(server: TestServer, report: Report): Promise<void> {
  const body = callOf("spin", {});
  const timings: number[] = [];
  for (let i = 0; i < sized(50); i++) {
    const stream = await post(server, "/execute/stream", body);
    const reader = stream.body?.getReader();
    await reader?.read();
    const begin = performance.now();
    const id = stream.headers.get("X-Run-Id");
    const stopped = await fetch(`${server.url}/runs/${id}`, { method: "DELETE" });
    timings.push(performance.now() - begin);
    await stopped.body?.cancel();
    await reader?.cancel();
  }
  report({
    name: "Stop of an endless loop, until nothing of it is left, 99th percentile",
    measured: quantile(timings.sort((a, b) => a - b), 0.99),
    unit: "ms",
    goal: 250,
  });
}

async function busyRow(server: TestServer, report: Report): Promise<void> {
  const burn = callOf("cpu_burn", { seconds: sized(3) });
  const burning = Promise.all(Array.from({ length: 4 }, () => drain(server, "/execute", burn)));
  // All four have started when each has sent its first event; the rest of a second goes by in warming up.
  await measure(() => getPage(server), 1, 10);
  const timings = await measure(() => getPage(server), 30, 0);
  await burning;
  report({
    name: "GET / while 4 ops burn CPU on 2 cores",
    measured: quantile(timings),
    unit: "ms",
    reference: { name: ORIGINAL, value: 77 },
    goal: 20,
  });
}

function bodyOf(graph: BenchGraph): string {
  return JSON.stringify(requestBody(graph));
}

function callOf(functionName: string, values: Record<string, unknown>): string {
  const node = { id: "n", type: "functionNode", data: { functionName, values } };
  return JSON.stringify({ nodes: [node], edges: [] });
}

function post(server: TestServer, path: string, body: string): Promise<Response> {
  return fetch(server.url + path, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body,
  });
}

/** Reads an answer to its end, and gives its length. */
async function drain(server: TestServer, path: string, body: string): Promise<number> {
  const answer = await post(server, path, body);
  if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`);
  return (await answer.bytes()).byteLength;
}

/** Median time to the first event. */
async function firstEvents(server: TestServer, body: string): Promise<number> {
  const timings: number[] = [];
  for (let i = 0; i < ROUNDS; i++) timings.push(await firstEvent(server, body));
  return quantile(timings.sort((a, b) => a - b));
}

async function firstEvent(server: TestServer, body: string): Promise<number> {
  const begin = performance.now();
  const answer = await post(server, "/execute/stream", body);
  const reader = answer.body?.getReader();
  await reader?.read();
  const time = performance.now() - begin;
  while (!(await reader?.read())?.done);
  return time;
}

async function getPage(server: TestServer): Promise<void> {
  const answer = await fetch(server.url, { headers: { accept: "text/html" } });
  await answer.text();
}
