import type { CatalogSnapshot } from "../engine/catalog/types.ts";
import { permissionWords } from "../engine/core/permission_words.ts";
import type { Problem } from "../engine/core/schema.ts";

/** A nodepack as `GET /packs` and `psynapse schema --permissions` tell of it. */
export interface PackListing {
  name: string;
  /** What it may do, in words; `["nothing"]` where that is so. */
  permissions: string[];
  /** What is wrong with it; absent where nothing is. */
  problems?: Problem[];
}

/** The nodepacks of a catalog, in name order. */
export function listPacks({ packs, problems }: CatalogSnapshot): PackListing[] {
  return packs.map(({ name, permissions, dir }) => {
    const own = problems.filter(({ pack }) => pack === name);
    return {
      name,
      permissions: permissionWords(permissions, dir),
      ...(own.length === 0 ? {} : { problems: own }),
    };
  });
}
