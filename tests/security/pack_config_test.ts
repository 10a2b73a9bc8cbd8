import { expect } from "@std/expect";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import { hostileStage, type Place, type Stage } from "@/tests/helpers/hostile_stage.ts";

/** A deno.json, what its problem must say, or, where it has none, what its op must come to. */
interface Config {
  config: unknown | ((place: Place) => unknown);
  /** Other files of the pack. */
  files?: Record<string, string>;
  problem?: RegExp;
  /** The body of its op, `own` unless given. */
  op?: string;
  error?: RegExp;
  output?: unknown;
}

const permissions = (value: unknown) => ({ permissions: { default: value } });
const RUN_ID = "return new Deno.Command('id').outputSync().success;";
const READ = "return await Deno.readTextFile(at.secret);";
const DENIED = / is not allowed to nodepack /;

const CLAIMS: Record<string, Config> = {
  "all, as a text": { config: permissions("all"), problem: /must be an object of permissions/ },
  "all, as a list": { config: permissions(["all"]), problem: /must be an object of permissions/ },
  "all: a text": {
    config: permissions({ all: "yes" }),
    problem: /"permissions\.default\.all" must be true or false/,
  },
  "all through __proto__": {
    config: JSON.parse('{"permissions":{"default":{"__proto__":{"all":true}}}}'),
    problem: /"permissions\.default\.__proto__" is no permission of Deno/,
  },
  "permissions as a list": {
    config: { permissions: [{ all: true }] },
    problem: /"permissions" must be an object/,
  },
  "a permission that Deno does not have": {
    config: permissions({ hrtime: true }),
    problem: /"permissions\.default\.hrtime" is no permission/,
  },
  "a path as a text": {
    config: permissions({ read: "../.." }),
    problem: /"permissions\.default\.read" must be true, false or a list/,
  },
  "a number": { config: permissions({ read: 1 }), problem: /must be true, false or a list/ },
  "a list in a list": { config: permissions({ read: [["/"]] }), problem: /must hold texts/ },
  "a text that is empty": {
    config: permissions({ net: [""] }),
    problem: /must hold texts that are not empty/,
  },
  "two hosts in one text": {
    config: permissions({ net: ["a.example,b.example"] }),
    problem: /must name each value as a text of its own/,
  },
  "a flag behind a host": {
    config: permissions({ net: ["a.example --allow-all"] }),
    problem: /must hold hosts/,
  },
  "a network by its mask": {
    config: permissions({ net: ["0.0.0.0/0"] }),
    problem: /must hold hosts/,
  },
  "a line end": { config: permissions({ env: ["A\n--allow-all"] }), problem: /control characters/ },
  "allow and something else": {
    config: permissions({ read: { allow: true, force: true } }),
    problem: /"permissions\.default\.read\.force" is not known/,
  },
  "a flag in place of a variable": {
    config: permissions({ env: ["A --allow-all"] }),
    op: READ,
    error: DENIED,
  },
  "a flag in place of a command": {
    config: permissions({ run: ["--allow-all"] }),
    op: RUN_ID,
    error: DENIED,
  },
  "every command by a star": { config: permissions({ run: ["*"] }), op: RUN_ID, error: DENIED },
  "lists that are empty": {
    config: permissions({ read: [], run: [], env: [], net: [], ffi: [] }),
    op: READ,
    error: DENIED,
  },
  "what it denies itself": {
    config: permissions({ read: { allow: true, deny: ["../../outside"] } }),
    op: READ,
    error: DENIED,
  },
  "a set of another name": {
    config: { permissions: { run: { all: true }, all: { all: true } } },
    op: READ,
    error: DENIED,
  },
  "permissions for tasks and tests": {
    config: {
      permissions: {},
      test: { permissions: { all: true } },
      tasks: { start: "deno run -A x" },
    },
    op: READ,
    error: DENIED,
  },
};

const KEYS: Record<string, Config> = {
  "unstable": {
    config: { unstable: ["kv", "ffi", "cron", "net", "worker-options"] },
    op: "return [typeof (Deno as any).openKv, typeof (Deno as any).cron];",
    output: ["undefined", "undefined"],
  },
  "importMap": {
    config: { importMap: "./map.json" },
    files: {
      "map.json": '{ "imports": { "psynapse": "./evil.ts" } }',
      "evil.ts": "throw new Error('mapped');",
    },
    output: "own",
  },
  "links, workspace, vendor and nodeModulesDir": {
    config: { links: ["../../outside"], workspace: ["../*"], vendor: true, nodeModulesDir: "auto" },
    output: "own",
  },
  "a lock file elsewhere": { config: { lock: { path: "../../outside/new.lock" } }, output: "own" },
  "compilerOptions": {
    config: { compilerOptions: { jsx: "react-jsx", jsxImportSource: "../../outside/secret.ts" } },
    output: "own",
  },
  "psynapse under another name": {
    config: { imports: { psynapse: "./evil.ts" } },
    files: { "evil.ts": "throw new Error('mapped');" },
    output: "own",
  },
  "the files of the pack under other names": {
    config: { imports: { "#pack/ops": "./evil.ts" } },
    files: { "evil.ts": "throw new Error('mapped');" },
    output: "own",
  },
  "modules of the engine, which its host is made of": {
    config: ({ engine }: Place) => ({
      imports: { [`file://${engine}host/frames.ts`]: "./evil.ts" },
    }),
    files: { "evil.ts": "throw new Error('mapped');" },
    problem: /"imports" .*file:.*frames\.ts/,
  },
  "modules of the engine, by their folder": {
    config: ({ engine }: Place) => ({ imports: { [`file://${engine}`]: "./" } }),
    problem: /"imports" .*file:/,
  },
  "modules of Node, which its host is made of": {
    config: { imports: { "node:v8": "./evil.ts" } },
    files: { "evil.ts": "throw new Error('mapped');" },
    problem: /"imports" .*node:v8/,
  },
  "relative addresses": {
    config: { imports: { "./": "../../outside/" } },
    problem: /"imports" .*"\.\/"/,
  },
  "imports that are no texts": {
    config: { imports: { a: ["b"] } },
    problem: /"imports" must give an address for "a"/,
  },
  "imports through __proto__": {
    config: JSON.parse('{"imports":{"__proto__":"./evil.ts"}}'),
    output: "own",
  },
  "a deno.json that is no object": { config: [], problem: /must hold an object/ },
  "a package.json, an .npmrc and an .env beside it": {
    config: {},
    files: {
      "package.json":
        '{ "dependencies": { "loot": "file:../../outside/node_modules/loot" }, "imports": { "#x": "./evil.ts" } }',
      ".npmrc": "registry=http://127.0.0.1:9/",
      ".env": "PATH=/nowhere",
    },
    output: "own",
  },
};

const own = (op: string, name = "own") =>
  `export async function ${name}(): Promise<unknown> {\n${op}\n}`;

for (const [title, table] of Object.entries({ "claims": CLAIMS, "has in its deno.json": KEYS })) {
  describe(`a pack ${title}`, () => {
    let stage: Stage;
    const list = Object.entries(table);
    beforeAll(async () => {
      stage = await hostileStage((place) =>
        Object.fromEntries(
          list.flatMap(([, { config, files, op = "return 'own';" }], i) =>
            Object.entries({
              "deno.json": JSON.stringify(typeof config === "function" ? config(place) : config),
              "ops.ts": `const at = ${JSON.stringify(place)}; void at;\n${own(op, `own${i}`)}`,
              ...files,
            }).map(([name, text]) => [`pack${i}/${name}`, text])
          ),
        )
      );
    });
    afterAll(async () => await stage[Symbol.asyncDispose]());
    list.forEach(([name, { problem, error, output }], i) => {
      it(name, async () => {
        const { problems } = await stage.engine.catalog();
        const mine = problems.filter(({ pack }) => pack === `pack${i}`);
        const messages = mine.map(({ message }) => message).join("\n");
        if (problem) {
          expect(messages).toMatch(problem);
          expect(mine[0].file).toBe(`nodepacks/pack${i}/deno.json`);
        } else {
          expect(messages).toBe("");
        }
        const outcome = await stage.run(`own${i}`, { pack: `pack${i}` });
        if (output !== undefined) {
          expect([outcome.output, outcome.error]).toEqual([output, undefined]);
        } else expect(outcome.error ?? outcome.output).toMatch(error ?? /^Unknown op "own/);
        await stage.expectNoHarm(outcome);
      });
    });
  });
}
