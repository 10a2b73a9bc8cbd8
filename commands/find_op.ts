import type { CatalogSnapshot } from "../engine/catalog/types.ts";
import type { FindOp } from "../engine/core/handle_types.ts";

/** Finds ops of a catalog by name: without a pack, the first that has it serves, as in runs. */
export function findOpIn({ ops }: CatalogSnapshot): FindOp {
  return (name, pack) =>
    ops.find(({ schema }) => schema.name === name && (pack === undefined || schema.pack === pack))
      ?.schema;
}
