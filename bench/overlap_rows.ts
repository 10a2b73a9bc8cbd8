import { createEngine } from "../engine/mod.ts";
import { parseRunRequest } from "../engine/core/parse_graph.ts";
import { tempPacks } from "../tests/helpers/temp_packs.ts";
import { measure, quantile } from "./measure.ts";
import type { Report } from "./rows.ts";
import { sized } from "./smoke.ts";

const ROUNDS = 3;
const BRANCHES = 4;
/** Milliseconds that a branch computes. */
const BURN = sized(500, 20);

const OPS = `
export async function nap(ms: number): Promise<number> {
  await new Promise((resolve) => setTimeout(resolve, ms));
  return ms;
}
export function burn(ms: number, after: number = 0): number {
  const until = performance.now() + ms;
  while (performance.now() < until);
  return after + 1;
}
`;

const STREAM_OPS = `
export class Nap {
  async *call(ms: number): AsyncGenerator<string> {
    await new Promise((resolve) => setTimeout(resolve, ms));
    yield "awake";
  }
}
`;

interface Body {
  nodes: unknown[];
  edges: unknown[];
}

/** Measures how well what need not wait for each other overlaps. */
export async function overlapRows(report: Report): Promise<void> {
  await using packs = await tempPacks({ "bench/ops.ts": OPS, "bench/stream_ops.ts": STREAM_OPS });
  const engine = createEngine({ nodepackDir: packs.dir, watch: false });
  const median = async (body: Body): Promise<number> => {
    const run = async () => {
      for await (const _ of (await engine.run(parseRunRequest(body))).events);
    };
    return quantile(await measure(run, ROUNDS));
  };
  try {
    report({
      name: "20 async ops of 200 ms side by side",
      measured: await median(sideBySide("nap", 20, 200)),
      unit: "ms",
      goal: 300,
    });
    report({
      name: "20 stream ops of 200 ms side by side, a worker for each",
      measured: await median(sideBySide("Nap", 20, 200)),
      unit: "ms",
    });
    const reference = { name: "one after the other", value: BRANCHES * BURN };
    const goal = BRANCHES * BURN * 0.6;
    report({
      name: `${BRANCHES} ops that burn CPU for 500 ms, side by side`,
      measured: await median(sideBySide("burn", BRANCHES, BURN)),
      unit: "ms",
      reference,
      goal,
    });
    report({
      name: `${BRANCHES} chains of 5 ops that burn CPU for 100 ms, from one source`,
      measured: await median(chains(BRANCHES, 5, BURN / 5)),
      unit: "ms",
      reference,
      goal,
    });
  } finally {
    await engine.close();
  }
}

function node(id: string, functionName: string, ms: number): unknown {
  return { id, type: "functionNode", data: { functionName, values: { ms } } };
}

function sideBySide(op: string, count: number, ms: number): Body {
  return { nodes: Array.from({ length: count }, (_, i) => node(`n${i}`, op, ms)), edges: [] };
}

function chains(count: number, length: number, ms: number): Body {
  const nodes = [node("source", "burn", 1)];
  const edges: unknown[] = [];
  for (let c = 0; c < count; c++) {
    for (let i = 0; i < length; i++) {
      const target = `c${c}_${i}`;
      const source = i === 0 ? "source" : `c${c}_${i - 1}`;
      nodes.push(node(target, "burn", ms));
      edges.push({ source, sourceHandle: "output", target, targetHandle: "after" });
    }
  }
  return { nodes, edges };
}
