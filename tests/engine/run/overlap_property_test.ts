import { expect } from "@std/expect";
import { isNodeEvent } from "@/engine/core/run_event.ts";
import { type Random, randomOf } from "@/tests/helpers/faults/random.ts";
import {
  type OverlapStage,
  overlapStage,
  type SharedRun,
  type StageNodes,
} from "@/tests/helpers/overlap_stage.ts";

const GRAPHS = 10;
const OPS = ["work", "work", "work", "work", "work", "odd", "box", "fail", "stay", "nap", "Say"];

type StageGraph = [nodes: StageNodes, edges: string[], more: Record<string, unknown>];

/** A graph in which much is ready at the same time. */
function randomGraph(random: Random): StageGraph {
  const nodes: StageNodes = {};
  const edges: string[] = [];
  const names: string[] = [];
  for (let i = 0; i < 14; i++) {
    const name = `n${i}`;
    const before = () => random.pick(names);
    const kind = names.length > 2 && random.chance(0.15)
      ? random.pick(["list", "view"] as const)
      : random.pick(OPS);
    if (kind === "list" || kind === "view") {
      nodes[name] = kind;
      edges.push(`${before()} -> ${name}.${kind === "list" ? "input-0" : "input"}`);
      if (kind === "list") edges.push(`${before()} -> ${name}.input-1`);
    } else {
      nodes[name] = [kind, kind === "Say" ? { text: name } : { ms: 4 + random.below(16) }];
      const source = names.length > 0 && random.chance(0.6) ? before() : undefined;
      const [op] = source === undefined ? [] : nodes[source];
      const isBoxed = op === "box" || op === "odd";
      if (isBoxed && Array.isArray(nodes[name])) nodes[name][0] = "look";
      if (source !== undefined) edges.push(`${source} -> ${name}.${isBoxed ? "it" : "a"}`);
      if (kind === "work" && !isBoxed && names.length > 0 && random.chance(0.3)) {
        edges.push(`${before()} -> ${name}.b`);
      }
    }
    names.push(name);
  }
  return [nodes, edges, random.chance(0.3) ? { on_error: "null" } : {}];
}

/** What does not depend on where and when nodes ran. */
function cameTo({ outputs, errors, end }: SharedRun) {
  return { outputs, errors, end };
}

function expectEachOnce({ events }: SharedRun): void {
  const seen = events.filter(isNodeEvent)
    .filter(({ status }) => ["executing", "completed", "error"].includes(status))
    .map(({ node_id, status }) => `${node_id} ${status === "executing"}`);
  expect(new Set(seen).size).toBe(seen.length);
}

async function compare(alone: OverlapStage, shared: OverlapStage, graph: StageGraph) {
  const expected = await alone.run(...graph);
  const got = await shared.run(...graph);
  expectEachOnce(got);
  expect(cameTo(got)).toEqual(cameTo(expected));
  return got.pids.size;
}

Deno.test("graphs come to the same in several hosts as in one", async () => {
  await using alone = await overlapStage(1);
  await using shared = await overlapStage(3);
  let mostHosts = 0;
  for (let seed = 1; seed <= GRAPHS; seed++) {
    const graph = randomGraph(randomOf(seed));
    try {
      const reuse = seed % 3 === 0 ? { reuse: true } : {};
      graph[2] = { ...graph[2], ...reuse };
      mostHosts = Math.max(mostHosts, await compare(alone, shared, graph));
    } catch (error) {
      throw new Error(`With seed ${seed}: ${JSON.stringify(graph)}`, { cause: error });
    }
  }
  expect(mostHosts).toBeGreaterThan(1);
});
