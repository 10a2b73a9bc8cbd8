/** Graphs that the editor's rules accept have no type errors when they run. */
import { expect } from "@std/expect";
import { createGraph } from "@/client/models/graph.ts";
import { findOpIn } from "@/commands/find_op.ts";
import { checkGraph } from "@/engine/core/check_graph.ts";
import { type FindOp, listedOutputs } from "@/engine/core/handle_types.ts";
import type { JsonValue } from "@/engine/core/json.ts";
import { parseRunRequest } from "@/engine/core/parse_graph.ts";
import type { OpSchema } from "@/engine/core/schema.ts";
import { type Workflow, workflowToRunRequest } from "@/engine/core/workflow.ts";
import { createEngine, type Engine } from "@/engine/mod.ts";
import { runGraph } from "../../helpers/run_graph.ts";
import { STRICT_PACK, STRICT_VALUES } from "../../helpers/strict_pack.ts";
import { tempPacks } from "../../helpers/temp_packs.ts";

const GRAPHS = 1000;
/** So many are checked and run together, side by side: that is quicker, and they do not touch. */
const TOGETHER = 50;

/** What a conversion may depend upon without an error coming of it. */
const HARMLESS = new Set([undefined, "decimals are cut off"]);

type Random = <T>(of: readonly T[]) => T;

function randomOf(seed: number): Random {
  let state = seed;
  return (of) => {
    state = Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) + 0x9e3779b9 | 0;
    return of[((state ^ (state >>> 13)) >>> 0) % of.length];
  };
}

/** Variables of each type, some with texts that convert. */
const VARIABLES: readonly [type: string, value: JsonValue][] = [
  ["String", "some text"],
  ["String", "12"],
  ["String", "[1, 2]"],
  ["String", "slow"],
  ["Number", 7],
  ["Number", 2.5],
  ["Boolean", true],
  ["List", [1, 2]],
  ["List", ["a"]],
  ["List", [{ x: 1, y: 2 }]],
  ["Object", { x: 1, y: 2 }],
  ["Object", { a: "b" }],
  ["Image", "data:image/png;base64,AA=="],
];

/** Draws nodes and, by the editor's rules, edges between them at random. */
function draw(ops: readonly OpSchema[], findOp: FindOp, random: Random): Workflow {
  const graph = createGraph({ findOp });
  const outputs: { source: string; sourceHandle: string }[] = [];
  for (let count = random([3, 5, 8]); count > 0; count--) {
    const at = { position: { x: 0, y: 0 } };
    const kind = random(["op", "op", "op", "op", "variable", "list"]);
    if (kind === "variable") {
      const id = graph.addNode("variableNode", at);
      const [variableType, variableValue] = random(VARIABLES);
      graph.updateData(id, { variableType });
      graph.updateData(id, { variableValue });
      outputs.push({ source: id, sourceHandle: "output" });
      continue;
    }
    const op = random(ops);
    const id = kind === "list"
      ? graph.addNode("listNode", at)
      : graph.addNode("functionNode", { ...at, op });
    const inputs = kind === "list" ? ["input-0", "input-1"] : op.params.map(({ name }) => name);
    for (const targetHandle of inputs) {
      for (let tries = 0; tries < 12 && outputs.length > 0; tries++) {
        const result = graph.connect({ ...random(outputs), target: id, targetHandle });
        if (result.ok) break;
      }
    }
    const handles = kind === "list" ? ["output"] : listedOutputs(op).map((one) => one.id);
    for (const sourceHandle of handles) outputs.push({ source: id, sourceHandle });
  }
  return graph.toWorkflow();
}

/** Gives each parameter without edge a value, where it needs one or by chance. */
function fill(workflow: Workflow, findOp: FindOp, random: Random): void {
  for (const { id, type, data } of workflow.nodes) {
    if (type !== "functionNode") continue;
    for (const param of findOp(data.functionName, data.pack)?.params ?? []) {
      const isConnected = workflow.edges.some(({ target, targetHandle }) =>
        target === id && targetHandle === param.name
      );
      if (isConnected || Object.hasOwn(data.values, param.name)) continue;
      if (param.optional && random([true, false])) continue;
      const type = param.ts_type.replace(/ \| undefined$/, "");
      const pool = STRICT_VALUES[type];
      if (pool === undefined) throw new Error(`There are no values of the type ${type}`);
      data.values[param.name] = random(pool) as JsonValue;
    }
  }
}

/** Takes away edges that the exact check refuses, or of which only the run can tell, until there are none. */
async function settle(
  engine: Engine,
  workflow: Workflow,
  findOp: FindOp,
  random: Random,
): Promise<{ refused: number }> {
  let refused = 0;
  while (true) {
    fill(workflow, findOp, random);
    const request = parseRunRequest(workflowToRunRequest(workflow));
    const { by, edges, values } = await engine.checkTypes(request);
    expect(by).toBe("compiler");
    const variables = new Set(
      workflow.nodes.filter(({ type }) => type === "variableNode").map(({ id }) => id),
    );
    const bad = workflow.edges.filter((edge, index) => {
      const verdict = edges[index];
      if (!verdict.ok) return ++refused > 0;
      // What a variable holds is known: the check below looks at it, but not into texts that are JSON.
      const isSeen = variables.has(edge.source) && verdict.depends?.includes("JSON") !== true;
      return !HARMLESS.has(verdict.depends) && !isSeen;
    });
    const problems = checkGraph(request, { findOp, verdicts: edges, values });
    const blamed = new Set(problems.map(({ nodeId, param }) => `${nodeId} ${param}`));
    const gone = new Set(bad.map(({ id }) => id));
    for (const edge of workflow.edges) {
      if (blamed.has(`${edge.target} ${edge.targetHandle}`)) gone.add(edge.id);
    }
    if (gone.size === 0) {
      expect(problems).toEqual([]);
      return { refused };
    }
    workflow.edges = workflow.edges.filter(({ id }) => !gone.has(id));
  }
}

/** Graphs side by side, under ids of their own. */
function together(workflows: readonly Workflow[]): Workflow {
  const all: Workflow = { version: 1, nodes: [], edges: [] };
  workflows.forEach(({ nodes, edges }, index) => {
    all.nodes.push(...nodes.map((node) => ({ ...node, id: `${index}/${node.id}` })));
    all.edges.push(...edges.map((edge) => ({
      ...edge,
      id: `${index}/${edge.id}`,
      source: `${index}/${edge.source}`,
      target: `${index}/${edge.target}`,
    })));
  });
  return all;
}

Deno.test(`${GRAPHS} random graphs that the editor accepts run without type errors`, async () => {
  await using packs = await tempPacks(STRICT_PACK);
  const engine = createEngine({ nodepackDir: packs.dir, log: () => {} });
  try {
    const catalog = await engine.catalog();
    expect(catalog.problems).toEqual([]);
    const findOp = findOpIn(catalog);
    const ops = catalog.ops.map(({ schema }) => schema);
    const used = new Set<string>();
    let refused = 0, edges = 0;
    for (let seed = 0; seed < GRAPHS; seed += TOGETHER) {
      const random = randomOf(seed + 1);
      const drawn = Array.from({ length: TOGETHER }, () => draw(ops, findOp, random));
      const workflow = together(drawn);
      refused += (await settle(engine, workflow, findOp, random)).refused;
      edges += workflow.edges.length;
      for (const { target, targetHandle } of workflow.edges) {
        const node = workflow.nodes.find(({ id }) => id === target);
        if (node?.type === "functionNode") used.add(`${node.data.functionName}.${targetHandle}`);
      }
      const { errors } = await runGraph(engine, workflowToRunRequest(workflow));
      const about = (id: string) => ({
        node: workflow.nodes.find((node) => node.id === id)?.data,
        edges: workflow.edges.filter(({ target }) => target === id),
      });
      expect(Object.entries(errors).map(([id, error]) => ({ seed, error, ...about(id) }))).toEqual(
        [],
      );
    }
    // The test says something only where the exact check has work, and every parameter was connected.
    expect(refused).toBeGreaterThan(GRAPHS / 10);
    expect(edges).toBeGreaterThan(GRAPHS);
    const params = ops.flatMap(({ name, params }) =>
      params.map((param) => `${name}.${param.name}`)
    );
    expect(params.filter((name) => !used.has(name))).toEqual([]);
  } finally {
    await engine.close();
  }
});
