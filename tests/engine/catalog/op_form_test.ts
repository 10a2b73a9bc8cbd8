import { fileURLToPath } from "node:url";
import { expect } from "@std/expect";
import { loadCatalog } from "@/engine/catalog/load_catalog.ts";
import { parseCatalog, serializeCatalog } from "@/engine/catalog/snapshot.ts";
import type { CatalogOp } from "@/engine/catalog/types.ts";
import { quietInspector } from "@/tests/helpers/inspect_pack.ts";
import { signatureText } from "@/tests/helpers/signature_text.ts";

const CORPUS = fileURLToPath(new URL("../../fixtures/corpus", import.meta.url));

/** The lines `//= …` of a file of the corpus. */
async function expected(file: string): Promise<string[]> {
  const source = await Deno.readTextFile(`${CORPUS}/generators/${file}`);
  return Array.from(source.matchAll(/^\/\/= (.*)$/gm), ([, line]) => line);
}

function formText({ kind, signalAt, schema }: CatalogOp): string {
  return `${kind}${signalAt === undefined ? "" : `+signal ${signalAt}`}: ${signatureText(schema)}`;
}

Deno.test("generators and ops that take a signal have the forms that are written above them", async () => {
  const catalog = await loadCatalog({ nodepackDir: CORPUS, inspect: quietInspector() });
  const ops = catalog.ops.filter((it) => it.schema.pack === "generators");
  for (const file of ["ops.ts", "stream_ops.ts"]) {
    expect(ops.filter((it) => it.file === file).map(formText)).toEqual(await expected(file));
  }
  for (const { kind, schema } of ops) {
    expect([schema.name, schema.is_stream_node, schema.is_progress_node])
      .toEqual([schema.name, kind === "stream", kind === "progress"]);
  }
  const problems = catalog.problems.filter((it) => it.pack === "generators");
  expect(problems).toEqual([{
    pack: "generators",
    file: "corpus/generators/ops.ts",
    line: expect.any(Number),
    message: expect.stringMatching(/^"no_yields" is a generator that yields neither text nor/),
  }]);
  const read = parseCatalog(serializeCatalog(catalog), CORPUS);
  expect(read.ops.filter((it) => it.schema.pack === "generators")).toEqual(ops);
});
