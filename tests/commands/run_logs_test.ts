import { expect } from "@std/expect";
import { psynapse } from "@/tests/helpers/command_line.ts";
import { tempPacks } from "@/tests/helpers/temp_packs.ts";

const WORKFLOW = JSON.stringify({
  version: 1,
  nodes: [{
    id: "a",
    type: "functionNode",
    position: { x: 0, y: 0 },
    data: { functionName: "talks", label: "Talker", values: {} },
  }],
  edges: [],
});

Deno.test("psynapse run prints what ops log to standard error, and --events has it", async () => {
  await using packs = await tempPacks({
    "chatty/ops.ts": `
export function talks(): number {
  console.log("one\\ntwo");
  console.warn("%s%s", String.fromCharCode(27), "[31mcareful");
  return 1;
}`,
  });
  const run = (...args: string[]) =>
    psynapse(["run", "-", `--nodepack-dir=${packs.dir}`, ...args], { stdin: WORKFLOW });
  const lines = "[Talker] one\n[Talker] two\n[Talker warn] careful\n";
  expect(await run()).toEqual({ code: 0, stdout: "", stderr: lines });
  const json = await run("--json");
  expect([JSON.parse(json.stdout), json.stderr]).toEqual([{ results: {}, errors: {} }, lines]);
  const { stdout, stderr } = await run("--events");
  const events = stdout.trim().split("\n").map((line) => JSON.parse(line));
  expect(events.filter(({ status }) => status === "log")).toEqual([
    {
      ...{ node_id: "a", node_number: 1, node_name: "Talker", pack: "chatty" },
      ...{ status: "log", level: "log", text: "one\ntwo" },
    },
    {
      ...{ node_id: "a", node_number: 1, node_name: "Talker", pack: "chatty" },
      ...{ status: "log", level: "warn", text: "careful" },
    },
  ]);
  expect(stderr).toBe("");
});
