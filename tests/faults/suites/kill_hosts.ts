import { drawGraph } from "@/tests/helpers/faults/fault_graph.ts";
import {
  endProcess,
  type FaultServer,
  startFaultServer,
} from "@/tests/helpers/faults/fault_server.ts";
import { type Random, randomOf } from "@/tests/helpers/faults/random.ts";
import { RunCheck } from "@/tests/helpers/faults/run_check.ts";
import { RUN_LIMIT_MS, runCleanly, watchRun } from "@/tests/helpers/faults/run_stream.ts";
import { type FaultSuite, inLanes, quantile, timed } from "@/tests/helpers/faults/suite.ts";
import { within } from "@/tests/helpers/within.ts";

/** Runs at once. What is done to the hosts of one is seen by the others. */
const LANES = 4;

/** When hosts are killed in a run: behind how many events, and how long behind them. */
interface Moment {
  events: number;
  ms: number;
}

/**
 * Hosts are killed at random moments of runs. Every run ends with one terminal event, no value is wrong, nodes that
 * could not finish say that their host ended, and the next run works.
 */
export const killHosts: FaultSuite = {
  name: "hosts killed",
  counts: { smoke: 10, full: 500 },
  async run({ count, seed }) {
    await using server = await startFaultServer();
    const random = randomOf(seed);
    const times: number[] = [];
    let kills = 0;
    let failures = 0;
    for (let from = 0; from < count; from += LANES) {
      await inLanes(LANES, Math.min(LANES, count - from), async () => {
        const check = await runAndKill(server, random, times, () => kills++);
        failures += check.failures;
      });
      await runCleanly(server);
    }
    return [
      { name: "runs", value: count, unit: "" },
      { name: "hosts killed", value: kills, unit: "" },
      { name: "nodes that failed or were skipped", value: failures, unit: "" },
      { name: "a run, median", value: quantile(times, 0.5), unit: "ms" },
      { name: "a run, slowest", value: Math.max(...times), unit: "ms" },
    ];
  },
};

async function runAndKill(
  server: FaultServer,
  random: Random,
  times: number[],
  onKill: () => void,
): Promise<RunCheck> {
  const graph = drawGraph(random);
  const check = new RunCheck(graph, "hosts killed");
  const moments = drawMoments(random);
  const killing: Promise<void>[] = [];
  const killAtMoment = async ({ ms }: Moment): Promise<void> => {
    // The moment itself is random; nothing is awaited by it.
    if (ms > 0) await new Promise((resolve) => setTimeout(resolve, ms));
    const hosts = await server.started();
    const victims = random.chance(0.2) ? hosts : hosts.length > 0 ? [random.pick(hosts)] : [];
    for (const pid of victims) {
      endProcess(pid);
      onKill();
    }
  };
  const run = async (): Promise<void> => {
    const { events } = await watchRun(server, graph.body);
    const killDue = () => {
      while (moments.length > 0 && moments[0].events <= check.events) {
        killing.push(killAtMoment(moments.shift()!));
      }
    };
    killDue();
    for await (const event of events) {
      check.take(event);
      killDue();
    }
  };
  times.push(await timed(() => within("a run whose hosts are killed", run(), RUN_LIMIT_MS)));
  await Promise.all(killing);
  check.end();
  return check;
}

function drawMoments(random: Random): Moment[] {
  const moments = Array.from({ length: 1 + random.below(3) }, () => ({
    events: random.below(45),
    ms: random.chance(0.5) ? 0 : random.below(30),
  }));
  return moments.sort((a, b) => a.events - b.events);
}
