import { parseCatalog, serializeCatalog } from "../engine/catalog/snapshot.ts";
import type { CatalogSnapshot } from "../engine/catalog/types.ts";
import { errorMessage } from "../engine/core/errors.ts";

/** Where a build keeps its catalog, below the project's folder. */
const FILE = "_fresh/catalog.json";

/** Writes the catalog that the built server starts with. */
export async function writeCatalogFile(home: string, catalog: CatalogSnapshot): Promise<void> {
  await Deno.writeTextFile(`${home}/${FILE}`, serializeCatalog(catalog));
}

/**
 * Reads the catalog of the build, so that packs that are still as they were then need not be looked at. Undefined where
 * there is none, or none that can be read: then all packs are.
 */
export async function readCatalogFile(
  home: string,
  nodepackDir: string,
): Promise<CatalogSnapshot | undefined> {
  let text: string;
  try {
    text = await Deno.readTextFile(`${home}/${FILE}`);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
  try {
    return parseCatalog(text, nodepackDir);
  } catch (error) {
    console.error(`${FILE} is not used: ${errorMessage(error)}`);
    return undefined;
  }
}
