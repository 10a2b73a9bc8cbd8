import { expect } from "@std/expect";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import {
  type Attempt,
  describeAttempts,
  notAllowed,
  refused,
} from "@/tests/helpers/hostile_ops.ts";
import { hostileStage, SECRET, type Stage } from "@/tests/helpers/hostile_stage.ts";

/** Modules that hosts are made of, from the engine's folder. */
const HOST_MODULES = ["host", "core"].flatMap((folder) =>
  Array.from(
    Deno.readDirSync(new URL(`../../engine/${folder}/`, import.meta.url)),
    ({ name }) => `${folder}/${name}`,
  )
);

/** Imports that are not known before they happen. */
const COMPUTED: Record<string, Attempt> = {
  ...refused(notAllowed("read"), {
    "a module by a computed address": "return (await import(at.folderUrl + 'secret.ts')).default;",
    "JSON by a computed address":
      "return (await import(at.folderUrl + 'secret.json', { with: { type: 'json' } })).default;",
    "a text by a computed address":
      "return (await import(at.folderUrl + 'secret.txt', { with: { type: 'text' } })).default;",
    "a module by a computed relative path":
      "const up = '../'; return await import(up + up + 'outside/secret.ts');",
    "a module of the engine, which hosts do not have":
      "const it = 'run/host_pool.ts'; return await import(at.engine + it);",
    "a module of another pack":
      "const it = '/../innocent/ops.ts'; return await import('file://' + at.pack + it);",
    "its own module once more, which it may not read":
      "const it = '/ops.ts?again'; return await import('file://' + at.pack + it);",
    "a module in eval":
      "return await (0, eval)('import(' + JSON.stringify(at.folderUrl + 'secret.ts') + ')');",
    "a module in a function that is made of text":
      "return await new Function('it', 'return import(it)')(at.folderUrl + 'secret.ts');",
    "a module in a data: address": `
      const source = 'import it from ' + JSON.stringify(at.folderUrl + 'secret.ts') + '; export default it;';
      return (await import('data:text/javascript,' + encodeURIComponent(source))).default;`,
    "JSON in a data: address": `
      const source = 'export { default } from ' + JSON.stringify(at.folderUrl + 'secret.json') + ' with { type: "json" };';
      return (await import('data:text/javascript,' + encodeURIComponent(source))).default.secret;`,
    "a module in a blob: address": `
      const source = 'export { default } from ' + JSON.stringify(at.folderUrl + 'secret.ts') + ';';
      return (await import(URL.createObjectURL(new Blob([source], { type: 'text/javascript' })))).default;`,
    "WebAssembly by a computed address": "return await import(at.folderUrl + 'secret.wasm');",
  }),
  "bytes by a computed address": {
    op: "return await import(at.folderUrl + 'secret.txt', { with: { type: 'bytes' } });",
    error: /"bytes" is not a valid module type|is not allowed to nodepack/,
  },
  "the engine's modules that are loaded already, to change what its host does": {
    op: `
      const it = 'host/host.ts';
      const { Host } = await import(at.engine + it);
      Host.prototype.receive = () => {};`,
    error: /Cannot assign to read only property 'receive'|is not allowed to nodepack/,
  },
  "classes of the engine that are loaded already, of which none can be changed": {
    op: `
      const open: string[] = [];
      for (const it of ${JSON.stringify(HOST_MODULES)}) {
        const loaded = await import(at.engine + it).catch(() => ({}));
        for (const [name, value] of Object.entries(loaded)) {
          const isClass = typeof value === 'function' && String(value).startsWith('class');
          if (isClass && !Object.isFrozen(value.prototype)) open.push(name);
        }
      }
      return open.filter((name) => !name.endsWith('Error'));`,
    only: "function",
    output: /^\[\]$/,
  },
  "the engine's modules that are loaded already, to write events of its own": {
    op: `
      const it = 'host/output.ts';
      const { HostOutput } = await import(at.engine + it);
      HostOutput.prototype.event = () => {};`,
    error: /Cannot assign to read only property 'event'|is not allowed to nodepack/,
  },
  "a package that its deno.json does not name": {
    op: "const it = 'npm:is-odd@3'; return await import(it);",
    error: /npm package|is-odd|not found|not allowed/i,
  },
  "a package of JSR": {
    op: "const it = 'jsr:@std/fs@1'; return await import(it);",
    error: /cached|not found|not allowed/i,
  },
  "hooks that load modules otherwise": {
    op: `
      const { register } = (await import('node:module')) as any;
      register('data:text/javascript,export async function load() { return { format: "module", source: "1", shortCircuit: true } }');
      const it = 'secret.ts';
      return await import(at.folderUrl + it);`,
    error: /is not allowed to nodepack|register is not/,
  },
  "where a module would be, which tells no more than its name": {
    op: "return import.meta.resolve('../../outside/secret.ts').endsWith('/outside/secret.ts');",
    output: /^true$/,
  },
};

/** Imports that Deno sees before it runs, for which it asks for no permission: files of a pack, and their problem. */
interface StaticImport {
  files: Record<string, string>;
  problem: RegExp;
}

const OUTSIDE = "../../outside";

function imports(code: string, problem: RegExp, more: Record<string, string> = {}): StaticImport {
  return {
    files: { "ops.ts": `${code}\nexport function steal() { return it; }`, ...more },
    problem,
  };
}

const LEADS_OUT = /outside.*(nodepack|folder|pack)/;
const NOT_NAMED = /imports/;

const STATIC: Record<string, StaticImport> = {
  "a module outside": imports(`import it from "${OUTSIDE}/secret.ts";`, LEADS_OUT),
  "JSON outside": imports(
    `import it from "${OUTSIDE}/secret.json" with { type: "json" };`,
    LEADS_OUT,
  ),
  "a text outside": imports(
    `import it from "${OUTSIDE}/secret.txt" with { type: "text" };`,
    LEADS_OUT,
  ),
  "bytes outside": imports(
    `import it from "${OUTSIDE}/secret.txt" with { type: "bytes" };`,
    LEADS_OUT,
  ),
  "a module outside, exported on": imports(
    `export { default as it } from "${OUTSIDE}/secret.ts"; const it = 1;`,
    LEADS_OUT,
  ),
  "a module outside in a helper of its own": imports(
    `import { it } from "./helper.ts";`,
    LEADS_OUT,
    { "helper.ts": `export { default as it } from "${OUTSIDE}/secret.ts";` },
  ),
  "a module outside, dynamically": imports(
    `const it = () => import("${OUTSIDE}/secret.ts");`,
    LEADS_OUT,
  ),
  "JSON outside, dynamically": imports(
    `const it = () => import("${OUTSIDE}/secret.json", { with: { type: "json" } });`,
    LEADS_OUT,
  ),
  "a module of another pack": imports(
    `import { innocent as it } from "../innocent/ops.ts";`,
    /innocent/,
  ),
  "/etc/passwd as text": imports(
    `import it from "file:///etc/passwd" with { type: "text" };`,
    /\/etc\/passwd/,
  ),
  "its parent's environment as text": imports(
    `import it from "file:///proc/self/environ" with { type: "text" };`,
    /\/proc\/self\/environ/,
  ),
  "a module by a name that its imports lead outside": imports(
    `import it from "way-out";`,
    /outside/,
    { "deno.json": `{ "imports": { "way-out": "${OUTSIDE}/secret.ts" } }` },
  ),
  "a package that its imports do not name": imports(`import it from "npm:is-odd@3";`, NOT_NAMED),
  "a package of JSR that its imports do not name": imports(
    `import * as it from "jsr:@std/fs@1";`,
    NOT_NAMED,
  ),
  "code from the network": imports(
    `import it from "https://example.com/x.js";`,
    /example\.com/,
  ),
  "a module outside in a data: address": imports(
    `import it from "data:text/javascript,import x from 'file:///etc/passwd' with { type: 'text' }; export default x";`,
    /data:|\/etc\/passwd/,
  ),
};

describeAttempts("a pack without permissions imports", COMPUTED);

describe("a pack imports what is not its own", () => {
  let stage: Stage;
  const list = Object.entries(STATIC);
  beforeAll(async () => {
    stage = await hostileStage(() =>
      Object.fromEntries(
        list.flatMap(([, { files }], i) =>
          Object.entries(files).map(([name, text]) => [`pack${i}/${name}`, text])
        ),
      )
    );
  });
  afterAll(async () => await stage[Symbol.asyncDispose]());
  list.forEach(([name, { problem }], i) => {
    it(name, async () => {
      const { ops, problems } = await stage.engine.catalog();
      const own = problems.filter(({ pack }) => pack === `pack${i}`);
      expect(own.map(({ message }) => message).join("\n") || "There is no problem").toMatch(
        problem,
      );
      expect(own[0].file).toMatch(new RegExp(`^nodepacks/pack${i}/`));
      expect(JSON.stringify(problems)).not.toContain(SECRET);
      expect(ops.filter(({ schema }) => schema.pack === `pack${i}`)).toEqual([]);
      const outcome = await stage.run("steal", { pack: `pack${i}` });
      expect(outcome.error).toMatch(/^Unknown op "steal"/);
      await stage.expectNoHarm(outcome);
    });
  });
});
