import { fileURLToPath } from "node:url";
import { expect } from "@std/expect";
import { CatalogLoader, loadCatalog } from "@/engine/catalog/load_catalog.ts";
import type { CatalogSnapshot, InspectNodepack } from "@/engine/catalog/types.ts";
import { quietInspector } from "../../helpers/inspect_pack.ts";
import { signatureText } from "../../helpers/signature_text.ts";
import { tempPacks } from "../../helpers/temp_packs.ts";

const inspect = quietInspector();

/** Loads packs in real hosts and keeps which were. */
function recordingInspect(): { inspect: InspectNodepack; inspected: string[] } {
  const inspected: string[] = [];
  return {
    inspected,
    inspect(pack, signal) {
      inspected.push(pack.name);
      return inspect(pack, signal);
    },
  };
}

const signatures = (catalog: CatalogSnapshot): string[] =>
  catalog.ops.map(({ schema }) => `${schema.pack}: ${signatureText(schema)}`);

Deno.test("loadCatalog() lists packs and files in name order, ops in source order", async () => {
  await using packs = await tempPacks({
    "b/ops.ts": "export function z(): void {}\nexport function a(): void {}",
    "b/stream_ops.ts": "export class S { call(): void {} }",
    "b/progress_ops.ts": "export class Z { call(): void {} }\nexport class A { call(): void {} }",
    "a/stream_ops.ts": "export class Last { call(): void {} }",
    "A/ops.ts": "export function first(): void {}",
  });
  const catalog = await loadCatalog({ nodepackDir: packs.dir, inspect });
  expect(catalog.problems).toEqual([]);
  expect(catalog.packs.map((it) => it.name)).toEqual(["A", "a", "b"]);
  expect(catalog.ops.map(({ schema, kind, file }) => [schema.filepath, schema.name, kind, file]))
    .toEqual([
      ["nodepacks/A/ops.ts", "first", "function", "ops.ts"],
      ["nodepacks/a/stream_ops.ts", "Last", "stream", "stream_ops.ts"],
      ["nodepacks/b/ops.ts", "z", "function", "ops.ts"],
      ["nodepacks/b/ops.ts", "a", "function", "ops.ts"],
      ["nodepacks/b/progress_ops.ts", "Z", "progress", "progress_ops.ts"],
      ["nodepacks/b/progress_ops.ts", "A", "progress", "progress_ops.ts"],
      ["nodepacks/b/stream_ops.ts", "S", "stream", "stream_ops.ts"],
    ]);
});

Deno.test("loadCatalog() takes away only the ops of a file that is broken", async () => {
  await using packs = await tempPacks({
    "broken/ops.ts": "export function a(x: number): void {}\nexport function b( {\n",
    "broken/stream_ops.ts": "export class Fine { call(x: number): void {} }",
    "throws/ops.ts": "export function a(): void {}\n\nthrow new Error('at import');",
    "throws/progress_ops.ts": "export class Fine2 { call(x: string): void {} }",
    "missing/ops.ts": "// first\nimport { x } from './gone.ts';\nexport function c(): void { x; }",
    "exits/ops.ts": "Deno.exit(3);\nexport function d(): void {}",
    "exits/stream_ops.ts": "export class Fine3 { call(x: boolean): void {} }",
    "good/ops.ts": "export function ok(x: number[]): void {}",
  });
  const catalog = await loadCatalog({ nodepackDir: packs.dir, inspect });
  expect(signatures(catalog)).toEqual([
    "broken: Fine(x: float «number») → Any «void»",
    "exits: Fine3(x: bool «boolean») → Any «void»",
    "good: ok(x: list «number[]») → Any «void»",
    "throws: Fine2(x: str «string») → Any «void»",
  ]);
  expect(catalog.problems).toEqual([
    {
      pack: "broken",
      file: "nodepacks/broken/ops.ts",
      line: 2,
      message: expect.stringMatching(/parsed|Unexpected/),
    },
    {
      pack: "exits",
      file: "nodepacks/exits/ops.ts",
      message: expect.stringContaining("Ends its process while it is loaded"),
    },
    {
      pack: "missing",
      file: "nodepacks/missing/ops.ts",
      line: 2,
      message: expect.stringContaining("gone.ts"),
    },
    { pack: "throws", file: "nodepacks/throws/ops.ts", line: 3, message: "at import" },
  ]);
});

Deno.test("loadCatalog() lists a pack that never finishes loading as a problem", async () => {
  await using packs = await tempPacks({
    "endless/ops.ts": "export function a(): void {}\nfor (;;);",
    "good/ops.ts": "export function ok(): void {}",
  });
  const catalog = await loadCatalog({
    nodepackDir: packs.dir,
    // Only the pack that is endless has little time, for machines that are busy.
    inspect: (pack, signal) => quietInspector(pack.name === "endless" ? 300 : 10_000)(pack, signal),
  });
  expect(signatures(catalog)).toEqual(["good: ok() → Any «void»"]);
  expect(catalog.problems).toEqual([{
    pack: "endless",
    file: "nodepacks/endless/ops.ts",
    message: expect.stringContaining("Does not finish loading"),
  }]);
});

Deno.test("loadCatalog() lists what loads with Any where its types cannot be read", async () => {
  await using packs = await tempPacks({
    "p/ops.ts": "import type { T } from './gone.ts';\n" +
      "export function f(a: T, b = 2, ...c: string[]): T { return a; }",
    "p/stream_ops.ts": "export class S { call(a: number): void {} }",
  });
  const catalog = await loadCatalog({ nodepackDir: packs.dir, inspect });
  expect(signatures(catalog)).toEqual([
    "p: f(a: Any «unknown», b?: float «number» = 2, ...c?: list «unknown[]») → Any «unknown»",
    "p: S(a: float «number») → Any «void»",
  ]);
  expect(catalog.problems).toEqual([{
    pack: "p",
    file: "nodepacks/p/ops.ts",
    line: 1,
    message: `The types in this file cannot be read: Cannot find the import "./gone.ts". ` +
      `Its ops take and give "Any".`,
  }]);
});

Deno.test("loadCatalog() lists only what is exported when the file is loaded", async () => {
  await using packs = await tempPacks({
    "p/ops.ts": `
      export let replaced: unknown = (a: number): number => a;
      replaced = 5;
      export const made: unknown = ((): unknown => (a: string, b = "x") => a + b)();
    `,
  });
  const catalog = await loadCatalog({ nodepackDir: packs.dir, inspect });
  expect(signatures(catalog)).toEqual([
    `p: made(a: Any «unknown», b?: str «string» = "x") → Any «unknown»`,
  ]);
});

Deno.test("loadCatalog() gives a pack with a bad config no ops", async () => {
  await using packs = await tempPacks({
    "p/ops.ts": "export function f(): void {}",
    "p/deno.json": `{"permissions": {"default": {"everything": true}}}`,
  });
  const { inspect, inspected } = recordingInspect();
  const catalog = await loadCatalog({ nodepackDir: packs.dir, inspect });
  expect(catalog.ops).toEqual([]);
  expect(catalog.packs[0].permissions).toEqual({});
  expect(catalog.problems).toEqual([{
    pack: "p",
    file: "nodepacks/p/deno.json",
    message: expect.stringContaining(`"permissions.default.everything" is no permission of Deno`),
  }]);
  expect(inspected).toEqual([]);
});

Deno.test("loadCatalog() reads packs with packages of their own, without fetching any", async () => {
  await using packs = await tempPacks({
    "p/deno.json": `{"imports": {"thing": "npm:does-not-exist-here@1", "own/": "./lib/"}}`,
    "p/lib/types.ts": "export type Mode = 'a' | 'b';",
    "p/ops.ts": `
      import type { Thing } from "thing";
      import type { Other } from "npm:neither-does-this@2";
      import type { Far } from "https://example.invalid/far.ts";
      import { readFile as _read } from "node:fs/promises";
      import type { Mode } from "own/types.ts";
      export function f(a: Thing, b: Thing[], c: Other.Inner, d: Far, e: Mode): Record<string, Thing> {
        return { a, b: b[0] };
      }`,
  });
  const catalog = await loadCatalog({ nodepackDir: packs.dir, inspect });
  expect(catalog.problems).toEqual([]);
  expect(signatures(catalog)).toEqual([
    "p: f(a: Any «Thing», b: list «Thing[]», c: Any «Other.Inner», d: Any «Far», " +
    `e: Literal["a","b"] «Mode») → dict «Record<string, Thing>»`,
  ]);
});

Deno.test("loadCatalog() follows types into a folder that packs share", async () => {
  await using packs = await tempPacks({
    "_shared/types.ts": `import type { Int } from "psynapse";\nexport type Count = Int;`,
    "p/ops.ts": `import type { Count } from "../_shared/types.ts";
      export function f(a: Count): Count { return a; }`,
  });
  const catalog = await loadCatalog({ nodepackDir: packs.dir, inspect });
  expect(signatures(catalog)).toEqual(["p: f(a: int «Count») → int «Count»"]);
});

Deno.test("loadCatalog() takes an inspection that fails for what is wrong with the pack", async () => {
  await using packs = await tempPacks({ "p/ops.ts": "export function f(): void {}" });
  const failing = () => Promise.reject(new Error("no more processes"));
  const catalog = await loadCatalog({ nodepackDir: packs.dir, inspect: failing });
  expect(catalog.problems).toEqual([{
    pack: "p",
    file: "nodepacks/p/ops.ts",
    message: "It cannot be loaded: no more processes",
  }]);
  const silent = () => Promise.resolve([]);
  const other = await loadCatalog({ nodepackDir: packs.dir, inspect: silent });
  expect(other.problems).toHaveLength(1);
  expect(other.ops).toEqual([]);
});

Deno.test("loadCatalog() of a folder that is not there is empty, with a problem", async () => {
  const catalog = await loadCatalog({ nodepackDir: "/no/such/folder", inspect });
  expect(catalog).toMatchObject({ packs: [], ops: [] });
  expect(catalog.problems).toEqual([{ message: expect.stringContaining("does not exist") }]);
});

Deno.test("loadCatalog() rejects with the signal's reason, and ends its hosts", async () => {
  await using packs = await tempPacks({ "p/ops.ts": "for (;;);\nexport {};" });
  const stop = new AbortController();
  let started = () => {};
  const loading = new Promise<void>((resolve) => started = resolve);
  const catalog = loadCatalog({
    nodepackDir: packs.dir,
    signal: stop.signal,
    inspect(pack, signal) {
      started();
      return inspect(pack, signal);
    },
  });
  await loading;
  stop.abort(new Error("enough"));
  await expect(catalog).rejects.toThrow("enough");
});

Deno.test("CatalogLoader.load() loads again only what changed", async () => {
  await using packs = await tempPacks({
    "a/ops.ts": "export function f(x: number): void {}",
    "b/ops.ts": "export function g(x: number): void {}",
  });
  const { inspect, inspected } = recordingInspect();
  const loader = new CatalogLoader({ nodepackDir: packs.dir, inspect });
  const first = await loader.load();
  expect(inspected.splice(0).sort()).toEqual(["a", "b"]);

  expect(await loader.load()).toEqual(first);
  expect(inspected).toEqual([]);

  await packs.write({ "b/ops.ts": "export function g(x: string): void {}" });
  const second = await loader.load();
  expect(inspected.splice(0)).toEqual(["b"]);
  expect(second.version).not.toBe(first.version);
  expect(signatures(second)).toEqual([
    "a: f(x: float «number») → Any «void»",
    "b: g(x: str «string») → Any «void»",
  ]);

  await packs.write({ "c/ops.ts": "export function h(): void {}" });
  await packs.remove("a");
  expect(signatures(await loader.load())).toEqual([
    "b: g(x: str «string») → Any «void»",
    "c: h() → Any «void»",
  ]);
  expect(inspected.splice(0)).toEqual(["c"]);
});

Deno.test("CatalogLoader.load() loads a pack again whose types come from another that changed", async () => {
  await using packs = await tempPacks({
    "a/ops.ts": `import type { Mode } from "../b/_types.ts";\nexport function f(x: Mode): void {}`,
    "b/_types.ts": "export type Mode = 'x';",
    "b/ops.ts": "export function g(): void {}",
  });
  const loader = new CatalogLoader({ nodepackDir: packs.dir, inspect });
  expect(signatures(await loader.load())[0]).toBe(`a: f(x: Literal["x"] «Mode») → Any «void»`);
  await packs.write({ "b/_types.ts": "export type Mode = 'x' | 'y';" });
  expect(signatures(await loader.load())[0]).toBe(`a: f(x: Literal["x","y"] «Mode») → Any «void»`);
  // The other way round, what the changed pack takes from one that did not change is known too.
  await packs.write({
    "a/ops.ts":
      `import type { Mode } from "../b/_types.ts";\nexport function f(y: Mode[]): void {}`,
  });
  expect(signatures(await loader.load())[0]).toBe("a: f(y: list «Mode[]») → Any «void»");
});

Deno.test("CatalogLoader.load() tries a pack again that failed, when it was touched", async () => {
  await using packs = await tempPacks({
    "a/ops.ts": "throw new Error('not now');",
    "b/ops.ts": "export function g(): void {}",
  });
  const { inspect, inspected } = recordingInspect();
  const loader = new CatalogLoader({ nodepackDir: packs.dir, inspect });
  await loader.load();
  inspected.length = 0;
  await loader.load();
  expect(inspected).toEqual([]);
  await loader.load(undefined, new Set(["a", "b"]));
  expect(inspected).toEqual(["a"]);
});

Deno.test("CatalogLoader.load() can be stopped, and goes on where it was", async () => {
  await using packs = await tempPacks({ "a/ops.ts": "export function f(): void {}" });
  const stop = new AbortController();
  const inspected: string[] = [];
  const loader = new CatalogLoader({
    nodepackDir: packs.dir,
    inspect(pack, signal) {
      inspected.push(pack.name);
      if (pack.name === "b" && !stop.signal.aborted) stop.abort(new Error("stopped"));
      return inspect(pack, signal);
    },
  });
  await loader.load();
  await packs.write({ "b/ops.ts": "export function g(): void {}" });
  await expect(loader.load(stop.signal)).rejects.toThrow("stopped");
  expect(signatures(await loader.load())).toEqual(["a: f() → Any «void»", "b: g() → Any «void»"]);
  expect(inspected).toEqual(["a", "b", "b"]);
});

Deno.test("loadCatalog() loads the packs that ship without problems", async () => {
  const nodepackDir = fileURLToPath(new URL("../../../nodepacks", import.meta.url));
  const catalog = await loadCatalog({ nodepackDir, inspect });
  expect(catalog.problems).toEqual([]);
  expect(
    catalog.ops.filter(({ schema }) => schema.pack === "basic").map(({ schema }) => schema.name),
  )
    .toEqual(expect.arrayContaining(["add", "greet", "at_index", "split_name", "ProgressOpp"]));
  const untyped = catalog.ops.filter(({ schema }) =>
    schema.params.some((it) =>
      it.type === "Any" && it.ts_type === "unknown" && it.description === undefined
    )
  );
  expect(untyped).toEqual([]);
});
