import { expect } from "@std/expect";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import { PROJECT, psynapse, psynapseCommand } from "@/tests/helpers/command_line.ts";
import { copyPacks, type PackFolder } from "@/tests/helpers/copy_packs.ts";
import { descendants, isAlive } from "@/tests/helpers/processes.ts";
import { workflowText } from "@/tests/helpers/workflow_text.ts";

const ARITHMETIC = `${PROJECT}/workflows/arithmetic.json`;

const DIVIDED = workflowText(
  [["d", "divide", { a: 1, b: 0 }], ["n", "add", { b: 1 }], ["m", "add", { a: 1, b: 1 }], [
    "v",
    "view",
  ]],
  [["d", "n", "a"], ["m", "v", "input"]],
);

const CYCLE = workflowText([["a", "add"], ["b", "add"]], [["a", "b", "a"], ["b", "a", "a"]]);

describe("psynapse run", () => {
  let packs: PackFolder;
  beforeAll(async () => {
    packs = await copyPacks("basic", "testing");
  });
  afterAll(async () => await packs[Symbol.asyncDispose]());

  it("prints the views' values", async () => {
    const { code, stdout } = await psynapse(["run", ARITHMETIC]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/: 48$/m);
    expect(stdout.replaceAll(/\s/g, "")).toContain("[8,6]");
  });

  it("finds a file from the folder that the user is in", async () => {
    const file = "arithmetic.json";
    const { code } = await psynapse(["run", file], { env: { INIT_CWD: `${PROJECT}/workflows` } });
    expect(code).toBe(0);
    expect((await psynapse(["run", file], { cwd: `${PROJECT}/workflows` })).code).toBe(0);
  });

  it("prints results and errors as JSON, and exits 1 when a node failed", async () => {
    const { code, stdout } = await psynapse(["run", "-", "--json"], { stdin: DIVIDED });
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toEqual({
      results: { v: 2 },
      errors: { d: "Division by zero", n: expect.stringContaining("divide") },
    });
  });

  it("prints every event, a line each", async () => {
    const { code, stdout } = await psynapse(["run", "-", "--events"], { stdin: DIVIDED });
    expect(code).toBe(1);
    const events = stdout.trimEnd().split("\n").map((line) => JSON.parse(line));
    expect(events.at(-1)).toEqual({ status: "done", results: { v: 2 } });
    expect(events.map(({ node_id, status }) => `${node_id} ${status}`)).toEqual(
      expect.arrayContaining(["d executing", "d error", "n error", "m completed", "v completed"]),
    );
  });

  it("says on standard error what failed", async () => {
    const { stdout, stderr } = await psynapse(["run", "-"], { stdin: DIVIDED });
    expect(stdout).toBe("v: 2\n");
    expect(stderr).toContain("divide (d): Division by zero");
  });

  it("sets values and environment variables", async () => {
    const workflow = workflowText(
      [
        ["n", "add", { a: 1 }],
        ["e", "read_env", { name: "PSY_A" }],
        ["p", "read_env", { name: "PSY_B" }],
        ["v", "view"],
        ["w", "view"],
        ["x", "view"],
      ],
      [["n", "v", "input"], ["e", "w", "input"], ["p", "x", "input"]],
    );
    const { code, stdout } = await psynapse(
      [
        ...["run", "-", "--json", "--nodepack-dir", packs.path],
        ...["--set", "n.b=4.5", "--env", "PSY_A=x=y", "--env", "PSY_B"],
      ],
      { stdin: workflow, env: { PSY_B: "passed on" } },
    );
    expect(code).toBe(0);
    expect(JSON.parse(stdout).results).toEqual({ v: 5.5, w: "x=y", x: "passed on" });
  });

  const bad: [name: string, args: string[], stdin: string | undefined, message: RegExp][] = [
    ["no file", ["run"], undefined, /Name a workflow file/],
    ["two files", ["run", "a.json", "b.json"], undefined, /Unexpected argument 'b\.json'/],
    ["a file that is not there", ["run", "none.json"], undefined, /none\.json: there is no such/],
    ["a file that is not JSON", ["run", "-"], "{", /- is no workflow/],
    ["a cycle", ["run", "-"], CYCLE, /cycle: /],
    ["a --set that fits nowhere", ["run", "-", "--set", "q.a=1"], DIVIDED, /no node "q"/],
    ["an --env that is not set", ["run", "-", "--env", "PSY_NONE"], DIVIDED, /PSY_NONE is not set/],
    ["two forms", ["run", "-", "--json", "--events"], DIVIDED, /choose one/],
    ["a limit that is none", ["run", "-", "--max-value", "big"], DIVIDED, /--max-value is "big"/],
    ["too many nodes", ["run", "-", "--max-nodes", "1"], DIVIDED, /\(limit --max-nodes\)/],
  ];
  for (const [name, args, stdin, message] of bad) {
    it(`refuses ${name}`, async () => {
      const { code, stderr } = await psynapse(args, { stdin });
      expect([1, 2]).toContain(code);
      expect(stderr).toMatch(message);
      expect(stderr).not.toContain("    at ");
    });
  }

  it("takes limits from flags and the environment, a flag first", async () => {
    const stdin = workflowText([["s", "spin"], ["n", "add", { a: 1, b: 2 }]]);
    const args = ["run", "-", "--json", "--nodepack-dir", packs.path];
    const env = { MAX_NODE_TIME: "500 ms" };
    const errors = async (flags: string[]) => {
      const { stdout } = await psynapse([...args, ...flags], { stdin, env });
      return JSON.parse(stdout).errors;
    };
    expect(await errors([])).toEqual({
      s: 'Node "spin" ran longer than 500 ms (limit --max-node-time)',
    });
    expect(await errors(["--max-node-time=0.3"])).toEqual({
      s: 'Node "spin" ran longer than 300 ms (limit --max-node-time)',
    });
  });

  it("stops when it is interrupted, and leaves nothing behind", async () => {
    const workflow = await Deno.makeTempFile({ suffix: ".json" });
    try {
      await Deno.writeTextFile(workflow, workflowText([["s", "spin"]]));
      const args = ["run", workflow, "--events", "--nodepack-dir", packs.path];
      const child = psynapseCommand(args, {}).spawn();
      const output = child.stdout.pipeThrough(new TextDecoderStream()).getReader();
      expect((await output.read()).value).toContain('"executing"');
      const children = await descendants(child.pid);
      expect(children.length).toBeGreaterThan(0);
      child.kill("SIGINT");
      expect((await child.status).code).toBe(130);
      for (const pid of children) expect(await isAlive(pid)).toBe(false);
      await output.cancel();
      await child.stderr.cancel();
    } finally {
      await Deno.remove(workflow);
    }
  });
});
