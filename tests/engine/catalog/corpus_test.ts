import { fileURLToPath } from "node:url";
import { expect } from "@std/expect";
import { beforeAll, describe, it } from "@std/testing/bdd";
import { loadCatalog } from "@/engine/catalog/load_catalog.ts";
import type { CatalogSnapshot } from "@/engine/catalog/types.ts";
import type { OpSchema } from "@/engine/core/schema.ts";
import { createInspector } from "@/engine/run/inspect_nodepack.ts";
import { signatureText } from "../../helpers/signature_text.ts";

const CORPUS = fileURLToPath(new URL("../../fixtures/corpus", import.meta.url));

/** The lines `//= …` of a file of the corpus: the schemas that its ops should have, in order. */
async function expectedSignatures(file: string): Promise<string[]> {
  const source = await Deno.readTextFile(`${CORPUS}/${file}`);
  return Array.from(source.matchAll(/^\/\/= (.*)$/gm), ([, line]) => line);
}

describe("loadCatalog() on the corpus of signatures", () => {
  let catalog: CatalogSnapshot;
  beforeAll(async () => {
    catalog = await loadCatalog({ nodepackDir: CORPUS, inspect: createInspector() });
  });
  const schemasOf = (filepath: string): OpSchema[] =>
    catalog.ops.map(({ schema }) => schema).filter((it) => it.filepath === `corpus/${filepath}`);

  const files = [
    "classes/progress_ops.ts",
    "classes/stream_ops.ts",
    "defaults/ops.ts",
    "follow/ops.ts",
    "forms/ops.ts",
    "shadow/ops.ts",
    "types/ops.ts",
  ];
  for (const file of files) {
    it(`gives the ops of ${file} the schemas that are written above them`, async () => {
      expect(schemasOf(file).map(signatureText)).toEqual(await expectedSignatures(file));
    });
  }

  it("holds at least 150 signatures", async () => {
    const expected = await Promise.all(files.map(expectedSignatures));
    expect(expected.flat().length).toBeGreaterThanOrEqual(150);
  });
});
