import { createHash } from "node:crypto";
import type { CatalogSnapshot } from "./types.ts";

/** A hash that changes whenever anything in the catalog does. */
export function versionOf({ packs, ops, problems }: Omit<CatalogSnapshot, "version">): string {
  const text = JSON.stringify([packs, ops, problems]);
  return createHash("sha256").update(text).digest("hex").slice(0, 16);
}
