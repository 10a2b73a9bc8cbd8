import type { Problem } from "../core/schema.ts";
import { versionOf } from "./catalog_version.ts";
import type { CatalogSnapshot } from "./types.ts";

/** The same catalog with one more problem. */
export function withProblem(catalog: CatalogSnapshot, problem: Problem): CatalogSnapshot {
  const { packs, ops, problems } = catalog;
  const content = { packs, ops, problems: [...problems, problem] };
  return { version: versionOf(content), ...content };
}
