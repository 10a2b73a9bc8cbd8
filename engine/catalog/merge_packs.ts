import type { Problem } from "../core/schema.ts";
import type { CatalogOp, CatalogSnapshot, Nodepack } from "./types.ts";

/** What became of one pack. */
export interface LoadedPack {
  pack: Nodepack;
  ops: CatalogOp[];
  problems: Problem[];
}

/**
 * Puts packs together. Where a name is there twice, the first in order serves: of two packs both stay listed, since a
 * node may name its pack; of two files of one pack only the first does. Each is a problem.
 *
 * @param packs in name order, the ops of each in the order of its files
 */
export function mergePacks(
  packs: readonly LoadedPack[],
): { ops: CatalogOp[]; problems: Problem[] } {
  const ops: CatalogOp[] = [];
  const problems: Problem[] = [];
  const first = new Map<string, CatalogOp>();
  for (const { pack, ops: own, problems: ownProblems } of packs) {
    problems.push(...ownProblems);
    const names = new Map<string, CatalogOp>();
    for (const op of own) {
      const { name, filepath } = op.schema;
      const at = { pack: pack.name, file: filepath };
      const sibling = names.get(name);
      if (sibling !== undefined) {
        const message = `"${name}" is also in ${sibling.file} of this nodepack, which serves. ` +
          `Rename one of them.`;
        problems.push({ ...at, message });
        continue;
      }
      names.set(name, op);
      ops.push(op);
      const earlier = first.get(name);
      if (earlier === undefined) first.set(name, op);
      else {
        const message =
          `"${name}" is also in the nodepack "${earlier.schema.pack}", which serves ` +
          `nodes that name no pack. Rename one of them, or say "pack" in the node.`;
        problems.push({ ...at, message });
      }
    }
  }
  return { ops, problems };
}

/** Takes a catalog apart into its packs, as they were before {@link mergePacks}. */
export function separatePacks(catalog: CatalogSnapshot | undefined): LoadedPack[] {
  if (catalog === undefined) return [];
  const packs = catalog.packs.map((pack): LoadedPack => ({
    pack,
    ops: catalog.ops.filter((it) => it.schema.pack === pack.name),
    problems: [],
  }));
  // What packs have with each other is found again.
  const between = new Set(mergePacks(packs).problems.map((it) => JSON.stringify(it)));
  for (const { pack, problems } of packs) {
    problems.push(
      ...catalog.problems.filter((it) => it.pack === pack.name && !between.has(JSON.stringify(it))),
    );
  }
  return packs;
}
