import { expect } from "@std/expect";
import {
  docImportMap,
  PackResolver,
  reachableModules,
  specifiersIn,
} from "@/engine/catalog/import_map.ts";
import type { Nodepack } from "@/engine/catalog/types.ts";

const ENGINE = "/project/engine/op.ts";

function packOf(imports: Record<string, string> = {}): Nodepack {
  return { name: "p", dir: "/packs/p", files: ["ops.ts"], imports, permissions: {}, version: "1" };
}

Deno.test("specifiersIn() finds imports of each form", () => {
  expect(specifiersIn(`
    import a from "a"; import { b } from 'b'; import * as c from"c";
    import "d"; import type { E } from "e"; import f, { g } from "f";
    export * from "g"; export { x } from "h"; await import("i"); type T = import("j").T;
    import data from "k.json" with { type: "json" };
    import {
      l,
    } from "l";
    const text = "none"; importFrom("m"); import(name); import("a");
  `)).toEqual(["a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k.json", "l"]);
});

Deno.test("PackResolver.path() leads to files, and nowhere for packages", () => {
  const resolver = new PackResolver(
    packOf({
      "lib/": "file:///packs/p/lib/",
      "lib/own/": "file:///packs/p/own/",
      "exact": "file:///packs/p/an%20exact.ts",
      "openai": "npm:openai@4",
    }),
    ENGINE,
  );
  const path = (specifier: string) => resolver.path(specifier, "/packs/p/sub/file.ts");
  expect(path("psynapse")).toBe(ENGINE);
  expect(path("./other.ts")).toBe("/packs/p/sub/other.ts");
  expect(path("../other%20one.ts")).toBe("/packs/p/other one.ts");
  expect(path("./100%.ts")).toBe("/packs/p/sub/100%.ts");
  expect(path("lib/a.ts")).toBe("/packs/p/lib/a.ts");
  expect(path("lib/own/a.ts")).toBe("/packs/p/own/a.ts");
  expect(path("exact")).toBe("/packs/p/an exact.ts");
  for (const it of ["openai", "unknown", "npm:x", "https://x/y.ts", "constructor"]) {
    expect(path(it)).toBe(undefined);
  }
});

Deno.test("PackResolver.mapped() takes a package's name for its subpaths too", () => {
  const resolver = new PackResolver(
    packOf({ "csv": "npm:csv-parse@7", "csv/own": "npm:own@1" }),
    ENGINE,
  );
  expect(resolver.mapped("csv/sync")).toBe("npm:csv-parse@7/sync");
  expect(resolver.mapped("csv/own")).toBe("npm:own@1");
  expect(resolver.mapped("csvs")).toBe(undefined);
});

Deno.test("reachableModules() follows imports through known files, also in circles", () => {
  const files = new Map([
    ["/packs/p/ops.ts", `import "./_a.ts"; import "./missing.ts"; import "./data.json";`],
    ["/packs/p/_a.ts", `export * from "./deep/b.ts";`],
    ["/packs/p/deep/b.ts", `import "../ops.ts"; import "../../_shared/c.ts";`],
    ["/packs/_shared/c.ts", ""],
    ["/packs/p/unused.ts", ""],
    ["/packs/p/data.json", "{}"],
  ]);
  const resolver = new PackResolver(packOf(), ENGINE);
  const found = reachableModules(["/packs/p/ops.ts"], resolver, (path) => files.get(path));
  expect([...found.keys()].sort()).toEqual([
    "/packs/_shared/c.ts",
    "/packs/p/_a.ts",
    "/packs/p/deep/b.ts",
    "/packs/p/ops.ts",
  ]);
});

Deno.test("docImportMap() stands something empty in for every package, in the scope of the pack", () => {
  const pack = packOf({
    openai: "npm:openai@4",
    "zod/": "npm:/zod@3/",
    "lib/": "file:///packs/p/lib/",
  });
  const text = `import "openai"; import "zod/mini"; import "npm:x@1"; import "https://a/b.ts";
    import "node:fs"; import "jsr:@a/b"; import "lib/c.ts"; import "unknown"; import "./d.ts"; import "psynapse";`;
  const shared = `import "npm:y@1"; import "bare";`;
  const stub = "data:text/typescript,export {}";
  expect(docImportMap([{
    pack,
    resolver: new PackResolver(pack, ENGINE),
    modules: new Map([["/packs/p/ops.ts", text], ["/packs/pp/shared.ts", shared]]),
  }], ENGINE)).toEqual({
    imports: { psynapse: "file:///project/engine/op.ts", "npm:y@1": stub },
    scopes: {
      "file:///packs/p/": {
        openai: stub,
        "zod/mini": stub,
        "npm:x@1": stub,
        "https://a/b.ts": stub,
        "node:fs": stub,
        "jsr:@a/b": stub,
        "lib/": "file:///packs/p/lib/",
      },
    },
  });
});
