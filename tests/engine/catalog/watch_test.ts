import { expect } from "@std/expect";
import { CatalogLoader } from "@/engine/catalog/load_catalog.ts";
import type { CatalogSnapshot, InspectNodepack } from "@/engine/catalog/types.ts";
import { watchCatalog } from "@/engine/catalog/watch.ts";
import { quietInspector } from "../../helpers/inspect_pack.ts";
import { signatureText } from "../../helpers/signature_text.ts";
import { tempPacks } from "../../helpers/temp_packs.ts";

const inspect = quietInspector();

/** The next catalog of a watch that is still going. */
async function next(catalogs: AsyncGenerator<CatalogSnapshot, void>): Promise<CatalogSnapshot> {
  const { value, done } = await catalogs.next();
  if (done === true) throw new Error("The watch has ended");
  return value;
}

/** The next catalog with these ops; one that was read while a file was being written may come before. */
async function nextWith(
  catalogs: AsyncGenerator<CatalogSnapshot, void>,
  wanted: string[],
): Promise<CatalogSnapshot> {
  for (;;) {
    const catalog = await next(catalogs);
    if (JSON.stringify(signatures(catalog)) === JSON.stringify(wanted)) return catalog;
  }
}

const signatures = (catalog: CatalogSnapshot): string[] =>
  catalog.ops.map(({ schema }) => signatureText(schema));

Deno.test("watchCatalog() gives the catalog, and again after each change of a file", async () => {
  await using packs = await tempPacks({
    "a/ops.ts": "export function f(x: number): void {}",
    "b/ops.ts": "export function g(): void {}",
  });
  const inspected: string[] = [];
  const recording: InspectNodepack = (pack, signal) => {
    inspected.push(pack.name);
    return inspect(pack, signal);
  };
  const stop = new AbortController();
  const loader = new CatalogLoader({ nodepackDir: packs.dir, inspect: recording });
  const catalogs = watchCatalog(loader, { signal: stop.signal });
  const first = await next(catalogs);
  expect(signatures(first)).toEqual(["f(x: float «number») → Any «void»", "g() → Any «void»"]);
  inspected.length = 0;

  await packs.write({ "a/ops.ts": "export function f(x: string): void {}" });
  const f = "f(x: str «string») → Any «void»";
  const second = await nextWith(catalogs, [f, "g() → Any «void»"]);
  expect(second.version).not.toBe(first.version);
  expect(new Set(inspected.splice(0))).toEqual(new Set(["a"]));

  // A file that is no op file, but that one imports.
  await packs.write({
    "b/_types.ts": "export type T = 'x';",
    "b/ops.ts": "import type { T } from './_types.ts';\nexport function g(t: T): void {}",
  });
  await nextWith(catalogs, [f, `g(t: Literal["x"] «T») → Any «void»`]);
  await packs.write({ "b/_types.ts": "export type T = 'x' | 'y';" });
  await nextWith(catalogs, [f, `g(t: Literal["x","y"] «T») → Any «void»`]);
  expect(new Set(inspected)).toEqual(new Set(["b"]));

  stop.abort();
  expect(await catalogs.next()).toEqual({ done: true, value: undefined });
});

Deno.test("watchCatalog() sees packs come, break, heal and go", async () => {
  await using packs = await tempPacks();
  const stop = new AbortController();
  const loader = new CatalogLoader({ nodepackDir: packs.dir, inspect });
  const catalogs = watchCatalog(loader, { signal: stop.signal });
  expect((await next(catalogs)).packs).toEqual([]);

  await packs.write({ "new/ops.ts": "export function f(): void {}" });
  await nextWith(catalogs, ["f() → Any «void»"]);

  await packs.write({ "new/ops.ts": "export function f( {" });
  let catalog = await nextWith(catalogs, []);
  while (catalog.problems.length === 0) catalog = await nextWith(catalogs, []);
  expect(catalog.problems[0]).toMatchObject({ file: "nodepacks/new/ops.ts", line: 1 });

  await packs.write({ "new/ops.ts": "export function f(a?: boolean): void {}" });
  catalog = await nextWith(catalogs, ["f(a?: bool «boolean») → Any «void»"]);
  expect(catalog.problems).toEqual([]);

  await packs.remove("new");
  do catalog = await nextWith(catalogs, []); while (catalog.packs.length > 0);
  stop.abort();
  await catalogs.return();
});

Deno.test("watchCatalog() loads anew when a pack changes while it is loading", async () => {
  await using packs = await tempPacks({ "a/ops.ts": "export {};\nfor (;;);" });
  const stop = new AbortController();
  const started = Promise.withResolvers<void>();
  const loader = new CatalogLoader({
    nodepackDir: packs.dir,
    inspect(pack, signal) {
      started.resolve();
      // Would take its ten seconds without the change.
      return inspect(pack, signal);
    },
  });
  const catalogs = watchCatalog(loader, { signal: stop.signal });
  const loaded = nextWith(catalogs, ["f() → Any «void»"]);
  await started.promise;
  await packs.write({ "a/ops.ts": "export function f(): void {}" });
  await loaded;
  stop.abort();
  await catalogs.return();
});

Deno.test("watchCatalog() gives what is ready while other packs take long, and then what became of them", async () => {
  await using packs = await tempPacks({
    "a/ops.ts": "await new Promise(() => {});\nexport function a(): void {}",
    "b/ops.ts": "for (;;);\nexport function b(): void {}",
    "c/ops.ts": "export function c(): void {}",
    "d/ops.ts": "export function d(): void {}",
  });
  const stop = new AbortController();
  const given = Promise.withResolvers<void>();
  const loader = new CatalogLoader({
    nodepackDir: packs.dir,
    async inspect(pack, signal) {
      if (pack.name > "b") return await inspect(pack, signal);
      await given.promise;
      return [{ file: "ops.ts", ok: false, message: "Does not finish loading within 10 s" }];
    },
    times: { hold: 100, slow: 300, factor: 2, none: 60_000 },
  });
  const catalogs = watchCatalog(loader, { signal: stop.signal });
  // Each of the others is told of when it is ready, the first of them perhaps alone.
  const partial = await nextWith(catalogs, ["c() → Any «void»", "d() → Any «void»"]);
  const loading = "It is still loading. Its ops are listed when it is ready.";
  expect(partial.problems).toEqual([
    { pack: "a", message: loading },
    { pack: "b", message: loading },
  ]);
  given.resolve();
  let catalog = await next(catalogs);
  if (catalog.problems.some(({ message }) => message === loading)) catalog = await next(catalogs);
  expect(catalog.problems).toEqual(["a", "b"].map((pack) => ({
    pack,
    file: `nodepacks/${pack}/ops.ts`,
    message: "Does not finish loading within 10 s",
  })));
  expect(signatures(catalog)).toEqual(signatures(partial));
  stop.abort();
  await catalogs.return();
});

Deno.test("watchCatalog() gives a change at once while a pack loads that never finishes", async () => {
  await using packs = await tempPacks({
    "a/ops.ts": "await new Promise(() => {});",
    "b/ops.ts": "export function b(): void {}",
  });
  const stop = new AbortController();
  const loader = new CatalogLoader({
    nodepackDir: packs.dir,
    inspect,
    times: { hold: 100, slow: 300, factor: 2, none: 60_000 },
  });
  const catalogs = watchCatalog(loader, { signal: stop.signal });
  await nextWith(catalogs, ["b() → Any «void»"]);
  await packs.write({ "c/ops.ts": "export function c(): void {}" });
  await nextWith(catalogs, ["b() → Any «void»", "c() → Any «void»"]);
  await packs.write({ "a/ops.ts": "export function a(): void {}" });
  await nextWith(catalogs, ["a() → Any «void»", "b() → Any «void»", "c() → Any «void»"]);
  stop.abort();
  await catalogs.return();
});

Deno.test("watchCatalog() gives nothing while the catalog is the one that is known", async () => {
  await using packs = await tempPacks({ "a/ops.ts": "export function f(): void {}" });
  const known = await new CatalogLoader({ nodepackDir: packs.dir, inspect }).load();
  const stop = new AbortController();
  const loader = new CatalogLoader({ nodepackDir: packs.dir, inspect, known });
  const catalogs = watchCatalog(loader, { signal: stop.signal, known });
  const first = next(catalogs);
  await packs.write({ "a/readme.md": "no code" });
  await packs.remove("a");
  expect((await first).ops).toEqual([]);
  stop.abort();
  await catalogs.return();
});

Deno.test("watchCatalog() is not held up by pipes and sockets, and sees them go", async () => {
  await using packs = await tempPacks({ "a/ops.ts": "export function f(): void {}", "b/x.ts": "" });
  const stop = new AbortController();
  const loader = new CatalogLoader({ nodepackDir: packs.dir, inspect });
  const catalogs = watchCatalog(loader, { signal: stop.signal });
  await nextWith(catalogs, ["f() → Any «void»"]);
  const paths = ["a/progress_ops.ts", "b/ops.ts"].map((path) => `${packs.dir}/${path}`);
  await new Deno.Command("mkfifo", { args: paths }).output();
  using _socket = Deno.listen({ transport: "unix", path: `${packs.dir}/a/x.ts` });
  let catalog = await nextWith(catalogs, []);
  while (catalog.problems.length < 3) catalog = await next(catalogs);
  expect(catalog.problems.map(({ pack, message }) => [pack, message.split(",")[0]]).sort()).toEqual(
    [
      ["a", `"progress_ops.ts" is neither a file nor a folder`],
      ["a", `"x.ts" is neither a file nor a folder`],
      ["b", `"ops.ts" is neither a file nor a folder`],
    ],
  );
  for (const path of ["a/progress_ops.ts", "a/x.ts", "b/ops.ts"]) await packs.remove(path);
  const mended = await nextWith(catalogs, ["f() → Any «void»"]);
  expect(mended.packs.map(({ name }) => name)).toContain("a");
  stop.abort();
  await catalogs.return();
});

Deno.test("watchCatalog() looks into a folder that is within a hidden one", async () => {
  await using packs = await tempPacks({ ".hidden/packs/a/ops.ts": "export {};" });
  const stop = new AbortController();
  const loader = new CatalogLoader({ nodepackDir: `${packs.dir}/.hidden/packs`, inspect });
  const catalogs = watchCatalog(loader, { signal: stop.signal });
  await next(catalogs);
  await packs.write({ ".hidden/packs/a/ops.ts": "export function f(): void {}" });
  await nextWith(catalogs, ["f() → Any «void»"]);
  stop.abort();
  await catalogs.return();
});

Deno.test("watchCatalog() ends while it loads, while it waits, and before it begins", async () => {
  await using packs = await tempPacks({ "a/ops.ts": "for (;;);\nexport {};" });
  const stop = new AbortController();
  const started = Promise.withResolvers<void>();
  const loader = new CatalogLoader({
    nodepackDir: packs.dir,
    inspect(pack, signal) {
      started.resolve();
      return inspect(pack, signal);
    },
  });
  const loading = watchCatalog(loader, { signal: stop.signal }).next();
  await started.promise;
  stop.abort();
  expect(await loading).toEqual({ done: true, value: undefined });
  expect(await watchCatalog(loader, { signal: stop.signal }).next())
    .toEqual({ done: true, value: undefined });

  await packs.write({ "a/ops.ts": "export {};" });
  const other = new AbortController();
  const catalogs = watchCatalog(loader, { signal: other.signal });
  await next(catalogs);
  const waiting = catalogs.next();
  other.abort();
  expect(await waiting).toEqual({ done: true, value: undefined });
});

Deno.test("watchCatalog() tells what goes wrong with itself", async () => {
  await using packs = await tempPacks();
  const loader = new CatalogLoader({ nodepackDir: packs.dir, inspect });
  loader.load = () => Promise.reject(new Error("a bug"));
  const catalogs = watchCatalog(loader, { signal: new AbortController().signal });
  await expect(catalogs.next()).rejects.toThrow("a bug");
});

Deno.test("watchCatalog() sees changes of files that are imported as data", async () => {
  await using packs = await tempPacks({
    "p/ops.ts": `
      import prompt from "./prompt.txt" with { type: "text" };
      export function f(): string { return prompt; }
    `,
    "p/prompt.txt": "one",
  });
  const ending = new AbortController();
  const catalogs = watchCatalog(new CatalogLoader({ nodepackDir: packs.dir, inspect }), {
    signal: ending.signal,
  });
  try {
    const first = await next(catalogs);
    const change = next(catalogs);
    await packs.write({ "p/prompt.txt": "two" });
    expect((await change).packs[0].version).not.toBe(first.packs[0].version);
  } finally {
    ending.abort();
    await catalogs.return();
  }
});
