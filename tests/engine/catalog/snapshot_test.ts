import { dirname, join } from "node:path";
import { expect } from "@std/expect";
import { CatalogLoader, loadCatalog } from "@/engine/catalog/load_catalog.ts";
import { parseCatalog, serializeCatalog } from "@/engine/catalog/snapshot.ts";
import type { InspectNodepack } from "@/engine/catalog/types.ts";
import { PsynapseError } from "@/engine/core/errors.ts";
import { quietInspector } from "../../helpers/inspect_pack.ts";
import { tempPacks } from "../../helpers/temp_packs.ts";

const FILES = {
  "a/ops.ts": "/** Adds. */\nexport function add(a: number, b = -1): number { return a + b; }",
  "a/deno.json": JSON.stringify({
    imports: { "lib/": "./lib/", openai: "npm:openai@4", root: "./" },
    permissions: {
      default: { read: ["./data", "/etc", "."], write: { allow: ["./out"] }, net: ["a.com"] },
    },
  }),
  "b/ops.ts": "export function add(a: 1 | 'x'): void {}\nexport class Wrong { call(): void {} }",
};

/** Fails when a pack is loaded. */
const neverInspect: InspectNodepack = (pack) => {
  throw new Error(`${pack.name} was loaded`);
};

Deno.test("parseCatalog() gives what serializeCatalog() was given", async () => {
  await using packs = await tempPacks(FILES);
  const catalog = await loadCatalog({ nodepackDir: packs.dir, inspect: quietInspector() });
  expect(catalog.ops).toHaveLength(2);
  expect(catalog.problems).toHaveLength(2);
  expect(parseCatalog(serializeCatalog(catalog), packs.dir)).toEqual(catalog);
});

Deno.test("parseCatalog() moves paths to where the nodepacks are now", async () => {
  await using packs = await tempPacks(FILES);
  await using elsewhere = await tempPacks(FILES);
  const inspect = quietInspector();
  const built = await loadCatalog({ nodepackDir: packs.dir, inspect });
  const text = serializeCatalog(built);
  expect(text).not.toContain(packs.dir);
  const moved = parseCatalog(text, elsewhere.dir);
  expect(moved.packs[0]).toMatchObject({
    dir: join(elsewhere.dir, "a"),
    imports: {
      "lib/": `file://${elsewhere.dir}/a/lib/`,
      openai: "npm:openai@4",
      root: `file://${elsewhere.dir}/a/`,
    },
    permissions: {
      read: [join(elsewhere.dir, "a/data"), "/etc", join(elsewhere.dir, "a")],
      write: { allow: [join(elsewhere.dir, "a/out")] },
      net: ["a.com"],
    },
  });
  expect(moved).toEqual(await loadCatalog({ nodepackDir: elsewhere.dir, inspect }));
});

Deno.test("parseCatalog() names files after the folder that they are in now", async () => {
  await using packs = await tempPacks(FILES);
  const inspect = quietInspector();
  const text = serializeCatalog(await loadCatalog({ nodepackDir: packs.dir, inspect }));
  const elsewhere = join(dirname(packs.dir), "packs");
  await Deno.rename(packs.dir, elsewhere);
  const { ops, problems } = parseCatalog(text, elsewhere);
  expect(ops.map((op) => op.schema.filepath)).toEqual(["packs/a/ops.ts", "packs/b/ops.ts"]);
  expect(problems.map((problem) => problem.file)).toEqual(["packs/b/ops.ts", "packs/b/ops.ts"]);
});

Deno.test("CatalogLoader.load() loads nothing of a snapshot that still fits", async () => {
  await using packs = await tempPacks(FILES);
  const built = await loadCatalog({ nodepackDir: packs.dir, inspect: quietInspector() });
  const known = parseCatalog(serializeCatalog(built), packs.dir);
  const loader = new CatalogLoader({
    nodepackDir: packs.dir,
    known,
    inspect: neverInspect,
    execPath: "/no/deno/either",
  });
  expect(await loader.load()).toEqual(built);
});

Deno.test("CatalogLoader.load() loads the packs that a snapshot has otherwise", async () => {
  await using packs = await tempPacks(FILES);
  const inspect = quietInspector();
  const built = await loadCatalog({ nodepackDir: packs.dir, inspect });
  const known = parseCatalog(serializeCatalog(built), packs.dir);
  const stale = async (): Promise<string[]> => {
    const inspected: string[] = [];
    const loader = new CatalogLoader({
      nodepackDir: packs.dir,
      known,
      inspect(pack, signal) {
        inspected.push(pack.name);
        return inspect(pack, signal);
      },
    });
    const catalog = await loader.load();
    expect(catalog).toEqual(await loadCatalog({ nodepackDir: packs.dir, inspect }));
    return inspected;
  };
  await packs.write({ "a/ops.ts": "export function sum(a: number): void {}" });
  expect(await stale()).toEqual(["a"]);
  await packs.write({ "c/ops.ts": "export {}" });
  await packs.remove("b");
  expect((await stale()).sort()).toEqual(["a", "c"]);
});

Deno.test("CatalogLoader.load() takes nothing from a snapshot of another folder", async () => {
  await using packs = await tempPacks({ "a/ops.ts": "export function f(): void {}" });
  await using copy = await tempPacks({ "a/ops.ts": "export function f(): void {}" });
  const inspect = quietInspector();
  const known = await loadCatalog({ nodepackDir: packs.dir, inspect });
  const catalog = await new CatalogLoader({ nodepackDir: copy.dir, known, inspect }).load();
  expect(catalog.packs[0].dir).toBe(join(copy.dir, "a"));
});

Deno.test("parseCatalog() refuses what it cannot read, and names the field", () => {
  const good = {
    format: 2,
    packs: [{ name: "a", files: ["ops.ts"], imports: {}, permissions: {}, version: "1" }],
    ops: [{
      schema: {
        name: "f",
        params: [{ name: "p", type: "float", ts_type: "number" }],
        returns: [{ name: "result", type: "Any", ts_type: "unknown" }],
        docstring: "",
        filepath: "nodepacks/a/ops.ts",
        pack: "a",
        is_progress_node: false,
        is_stream_node: false,
      },
      kind: "function",
      file: "ops.ts",
    }],
    problems: [{ message: "m" }],
  };
  expect(parseCatalog(JSON.stringify(good), "/no/such/nodepacks").ops).toEqual(good.ops);
  const refusals: [(file: typeof good) => unknown, string][] = [
    [() => [], "snapshot must be an object"],
    [(it) => ({ ...it, format: 1 }), "of another version of Psynapse"],
    [(it) => ({ ...it, packs: {} }), "packs must be a list"],
    [(it) => ({ ...it, packs: [{ ...it.packs[0], name: "" }] }), "packs[0].name"],
    [(it) => ({ ...it, packs: [{ ...it.packs[0], files: ["x.ts"] }] }), "packs[0].files[0]"],
    [(it) => ({ ...it, packs: [{ ...it.packs[0], imports: { a: 1 } }] }), "packs[0].imports.a"],
    [
      (it) => ({ ...it, packs: [{ ...it.packs[0], permissions: { x: 1 } }] }),
      "permissions.default.x",
    ],
    [(it) => ({ ...it, ops: [{ ...it.ops[0], kind: "stream" }] }), "ops[0].kind"],
    [(it) => ({ ...it, ops: [{ ...it.ops[0], schema: null }] }), "ops[0].schema"],
    [
      (it) => ({ ...it, ops: [{ ...it.ops[0], schema: { ...it.ops[0].schema, params: [{}] } }] }),
      "ops[0].schema.params[0].name",
    ],
    [
      (it) => ({
        ...it,
        ops: [{
          ...it.ops[0],
          schema: { ...it.ops[0].schema, returns: [{ name: "a", type: "number" }] },
        }],
      }),
      "ops[0].schema.returns[0].type",
    ],
    [(it) => ({ ...it, problems: [{}] }), "problems[0].message"],
  ];
  for (const [change, message] of refusals) {
    expect(() => parseCatalog(JSON.stringify(change(good)), "/no/such")).toThrow(message);
  }
  expect(() => parseCatalog("{", "/no/such")).toThrow(PsynapseError);
});
