import { expect } from "@std/expect";
import { PACKS } from "@/tests/helpers/faults/fault_packs.ts";
import { type FaultServer, startFaultServer } from "@/tests/helpers/faults/fault_server.ts";
import { randomOf } from "@/tests/helpers/faults/random.ts";
import { RUN_LIMIT_MS } from "@/tests/helpers/faults/run_stream.ts";
import { type FaultSuite, quantile, timed } from "@/tests/helpers/faults/suite.ts";
import { post } from "@/tests/helpers/live_server.ts";
import { within } from "@/tests/helpers/within.ts";

/** Runs at once: each with an environment of its own, and one more without. */
const RUNS = 5;

/** What each run sets, and reads while the others run. */
const VARIABLES = ["MOOD", "PLACE"] as const;

/** How often an op reads a variable. */
const READS = 5;

/** Runs with environments of their own run at once, and never see another's. */
export const keepEnvironments: FaultSuite = {
  name: "environments",
  counts: { smoke: 3, full: 1000 },
  async run({ count, seed }) {
    await using server = await startFaultServer();
    const random = randomOf(seed);
    const times: number[] = [];
    for (let round = 0; round < count; round++) {
      // Also the same for some: what is mixed up must not look right by chance, nor be kept from one to the next.
      const values = Array.from({ length: RUNS }, () => `m${random.below(8)}`);
      times.push(
        await timed(async () => {
          await Promise.all([
            ...values.map((value, i) => runWith(server, { MOOD: value, PLACE: `p${i}` })),
            runWith(server, {}),
          ]);
        }),
      );
    }
    return [
      { name: "rounds", value: count, unit: "" },
      { name: "runs", value: count * (RUNS + 1), unit: "" },
      { name: "a round, median", value: quantile(times, 0.5), unit: "ms" },
      { name: "a round, slowest", value: Math.max(...times), unit: "ms" },
    ];
  },
};

async function runWith(server: FaultServer, env_vars: Record<string, string>): Promise<void> {
  const wanted: Record<string, string[]> = {};
  const nodes: Record<string, unknown>[] = [];
  const edges: Record<string, string>[] = [];
  // Two packs: two hosts of the same run.
  for (const pack of PACKS.slice(0, 2)) {
    for (const name of VARIABLES) {
      const id = `${pack}_${name}`;
      const values = { name, times: READS };
      nodes.push(
        { id, type: "functionNode", data: { functionName: "read_variable", pack, values } },
        { id: `v_${id}`, type: "viewNode", data: {} },
      );
      edges.push({ source: id, target: `v_${id}`, targetHandle: "input" });
      wanted[`v_${id}`] = Array(READS).fill(env_vars[name] ?? "<unset>");
    }
  }
  const answer = await within(
    "a run with an environment of its own",
    post(server, "/execute", { nodes, edges, env_vars }).then((answer) => answer.json()),
    RUN_LIMIT_MS,
  );
  expect(answer).toEqual({ results: wanted, errors: {} });
}
