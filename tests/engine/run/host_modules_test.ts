import { expect } from "@std/expect";
import type { Nodepack } from "@/engine/catalog/types.ts";
import { importMap, lockFlags, moduleFolders } from "@/engine/run/host_modules.ts";
import { tempPacks } from "@/tests/helpers/temp_packs.ts";
import { testingPack } from "@/tests/helpers/testing_pack.ts";

function importsOf(pack: Partial<Nodepack>): Record<string, string> {
  const url = importMap(testingPack({ dir: "/packs/p", ...pack }));
  return JSON.parse(decodeURIComponent(url.replace("data:application/json,", ""))).imports;
}

Deno.test("importMap() has psynapse and the pack's files, and nothing for those that are not there", () => {
  const imports = importsOf({ files: ["ops.ts"] });
  expect(imports["psynapse"]).toMatch(/^file:.*\/engine\/op\.ts$/);
  expect(imports["#pack/ops"]).toBe("file:///packs/p/ops.ts");
  expect(imports["#pack/stream_ops"]).toBe("data:text/javascript,");
});

Deno.test("importMap() has the pack's own imports, from its folder", () => {
  const imports = importsOf({ imports: { "#a": "./_a.ts", "b/": "../_b/", "c": "/c.ts" } });
  expect(imports["#a"]).toBe("file:///packs/p/_a.ts");
  expect(imports["b/"]).toBe("file:///packs/_b/");
  expect(imports["c"]).toBe("file:///c.ts");
});

Deno.test("importMap() lets a package's name stand for its subpaths", () => {
  const imports = importsOf({
    imports: { "x": "npm:x@1.2.3", "@s/y": "jsr:@s/y@1", "z": "npm:z@1", "z/": "npm:/z@1/lib/" },
  });
  expect(imports["x"]).toBe("npm:x@1.2.3");
  expect(imports["x/"]).toBe("npm:/x@1.2.3/");
  expect(imports["@s/y/"]).toBe("jsr:/@s/y@1/");
  expect(imports["z/"]).toBe("npm:/z@1/lib/");
});

Deno.test("importMap() cannot be led elsewhere by a pack's imports", () => {
  const imports = importsOf({ imports: { "psynapse": "./_x.ts", "#pack/ops": "./_x.ts" } });
  expect(imports["psynapse"]).toMatch(/\/engine\/op\.ts$/);
  expect(imports["#pack/ops"]).toBe("file:///packs/p/ops.ts");
});

Deno.test("lockFlags() names a pack's lock file", async () => {
  await using packs = await tempPacks({ "p/deno.lock": "{}", "q/ops.ts": "" });
  expect(lockFlags(`${packs.dir}/p`)).toEqual([`--lock=${packs.dir}/p/deno.lock`, "--frozen"]);
  expect(lockFlags(`${packs.dir}/q`)).toEqual(["--no-lock"]);
});

Deno.test("moduleFolders() are the pack's and those that packs share", async () => {
  await using packs = await tempPacks({ "p/ops.ts": "", "q/ops.ts": "", "_s/a.ts": "", "_f": "" });
  expect(moduleFolders(`${packs.dir}/p`)).toEqual([`${packs.dir}/p`, `${packs.dir}/_s`]);
});
