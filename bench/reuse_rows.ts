import { fileURLToPath } from "node:url";
import { planRun } from "../engine/core/plan.ts";
import { createEngine } from "../engine/mod.ts";
import { chain, runRequest } from "./graphs.ts";
import { measureTogether, quantile } from "./measure.ts";
import type { Report } from "./rows.ts";
import { sized } from "./smoke.ts";

const ROUNDS = 40;
const NODES = sized(1000, 20);

/** Measures runs that reuse results. */
export async function reuseRows(report: Report): Promise<void> {
  const graph = chain(NODES);
  const plain = runRequest(graph);
  const request = { ...plain, reuse: true as const };
  const nodepackDir = fileURLToPath(new URL("../nodepacks", import.meta.url));
  const engine = createEngine({ nodepackDir, watch: false });
  try {
    const drain = async (body: typeof plain): Promise<number> => {
      let events = 0;
      for await (const _ of (await engine.run(body)).events) events++;
      return events;
    };
    await drain(request);
    let change = 0;
    /** The same chain with another value in its middle: half of it is known. */
    const changed = () => {
      const nodes = request.nodes.slice();
      const node = nodes[NODES / 2];
      if (node.kind === "function") {
        nodes[NODES / 2] = { ...node, values: Object.assign(Object.create(null), { b: ++change }) };
      }
      return { ...request, nodes };
    };
    const timings = await measureTogether(
      {
        plan: () => Promise.resolve(planRun(request).order.length),
        decided: async () => Object.keys(await engine.predict(request)).length,
        full: () => drain(plain),
        known: () => drain(request),
        half: () => drain(changed()),
      },
      ROUNDS,
      8,
    );
    const full = { name: "a full run", value: quantile(timings.full) };
    report({
      name: `${graph.name}: what would run, decided`,
      measured: quantile(timings.decided),
      unit: "ms",
      reference: { name: "its order alone", value: quantile(timings.plan) },
      goal: 20,
    });
    report({
      name: `${graph.name}: a run whose results are all known`,
      measured: quantile(timings.known),
      unit: "ms",
      reference: full,
    });
    report({
      name: `${graph.name}: one value in the middle changed, results reused`,
      measured: quantile(timings.half),
      unit: "ms",
      reference: full,
    });
  } finally {
    await engine.close();
  }
}
