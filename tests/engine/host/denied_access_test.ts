import { join } from "node:path";
import { expect } from "@std/expect";
import { opErrorMessage } from "@/engine/host/denied_access.ts";
import { createEngine } from "@/engine/mod.ts";
import { runGraph } from "../../helpers/run_graph.ts";
import { bodyOf } from "../../helpers/live_server.ts";
import { tempPacks } from "../../helpers/temp_packs.ts";

const PACK = { name: "x", dir: "/packs/x", config: "nodepacks/x/deno.json" };
const denied = (words: string) => new Deno.errors.NotCapable(words);
const requires = (kind: string, target = "") =>
  denied(`Requires ${kind} access${target}, run again with the --allow-${kind} flag`);

/** What the ops of the pack "p" try, and what is said of it. */
const TRIED: [name: string, source: string, message: string][] = [
  [
    "read",
    `Deno.readTextFileSync("/etc/hosts")`,
    said(`Reading "/etc/hosts"`, `"read": ["/etc/hosts"]`),
  ],
  [
    "read_later",
    `await Deno.readTextFile("/etc/hosts")`,
    said(`Reading "/etc/hosts"`, `"read": ["/etc/hosts"]`),
  ],
  [
    "own",
    `Deno.readTextFileSync(new URL("./a b.txt", import.meta.url))`,
    `"read": ["./a b.txt"] to permissions.default in nodepacks/p/deno.json.`,
  ],
  [
    "node_sync",
    `fs.readFileSync("/etc/hosts")`,
    said(`Reading "/etc/hosts"`, `"read": ["/etc/hosts"]`),
  ],
  [
    "node_async",
    `await fs.promises.readFile("/etc/hosts")`,
    said(`Reading "/etc/hosts"`, `"read": ["/etc/hosts"]`),
  ],
  [
    "node_callback",
    `await new Promise((_, no) => fs.readFile("/etc/hosts", no))`,
    said(`Reading "/etc/hosts"`, `"read": ["/etc/hosts"]`),
  ],
  [
    "write",
    `Deno.writeTextFileSync("/tmp/x", "")`,
    said(`Writing "/tmp/x"`, `"write": ["/tmp/x"]`),
  ],
  ["temp", `Deno.makeTempFileSync()`, said(`Writing "/tmp"`, `"write": ["/tmp"]`)],
  [
    "net",
    `await fetch("https://example.com/x")`,
    said(`Network access to "example.com:443"`, `"net": ["example.com:443"]`),
  ],
  [
    "lookup",
    `await dns.lookup("example.com")`,
    said(`Network access to "example.com"`, `"net": ["example.com"]`),
  ],
  ["env", `Deno.env.get("SECRET")`, said(`The environment variable "SECRET"`, `"env": ["SECRET"]`)],
  ["env_all", `Deno.env.toObject()`, said("The whole environment", `"env": true`)],
  [
    "node_env",
    `process.env.SECRET`,
    said(`The environment variable "SECRET"`, `"env": ["SECRET"]`),
  ],
  ["run", `new Deno.Command("git").outputSync()`, said(`Running "git"`, `"run": ["git"]`)],
  ["kill", `Deno.kill(1, "SIGTERM")`, said("Running or ending other processes", `"run": true`)],
  ["sys", `Deno.hostname()`, said(`Asking the system for "hostname"`, `"sys": ["hostname"]`)],
  [
    "ffi",
    `Deno.dlopen("/lib/x.so", {})`,
    said(`Loading the native library "/lib/x.so"`, `"ffi": ["/lib/x.so"]`),
  ],
  [
    "imports",
    `await import(String("/etc/x.ts"))`,
    said(`Reading "/etc/x.ts"`, `"read": ["/etc/x.ts"]`),
  ],
  [
    "cause",
    `try { Deno.readTextFileSync("/etc/hosts") } catch (cause) { throw new Error("No config", { cause }) }`,
    `No config: ${said(`Reading "/etc/hosts"`, `"read": ["/etc/hosts"]`)}`,
  ],
  [
    "quotes",
    `try { Deno.readTextFileSync("/etc/hosts") } catch (e) { throw new Error("Sorry! " + e.message, { cause: e }) }`,
    `Sorry! ${said(`Reading "/etc/hosts"`, `"read": ["/etc/hosts"]`)}`,
  ],
  [
    "gathered",
    `await Promise.any([Deno.readTextFile("/etc/hosts"), Deno.readTextFile("/etc/passwd")])`,
    `All promises were rejected: ${said(`Reading "/etc/hosts"`, `"read": ["/etc/hosts"]`)}`,
  ],
  [
    "address",
    `await import("https://" + "example.com/x.ts")`,
    `Imports "https://example.com/x.ts": nodepacks load no code from the network. ` +
    `Name an npm package under "imports" in the pack's deno.json, or copy the file into its folder.`,
  ],
  [
    "npm_package",
    `await import("npm:" + "lodash@4.17.21")`,
    `The npm package "lodash" is not there. Name it under "imports" in the pack's deno.json, ` +
    `and start the server again: packages are fetched at start.`,
  ],
  [
    "lookalike",
    `class NotCapable extends Error {} throw new NotCapable('Requires read access to "/x", run again with the --allow-read flag')`,
    `Requires read access to "/x", run again with the --allow-read flag`,
  ],
];

function said(what: string, line: string): string {
  return `${what} is not allowed to nodepack "p". Add ${line} to permissions.default in nodepacks/p/deno.json.`;
}

const IMPORTS =
  `import fs from "node:fs"; import { promises as dns } from "node:dns"; import process from "node:process";\n`;

Deno.test("a denied access is an error that names the permission and the line to add", async (t) => {
  const ops = TRIED.map(([name, source]) =>
    `export async function ${name}() { return ${wrap(source)} }`
  );
  const classes = TRIED.map(([name, source]) =>
    `export class C_${name} { async call() { return ${wrap(source)} } }`
  );
  await using packs = await tempPacks({
    "p/ops.ts": `${IMPORTS}${ops.join("\n")}
      export function caught() { try { return Deno.env.get("SECRET") } catch { return "caught" } }`,
    "p/stream_ops.ts": IMPORTS + classes.join("\n"),
    "loading/ops.ts": `// first\nDeno.readTextFileSync("/etc/hosts");\nexport const f = () => 1;`,
    "loading/deno.jsonc": "{}",
    "late/ops.ts": `export async function late() { return await import("./_late.ts"); }`,
    "late/_late.ts": `Deno.env.get("SECRET");`,
  });
  const engine = createEngine({ nodepackDir: packs.dir, log: () => {} });
  try {
    const names = TRIED.flatMap(([name]) => [name, `C_${name}`]);
    const nodes = Object.fromEntries(
      [...names, "late", "caught"].map((it): [string, [string]] => [it, [it]]),
    );
    const { errors, outputs } = await runGraph(engine, bodyOf(nodes));
    for (const [name, , message] of TRIED) {
      await t.step(name, () => {
        expect(errors[name]).toContain(message);
        expect(errors[`C_${name}`]).toBe(errors[name]);
      });
    }
    await t.step("while a file is loaded", async () => {
      expect(errors.late).toBe(
        `The environment variable "SECRET" is not allowed to nodepack "late". ` +
          `Add "env": ["SECRET"] to permissions.default in nodepacks/late/deno.json.`,
      );
      expect((await engine.catalog()).problems).toEqual([{
        pack: "loading",
        file: "nodepacks/loading/ops.ts",
        line: 2,
        message: `Reading "/etc/hosts" is not allowed to nodepack "loading". ` +
          `Add "read": ["/etc/hosts"] to permissions.default in nodepacks/loading/deno.jsonc.`,
      }]);
    });
    await t.step("unless the op handles it", () => expect(outputs.caught).toBe("caught"));
  } finally {
    await engine.close();
  }
});

/** The source as an expression. */
function wrap(source: string): string {
  return /^(try|class) /.test(source) ? `(() => { ${source} })()` : source;
}

Deno.test("opErrorMessage() writes paths as a deno.json has them", () => {
  const entry = (target: string) =>
    /\[(".*?")\]/.exec(opErrorMessage(requires("write", ` to "${target}"`), PACK))?.[1];
  expect(entry("/packs/x/out/a")).toBe(`"./out/a"`);
  expect(entry("/packs/x")).toBe(`"./"`);
  expect(entry("/packs/xy")).toBe(`"/packs/xy"`);
  expect(entry("a")).toBe(JSON.stringify(join(Deno.cwd(), "a")));
  expect(opErrorMessage(requires("import", ` to "example.com:443"`), PACK)).toBe(
    `Importing code from "example.com:443" is not allowed to nodepack "x". ` +
      `Add "import": ["example.com:443"] to permissions.default in nodepacks/x/deno.json.`,
  );
});

Deno.test("opErrorMessage() leaves everything else as it is", () => {
  expect(opErrorMessage(new Error("No"), PACK)).toBe("No");
  expect(opErrorMessage("text", PACK)).toBe("text");
  expect(opErrorMessage(denied("Can't escalate"), PACK)).toBe("Can't escalate");
  expect(opErrorMessage(requires("magic"), PACK)).toContain("Requires magic access");
  expect(opErrorMessage(requires("read"), undefined)).toContain("Requires read access");
});

Deno.test("opErrorMessage() survives what is hostile", () => {
  const throwing = new Error("No");
  Object.defineProperty(throwing, "cause", {
    get: () => {
      throw new Error("never");
    },
  });
  expect(opErrorMessage(throwing, PACK)).toBe("No");
  const loop = new Error("Loop");
  loop.cause = loop;
  expect(opErrorMessage(loop, PACK)).toBe("Loop");
  const proxy = new Proxy(new Error("x"), {
    getPrototypeOf: () => {
      throw new Error("never");
    },
  });
  expect(typeof opErrorMessage(proxy, PACK)).toBe("string");
  const dollars = new Error("$& Requires read access, run again with the --allow-read flag", {
    cause: requires("read"),
  });
  expect(opErrorMessage(dollars, PACK)).toMatch(/^\$& Reading files is not allowed/);
});

Deno.test("an access that a pack denies itself is told as that, without a line to add", async () => {
  const refuses = (what: string, kind: string) =>
    `${what} is not allowed to nodepack "p": "deny" under "${kind}" in permissions.default in ` +
    `nodepacks/p/deno.json refuses it.`;
  await using packs = await tempPacks({
    "p/deno.json": JSON.stringify({
      permissions: {
        default: {
          read: { allow: true, deny: ["/etc"] },
          net: { allow: ["127.0.0.1"], deny: ["127.0.0.1:9"] },
          env: { allow: ["A*"], deny: ["AB*"] },
          sys: { deny: true },
        },
      },
    }),
    "p/ops.ts": `
      export function read() { return Deno.readTextFileSync("/etc/hosts"); }
      export async function net() { return await Deno.connect({ hostname: "127.0.0.1", port: 9 }); }
      export function env() { return Deno.env.get("ABC") ?? null; }
      export function absent() { return Deno.env.get("B") ?? null; }
      export function sys() { return Deno.hostname(); }`,
  });
  const engine = createEngine({ nodepackDir: packs.dir, log: () => {} });
  try {
    const names = ["read", "net", "env", "absent", "sys"];
    const { errors } = await runGraph(
      engine,
      bodyOf(Object.fromEntries(names.map((it): [string, [string]] => [it, [it]]))),
    );
    expect(errors).toEqual({
      read: refuses(`Reading "/etc/hosts"`, "read"),
      net: refuses(`Network access to "127.0.0.1:9"`, "net"),
      env: refuses(`The environment variable "ABC"`, "env"),
      absent: said(`The environment variable "B"`, `"env": ["B"]`),
      sys: refuses(`Asking the system for "hostname"`, "sys"),
    });
  } finally {
    await engine.close();
  }
});
