import { expect } from "@std/expect";
import { type LoadedPack, mergePacks, separatePacks } from "@/engine/catalog/merge_packs.ts";
import type { OpFileName } from "@/engine/catalog/types.ts";
import { testOp } from "../../helpers/test_catalog.ts";

function packOf(name: string, ops: [string, OpFileName?][], problems: string[] = []): LoadedPack {
  return {
    pack: { name, dir: `/${name}`, files: ["ops.ts"], imports: {}, permissions: {}, version: "1" },
    ops: ops.map(([op, file = "ops.ts"]) => ({
      ...testOp(op, { pack: name, filepath: `nodepacks/${name}/${file}` }),
      file,
    })),
    problems: problems.map((message) => ({ pack: name, message })),
  };
}

const listed = (packs: LoadedPack[]) =>
  mergePacks(packs).ops.map(({ schema }) => `${schema.pack}.${schema.name}`);

Deno.test("mergePacks() lists both ops of a name, and says which pack serves", () => {
  const packs = [packOf("a", [["x"], ["y"]], ["own"]), packOf("b", [["y"]]), packOf("c", [["y"]])];
  expect(listed(packs)).toEqual(["a.x", "a.y", "b.y", "c.y"]);
  const message = `"y" is also in the nodepack "a", which serves nodes that name no pack. ` +
    `Rename one of them, or say "pack" in the node.`;
  expect(mergePacks(packs).problems).toEqual([
    { pack: "a", message: "own" },
    { pack: "b", file: "nodepacks/b/ops.ts", message },
    { pack: "c", file: "nodepacks/c/ops.ts", message },
  ]);
});

Deno.test("mergePacks() lists the first op of a name in a pack, which is the one that runs", () => {
  const packs = [packOf("a", [["x", "ops.ts"], ["x", "stream_ops.ts"]])];
  expect(mergePacks(packs).ops.map((it) => it.file)).toEqual(["ops.ts"]);
  expect(mergePacks(packs).problems).toEqual([{
    pack: "a",
    file: "nodepacks/a/stream_ops.ts",
    message: `"x" is also in ops.ts of this nodepack, which serves. Rename one of them.`,
  }]);
});

Deno.test("mergePacks() takes names like those of Object.prototype for names", () => {
  const packs = [packOf("a", [["constructor"], ["__proto__"], ["toString"]])];
  expect(mergePacks(packs).problems).toEqual([]);
});

Deno.test("separatePacks() undoes mergePacks(), but for problems between packs", () => {
  const packs = [packOf("a", [["x"], ["y"]], ["own"]), packOf("b", [["y"]], ["its"])];
  const merged = mergePacks(packs);
  const catalog = { version: "1", packs: packs.map((it) => it.pack), ...merged };
  expect(separatePacks(catalog)).toEqual(packs);
  expect(separatePacks(undefined)).toEqual([]);
});
