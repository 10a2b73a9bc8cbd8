import { expect } from "@std/expect";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import { PROJECT, psynapse, psynapseCommand, startServer } from "./helpers/command_line.ts";
import { copyPacks, type PackFolder } from "./helpers/copy_packs.ts";
import { post } from "./helpers/live_server.ts";
import { descendants, isAlive } from "./helpers/processes.ts";

const ARITHMETIC = `${PROJECT}/workflows/arithmetic.json`;

/** A workflow file's text: `[id, op, values]`, or `[id, "view"]`. */
function workflowOf(
  nodes: [id: string, op: string, values?: Record<string, unknown>][],
  edges: [source: string, target: string, targetHandle: string][] = [],
): string {
  return JSON.stringify({
    version: 1,
    nodes: nodes.map(([id, op, values = {}]) => ({
      id,
      type: op === "view" ? "viewNode" : "functionNode",
      position: { x: 0, y: 0 },
      data: op === "view" ? {} : { functionName: op, values },
    })),
    edges: edges.map(([source, target, targetHandle], i) => {
      return { id: `e${i}`, source, target, sourceHandle: "output", targetHandle };
    }),
  });
}

const DIVIDED = workflowOf(
  [["d", "divide", { a: 1, b: 0 }], ["n", "add", { b: 1 }], ["m", "add", { a: 1, b: 1 }], [
    "v",
    "view",
  ]],
  [["d", "n", "a"], ["m", "v", "input"]],
);

const CYCLE = workflowOf([["a", "add"], ["b", "add"]], [["a", "b", "a"], ["b", "a", "a"]]);

describe("psynapse", () => {
  it("lists its commands", async () => {
    const { code, stdout } = await psynapse(["--help"]);
    expect(code).toBe(0);
    for (const name of ["start", "run", "check", "schema", "test", "new"]) {
      expect(stdout).toContain(`  ${name} `);
    }
    expect((await psynapse([])).code).toBe(2);
  });

  it("names a command that it does not have", async () => {
    const { code, stderr } = await psynapse(["serve"]);
    expect(code).toBe(2);
    expect(stderr).toContain('There is no command "serve"');
  });

  for (const name of ["start", "run", "check", "schema", "test", "new"]) {
    it(`explains ${name}, and refuses flags that it does not know`, async () => {
      const [help, bad] = await Promise.all([
        psynapse([name, "--help"]),
        psynapse([name, "--colour"]),
      ]);
      expect(help.code).toBe(0);
      expect(help.stdout).toMatch(new RegExp(`^Usage: psynapse ${name} `));
      expect(bad.code).toBe(2);
      expect(bad.stderr).toContain("Unknown option '--colour'");
      expect(bad.stderr).toContain(`psynapse ${name} --help`);
      expect(bad.stderr).not.toContain("    at ");
    });
  }
});

describe("psynapse start", () => {
  it("refuses a port that is none", async () => {
    const { code, stderr } = await psynapse(["start", "--port", "http"]);
    expect(code).toBe(2);
    expect(stderr).toContain('--port is "http", but must be a whole number from 0 to 65535');
  });

  it("refuses a limit that is none", async () => {
    const { code, stderr } = await psynapse(["start", "--max-memory=1 MiB"]);
    expect(code).toBe(2);
    expect(stderr).toContain('--max-memory is "1 MiB", but must be a size of 128 MiB or more');
    const variable = await psynapse(["start"], { env: { MAX_RUNS: "a few" } });
    expect(variable.stderr).toContain('MAX_RUNS is "a few", but must be a whole number, or none');
  });

  it("says that a port is in use", async () => {
    await using server = await startServer();
    const port = new URL(server.url).port;
    const { code, stdout, stderr } = await psynapse(["start", "--port", port]);
    expect(code).toBe(1);
    expect(stdout).not.toContain("listens");
    expect(stderr).toContain(`Port ${port} is in use`);
    expect(stderr).not.toContain("    at ");
  });

  it("serves the editor and its files", async () => {
    await using server = await startServer();
    const page = await fetch(server.url, { headers: { accept: "text/html" } });
    expect(page.status).toBe(200);
    const html = await page.text();
    const files = [...html.matchAll(/(?:src|href)="(\/[^"]+)"/g)].map(([, path]) => path);
    expect(files.some((path) => path.includes(".css"))).toBe(true);
    for (const path of files) {
      const file = await fetch(server.url + path.replaceAll("&amp;", "&"));
      expect({ path, status: file.status }).toEqual({ path, status: 200 });
      await file.body?.cancel();
    }
  });

  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    it(`leaves within two seconds of ${signal}, with a run and streams open`, async () => {
      await using packs = await copyPacks("testing");
      await using server = await startServer(["--nodepack-dir", packs.path]);
      const changes = await fetch(`${server.url}/catalog/changes`);
      const body = JSON.stringify({
        nodes: [{ id: "s", type: "functionNode", data: { functionName: "spin" } }],
        edges: [],
      });
      const run = await post(server, "/execute/stream", body);
      const reader = run.body?.getReader();
      await reader?.read();
      const children = await descendants(server.pid);
      expect(children.length).toBeGreaterThan(0);
      const begin = performance.now();
      expect(await server.stop(signal)).toBe(0);
      expect(performance.now() - begin).toBeLessThan(2000);
      await reader?.cancel();
      await changes.body?.cancel();
      for (const child of children) expect(await isAlive(child)).toBe(false);
    });
  }
});

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
    const workflow = workflowOf(
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
    const stdin = workflowOf([["s", "spin"], ["n", "add", { a: 1, b: 2 }]]);
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
      await Deno.writeTextFile(workflow, workflowOf([["s", "spin"]]));
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

describe("psynapse run and check", () => {
  it("say what is wrong with nodepacks that lack an op of the graph", async () => {
    const stdin = workflowOf([["a", "add", { a: 1, b: 2 }]]);
    for (const command of ["run", "check"]) {
      const args = [command, "-", "--nodepack-dir=/no/such/folder"];
      const { code, stdout, stderr } = await psynapse(args, { stdin });
      expect(code).toBe(1);
      expect(stdout + stderr).toContain('Unknown op "add"');
      expect(stderr).toContain("The nodepacks folder /no/such/folder does not exist.");
    }
  });
});

describe("psynapse check", () => {
  it("finds nothing in the examples", async () => {
    const { code, stdout } = await psynapse(["check", ARITHMETIC]);
    expect({ code, stdout }).toEqual({ code: 0, stdout: "No problems.\n" });
  });

  it("lists what is wrong, and exits 1", async () => {
    const stdin = workflowOf(
      [["a", "add", { a: "x" }], ["f", "foo"], ["b", "add", { b: 1 }]],
      [["b", "b", "a"]],
    );
    const { code, stdout } = await psynapse(["check", "-"], { stdin });
    expect(code).toBe(1);
    expect(stdout.split("\n")).toEqual([
      "Graph contains a cycle: b → b",
      'a: Cannot convert "x" to float for parameter "a"',
      'a: Missing required parameter "b"',
      'f: Unknown op "foo"',
      "",
    ]);
  });

  it("knows exact types, and names that are nearly right", async () => {
    const stdin = workflowOf(
      [["r", "split_at", { text: "a" }], ["t", "take_rows"], ["p", "at_indx", { index: 1 }]],
      [["r", "t", "rows"]],
    );
    const { code, stdout } = await psynapse(["check", "-"], { stdin });
    expect(code).toBe(1);
    expect(stdout.split("\n")).toEqual([
      't: Cannot connect "r": "rows" takes Row[], this is string[]',
      'p: Unknown op "at_indx" (there is "basic/at_index")',
      "",
    ]);
  });

  it("says that a graph is refused as a whole", async () => {
    const stdin = workflowOf([["a", "view"], ["a", "view"]]);
    const { code, stdout, stderr } = await psynapse(["check", "-"], { stdin });
    expect(code).toBe(1);
    expect(stdout + stderr).toContain('"a"');
  });
});

describe("psynapse schema", () => {
  it("prints the schemas", async () => {
    const { code, stdout } = await psynapse(["schema"]);
    expect(code).toBe(0);
    const names = JSON.parse(stdout).map(({ name }: { name: string }) => name);
    expect(names).toEqual(expect.arrayContaining(["add", "ProgressOpp", "openai_chat_completion"]));
  });

  it("says what could not be loaded", async () => {
    await using packs = await copyPacks("basic");
    await packs.write("broken/ops.ts", "export function f( {");
    const { code, stdout, stderr } = await psynapse(["schema", "--nodepack-dir", packs.path]);
    expect(code).toBe(0);
    expect(JSON.parse(stdout).length).toBeGreaterThan(0);
    expect(stderr).toContain("broken/ops.ts:1: ");
  });

  it("prints what nodepacks may do", async () => {
    await using packs = await copyPacks("basic");
    const permissions = { net: ["api.example.com"], env: true, read: ["./data"] };
    await packs.write("asking/ops.ts", "export const f = () => 1;");
    await packs.write(
      "asking/deno.json",
      JSON.stringify({ permissions: { default: permissions } }),
    );
    const args = ["schema", "--permissions", "--nodepack-dir", packs.path];
    const { code, stdout } = await psynapse(args);
    expect(code).toBe(0);
    expect(stdout).toBe([
      ...["asking", "  - network: api.example.com", "  ! environment: everything"],
      ...["  - read: ./data", "basic", "  - nothing", ""],
    ].join("\n"));
    expect(JSON.parse((await psynapse([...args, "--json"])).stdout)).toEqual([
      {
        name: "asking",
        permissions: ["network: api.example.com", "environment: everything", "read: ./data"],
      },
      { name: "basic", permissions: ["nothing"] },
    ]);
    expect((await psynapse(["schema", "--json"])).code).toBe(2);
  });
});
