import { join } from "node:path";
import { expect } from "@std/expect";
import type { CatalogSnapshot, Nodepack } from "@/engine/catalog/types.ts";
import { CatalogLoader, loadCatalog } from "@/engine/catalog/load_catalog.ts";
import { problemLine } from "@/server/problem_line.ts";
import { quietInspector } from "../../helpers/inspect_pack.ts";
import { type TempPacks, tempPacks } from "../../helpers/temp_packs.ts";

/** Loads packs and tells which of their files came to be loaded. */
async function load(
  packs: TempPacks,
): Promise<{ catalog: CatalogSnapshot; loaded: Map<string, string[]> }> {
  const loaded = new Map<string, string[]>();
  const inspector = quietInspector();
  const catalog = await loadCatalog({
    nodepackDir: packs.dir,
    inspect: (pack: Nodepack, signal) => {
      loaded.set(pack.name, pack.files);
      return inspector(pack, signal);
    },
  });
  return { catalog, loaded };
}

const names = ({ ops }: CatalogSnapshot): string[] => ops.map(({ schema }) => schema.name);

const OP = "\nexport function op(): number { return 1; }\n";

/** Imports that are refused in the second line of an op file, and what is said of them. */
const REFUSED: Record<string, [line: string, message: RegExp]> = {
  "code outside": [`import "../../secret.ts";`, /"\.\.\/\.\.\/secret\.ts", which is outside/],
  "code of another pack": [`import "../whole/ops.ts";`, /is outside the nodepack's folder/],
  "an absolute path": [
    `import "/etc/passwd";`,
    /"\/etc\/passwd", which is outside .* "read": \["\/etc\/passwd"\]/,
  ],
  "a file: URL": [`import "file:///etc/passwd";`, /is outside/],
  "a re-export": [`export { x } from "../../secret.ts";`, /is outside/],
  "JSON": [`import x from "../../secret.json" with { type: "json" }; x;`, /is outside/],
  "text": [`import x from "../../secret.json" with { type: "text" }; x;`, /is outside/],
  "bytes": [`import x from "../../secret.json" with { type: "bytes" }; x;`, /is outside/],
  "a dynamic import": [`export const x = () => import("../../secret.ts");`, /is outside/],
  "a dynamic import of JSON": [
    `export const x = () => import("../../secret.json", { with: { type: "json" } });`,
    /is outside/,
  ],
  "a template": ["export const x = () => import(`../../secret.ts`);", /is outside/],
  "an escaped specifier": [`import "\\x2e./../secret.ts";`, /is outside/],
  "percent signs": [`import "./%2e%2e/%2e%2e/secret.ts";`, /is outside/],
  "a file that never ends": [
    `import x from "/dev/zero" with { type: "json" }; x;`,
    /"\/dev\/zero", which is outside/,
  ],
  "a data: URL that leads out": [
    `import "data:text/javascript,import 'file:///etc/passwd'";`,
    /"file:\/\/\/etc\/passwd", which is outside/,
  ],
  "a package": [
    `import "npm:left-pad@1.3.0";`,
    /"npm:left-pad@1.3.0", which "imports" .* does not name/,
  ],
  "another version": [
    `import "npm:named@2.0.0";`,
    /"npm:named@2.0.0", which "imports" .* does not name/,
  ],
  "a package of JSR": [
    `import "jsr:@std/path";`,
    /"jsr:@std\/path", which "imports" .* does not name/,
  ],
  "a name": [`import "left-pad";`, /"left-pad", which "imports" .* does not name/],
  "the network": [`import "https://example.com/x.ts";`, /load no code from the network/],
  "the network, dynamically": [
    `export const x = () => import("http://example.com/x.ts");`,
    /load no code from the network/,
  ],
  "a hidden file": [`import "./.hidden/x.ts";`, /what is hidden/],
  "node_modules": [`import "./node_modules/x.js";`, /"node_modules"/],
  "a mapped file": [`import "mapped";`, /"mapped", which is outside/],
  "a mapped folder": [`import "above/secret.ts";`, /"above\/secret.ts", which is outside/],
};

Deno.test("what a pack may not import is refused with its place, and never loaded", async (t) => {
  const files: Record<string, string> = {
    "../secret.ts": "export const x = 1;",
    "../secret.json": "{}",
    "whole/ops.ts": OP,
  };
  const cases = Object.entries(REFUSED);
  cases.forEach(([, [line]], i) => {
    files[`p${i}/ops.ts`] = `// first\n${line}${OP}`;
    files[`p${i}/progress_ops.ts`] = "export class Count { call(): number { return 1; } }";
    files[`p${i}/.hidden/x.ts`] = "";
    files[`p${i}/node_modules/x.js`] = "";
    files[`p${i}/deno.json`] = JSON.stringify({
      imports: { named: "npm:named@1.0.0", mapped: "../../secret.ts", "above/": "../../" },
    });
  });
  await using packs = await tempPacks(files);
  const { catalog, loaded } = await load(packs);
  for (const [i, [name, [, message]]] of cases.entries()) {
    await t.step(name, () => {
      const pack = `p${i}`;
      expect(catalog.problems.filter((it) => it.pack === pack && it.line !== undefined)).toEqual([{
        pack,
        file: `nodepacks/${pack}/ops.ts`,
        line: 2,
        column: expect.any(Number),
        message: expect.stringMatching(message),
      }]);
      expect(loaded.get(pack)).toEqual(["progress_ops.ts"]);
      const ops = catalog.ops.filter(({ schema }) => schema.pack === pack);
      expect(ops.map(({ schema }) => schema.name)).toEqual(["Count"]);
    });
  }
  expect(loaded.get("whole")).toEqual(["ops.ts"]);
});

Deno.test("what a pack may import is loaded", async () => {
  await using packs = await tempPacks({
    "../data/known.json": `{"a": 1}`,
    "p/ops.ts": `
      import fs from "node:fs";
      import known from "../../data/known.json" with { type: "json" };
      import type { Other } from "../other/ops.ts";
      import { Int } from "psynapse";
      import { shared } from "../_shared/shared.ts";
      import { lib } from "@/lib.ts";
      import own from "./own.json" with { type: "json" };
      import one from "data:text/javascript,export default 1";
      const late = () => import("./late.ts");
      export function op(a: Int): number { return a + shared + lib + own + one + known.a; }
      export async function more(a?: Other): Promise<unknown> { return [fs.constants, await late()]; }`,
    "p/lib.ts": "export const lib = 1;",
    "p/own.json": "1",
    "p/late.ts": "export {};",
    "p/deno.json":
      `{"imports": {"@/": "./", "mine": "./lib.ts"}, "permissions": {"default": {"read": ["../../data"]}}}`,
    "_shared/shared.ts": `import "mine";\nexport const shared = 1;`,
    "other/ops.ts":
      `import "mine";\nexport interface Other { a: number }\nexport const other = () => 1;`,
    "other/deno.json": `{"imports": {"mine": "./mine.ts"}}`,
    "other/mine.ts": "",
  });
  const { catalog } = await load(packs);
  expect(catalog.problems).toEqual([]);
  expect(names(catalog)).toEqual(["other", "op", "more"]);
});

Deno.test("an import in a file that others import takes away all that lead to it, and is told once", async () => {
  await using packs = await tempPacks({
    "p/ops.ts": `import "./a.ts";${OP}`,
    "p/progress_ops.ts": "export class Count { call(): number { return 1; } }",
    "p/stream_ops.ts": `import "./b.ts";\nexport class Say { call(): number { return 1; } }`,
    "p/a.ts": `import "./b.ts";`,
    "p/b.ts": `export {};\n\n  import "../../x.ts";\nimport "./a.ts";`,
    "q/ops.ts": `import "../_lib/lib.ts";${OP}`,
    "_lib/lib.ts": `import "../q/ops.ts";\nimport "../p/a.ts";`,
  });
  const { catalog } = await load(packs);
  expect(names(catalog)).toEqual(["Count"]);
  expect(catalog.problems.map(problemLine)).toEqual([
    expect.stringMatching(
      /^nodepacks\/p\/b\.ts:3:10: Imports "\.\.\/\.\.\/x\.ts".* Until then ops\.ts and stream_ops\.ts are not loaded\.$/,
    ),
    expect.stringMatching(
      /^nodepacks\/_lib\/lib\.ts:2:8: Imports "\.\.\/p\/a\.ts".* Until then ops\.ts is not loaded\.$/,
    ),
  ]);
  expect(catalog.problems[1].pack).toBe("q");
});

Deno.test("imports are checked again when a file changes, and loaded when they are mended", async () => {
  await using packs = await tempPacks({ "p/ops.ts": `import "./a.ts";${OP}`, "p/a.ts": "" });
  const loader = new CatalogLoader({ nodepackDir: packs.dir, inspect: quietInspector() });
  expect(names(await loader.load())).toEqual(["op"]);
  await packs.write({ "p/a.ts": `import "../../x.ts";` });
  const broken = await loader.load();
  expect(names(broken)).toEqual([]);
  expect(broken.packs[0].files).toEqual([]);
  await packs.write({ "p/a.ts": "" });
  const mended = await loader.load();
  expect(names(mended)).toEqual(["op"]);
  expect(mended.problems).toEqual([]);
});

Deno.test("where there is no Deno to ask, imports are read from the sources", async () => {
  await using packs = await tempPacks({
    "ok/ops.ts": `
      import type { T } from "../bad/ops.ts";
      import { type Int } from "psynapse";
      import { a } from "./a.ts";
      import fs from "node:fs";
      export const ok = (x: T, y: Int): number => a + y + (x ? fs.constants.R_OK : 0);`,
    "ok/a.ts": `import "../_shared/s.ts";\nexport const a = 1 as const;`,
    "_shared/s.ts": "export {};",
    "bad/ops.ts": `export type T = number;\nexport const f = () => import(\`../../x.ts\`);`,
    "bad/progress_ops.ts": `export { x } from "\\x2e./../x.ts";`,
    "bad/stream_ops.ts": `import "data:text/javascript,import '/etc/x.js'";`,
    "worse/ops.ts": "export function (",
  });
  const inspect = quietInspector();
  const execPath = "/no/such/deno";
  const { ops, problems } = await loadCatalog({ nodepackDir: packs.dir, inspect, execPath });
  expect(ops.map(({ schema }) => schema.name)).toEqual(["ok"]);
  const lines = problems.map(problemLine).filter((it) => !it.includes("types in this file"));
  expect(lines).toEqual([
    expect.stringMatching(
      /^nodepacks\/bad\/ops\.ts:2:31: Imports "\.\.\/\.\.\/x\.ts", which is outside/,
    ),
    expect.stringMatching(/^nodepacks\/bad\/progress_ops\.ts:1:19: Imports "\.\.\/\.\.\/x\.ts"/),
    expect.stringMatching(/^nodepacks\/bad\/stream_ops\.ts:1:8: Imports "data:/),
    expect.stringMatching(
      /^worse: Its imports cannot be checked, .*worse\/ops\.ts cannot be parsed$/,
    ),
  ]);
});

Deno.test("a pack whose imports cannot be checked is not loaded, and costs no other", async () => {
  await using packs = await tempPacks({ "p/ops.ts": OP, "q/ops.ts": OP });
  const script = join(packs.dir, "..", "deno.sh");
  await Deno.writeTextFile(
    script,
    `#!/bin/sh\nif [ "$1" = info ] && grep -q /p/ root.ts; then echo "error: broken" >&2; exit 1; fi\nexec "${Deno.execPath()}" "$@"\n`,
    { mode: 0o755 },
  );
  const inspect = quietInspector();
  const catalog = await loadCatalog({ nodepackDir: packs.dir, inspect, execPath: script });
  expect(catalog.ops.map(({ schema }) => schema.pack)).toEqual(["q"]);
  expect(catalog.problems).toEqual([
    { pack: "p", message: "Its imports cannot be checked, so it is not loaded: broken" },
  ]);
});
