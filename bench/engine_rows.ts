import { fileURLToPath } from "node:url";
import type { CatalogSnapshot } from "../engine/catalog/types.ts";
import type { ParamSchema } from "../engine/core/schema.ts";
import { createEngine } from "../engine/mod.ts";
import { executeGraph } from "../engine/run/execute_graph.ts";
import { LocalHosts } from "../engine/run/local_hosts.ts";
import { encodeDelta } from "../server/delta_encoder.ts";
import { type BenchGraph, mesh, runRequest } from "./graphs.ts";
import { add, kahnWithEvents, straightLine } from "./limits.ts";
import { measureTogether, quantile, type Timings } from "./measure.ts";
import type { Report } from "./rows.ts";
import { sized } from "./smoke.ts";

const ROUNDS = 40;
const NODES = sized(10_000, 20);

/** Measures the engine without HTTP. */
export async function engineRows(report: Report): Promise<void> {
  const graph = mesh(NODES);
  await using engine = hostedEngine();
  const timings = await measureTogether(
    {
      straight: straightLine(graph),
      kahn: kahnWithEvents(graph),
      local: localRun(graph),
      hosted: engine.runOf(graph),
    },
    ROUNDS,
    8,
  );
  const perNode = (timing: Timings): number => quantile(timing) * 1000 / NODES;
  const straight = perNode(timings.straight);
  const kahn = perNode(timings.kahn);
  const local = perNode(timings.local);
  report({ name: `${graph.name}: the ops alone`, measured: straight, unit: "µs/node" });
  report({
    name: `${graph.name}: Kahn's loop with two JSON events per node`,
    measured: kahn,
    unit: "µs/node",
    reference: { name: "the ops alone", value: straight },
  });
  report({
    name: `${graph.name}: engine in process, all events as JSON`,
    measured: local,
    unit: "µs/node",
    reference: { name: "Kahn's loop", value: kahn },
    goal: 2 * kahn,
  });
  report({
    name: `${graph.name}: engine through a host, all events as JSON`,
    measured: perNode(timings.hosted),
    unit: "µs/node",
    reference: { name: "engine in process", value: local },
    goal: 10,
  });
}

/** Prepares a run in this process that counts the bytes of all events as JSON. */
export function localRun(graph: BenchGraph): () => Promise<number> {
  const request = runRequest(graph);
  const hosts = new LocalHosts({ add });
  return () => bytesOf(executeGraph({ request, catalog: CATALOG, hosts }));
}

/** An engine with real hosts. */
function hostedEngine(): AsyncDisposable & { runOf(graph: BenchGraph): () => Promise<number> } {
  const nodepackDir = fileURLToPath(new URL("../nodepacks", import.meta.url));
  const engine = createEngine({ nodepackDir, watch: false });
  return {
    runOf(graph) {
      const request = runRequest(graph);
      return async () => bytesOf((await engine.run(request)).events);
    },
    [Symbol.asyncDispose]: () => engine.close(),
  };
}

async function bytesOf(events: AsyncIterable<Parameters<typeof encodeDelta>[0]>): Promise<number> {
  let bytes = 0;
  for await (const event of events) bytes += encodeDelta(event).length;
  return bytes;
}

const PARAM: ParamSchema = { name: "a", type: "float", ts_type: "number" };

/** What the catalog says of `add`. */
const CATALOG: CatalogSnapshot = {
  version: "1",
  packs: [{
    ...{ name: "basic", dir: "/", files: ["ops.ts"], imports: {}, permissions: {}, version: "1" },
  }],
  ops: [{
    kind: "function",
    file: "ops.ts",
    schema: {
      name: "add",
      params: [PARAM, { ...PARAM, name: "b" }],
      returns: [{ ...PARAM, name: "result" }],
      docstring: "",
      filepath: "nodepacks/basic/ops.ts",
      pack: "basic",
      is_progress_node: false,
      is_stream_node: false,
    },
  }],
  problems: [],
};
