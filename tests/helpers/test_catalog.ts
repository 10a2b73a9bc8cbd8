import type { CatalogOp, CatalogSnapshot } from "../../engine/catalog/types.ts";
import type { OpSchema } from "../../engine/core/schema.ts";

/** A function op of the pack `test` with what matters to a test. */
export function testOp(name: string, schema: Partial<OpSchema> = {}): CatalogOp {
  return {
    kind: "function",
    file: "ops.ts",
    schema: {
      name,
      params: [],
      returns: [{ name: "result", type: "Any", ts_type: "" }],
      docstring: "",
      filepath: "nodepacks/test/ops.ts",
      pack: "test",
      is_progress_node: false,
      is_stream_node: false,
      ...schema,
    },
  };
}

/** A catalog of these ops. */
export function testCatalog(ops: CatalogOp[]): CatalogSnapshot {
  return { version: "v1", packs: [], ops, problems: [] };
}
