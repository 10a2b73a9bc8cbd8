import { expect } from "@std/expect";
import { psynapse } from "@/tests/helpers/command_line.ts";
import { tempPacks } from "@/tests/helpers/temp_packs.ts";

const position = { x: 0, y: 0 };

/** 5, its square, 10 more, in a view; and 5 in a view of its own. */
function workflow(square: "mute" | "bypass" | undefined): string {
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
      fn("square", "square", square ? { mode: square } : {}),
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

Deno.test("psynapse run skips muted nodes and what depends on them, and passes by bypassed ones", async () => {
  await using packs = await tempPacks({
    "own/ops.ts": `
export function square(x: number): number {
  console.log("squared");
  return x * x;
}
export function add_ten(x: number): number {
  return x + 10;
}`,
  });
  const run = async (mode?: "mute" | "bypass") => {
    const args = ["run", "-", "--json", `--nodepack-dir=${packs.dir}`];
    const { code, stdout, stderr } = await psynapse(args, { stdin: workflow(mode) });
    return { code, ...JSON.parse(stdout), stderr };
  };
  const squared = "[square] squared\n";
  const base = { code: 0, errors: {} };
  expect(await run()).toEqual({ ...base, results: { shown: 35, plain: 5 }, stderr: squared });
  expect(await run("bypass")).toEqual({ ...base, results: { shown: 15, plain: 5 }, stderr: "" });
  expect(await run("mute")).toEqual({ ...base, results: { plain: 5 }, stderr: "" });
});
