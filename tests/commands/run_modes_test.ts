import { expect } from "@std/expect";
import { psynapse } from "@/tests/helpers/command_line.ts";
import { tempPacks } from "@/tests/helpers/temp_packs.ts";

const position = { x: 0, y: 0 };

/** 5, its square, 10 more, in a view; and 5 in a view of its own. `square` is more of that node's data. */
function workflow(square: Record<string, unknown>): string {
  const fn = (id: string, functionName: string, more = {}) => ({
    ...{ id, type: "functionNode", position },
    data: { functionName, values: {}, ...more },
  });
  const edge = (source: string, target: string, targetHandle: string) => ({
    ...{ id: `${source}-${target}`, source, sourceHandle: "output", target, targetHandle },
  });
  return JSON.stringify({
    version: 1,
    nodes: [
      {
        ...{ id: "five", type: "variableNode", position },
        data: { variableName: "five", variableType: "Number", variableValue: 5 },
      },
      fn("square", "square", square),
      fn("more", "add_ten"),
      { id: "shown", type: "viewNode", position, data: {} },
      { id: "plain", type: "viewNode", position, data: {} },
    ],
    edges: [
      edge("five", "square", "x"),
      edge("square", "more", "x"),
      edge("more", "shown", "input"),
      edge("five", "plain", "input"),
    ],
  });
}

const PACK = `
export function square(x: number): number {
  console.log("squared");
  return x * x;
}
export function add_ten(x: number): number {
  return x + 10;
}`;

/** Runs the workflow in a pack that says on standard error when it squares. */
async function run(square: Record<string, unknown>): Promise<unknown> {
  await using packs = await tempPacks({ "own/ops.ts": PACK });
  const args = ["run", "-", "--json", `--nodepack-dir=${packs.dir}`];
  const { code, stdout, stderr } = await psynapse(args, { stdin: workflow(square) });
  return { code, ...JSON.parse(stdout), squared: stderr.includes("[square] squared") };
}

const BASE = { code: 0, errors: {}, squared: false };

Deno.test("psynapse run skips muted nodes and what depends on them, and passes by bypassed ones", async () => {
  expect(await run({})).toEqual({ ...BASE, results: { shown: 35, plain: 5 }, squared: true });
  expect(await run({ mode: "bypass" })).toEqual({ ...BASE, results: { shown: 15, plain: 5 } });
  expect(await run({ mode: "mute" })).toEqual({ ...BASE, results: { plain: 5 } });
});

Deno.test("psynapse run takes the value of a pinned node, and does not run it", async () => {
  const pinned = { pinned: 100 };
  expect(await run(pinned)).toEqual({ ...BASE, results: { shown: 110, plain: 5 } });
});
