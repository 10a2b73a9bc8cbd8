import { PsynapseError } from "../engine/core/errors.ts";
import type { Engine } from "../engine/engine.ts";
import {
  type CatalogSnapshot,
  createEngine,
  type EngineOptions,
  serializeCatalog,
} from "../engine/mod.ts";

/** Where a build keeps its catalog, below the project's folder. */
const FILE = "_fresh/catalog.json";

/**
 * Writes the catalog that built engines start with.
 *
 * @param home folder of the project, absolute; it holds the build
 * @returns what is in it
 */
export async function buildCatalog(home: string, nodepackDir: string): Promise<CatalogSnapshot> {
  const engine = createEngine({ nodepackDir, watch: false });
  try {
    const catalog = await engine.catalog();
    await Deno.writeTextFile(`${home}/${FILE}`, serializeCatalog(catalog));
    return catalog;
  } finally {
    await engine.close();
  }
}

/**
 * Makes an engine that starts with the catalog of the build, where there is one: packs that are still as they were then
 * need not be looked at. One that cannot be read is left alone, and a line says so.
 *
 * @param home folder of the project, absolute
 */
export async function createBuiltEngine(
  home: string,
  options: Omit<EngineOptions, "snapshot">,
): Promise<Engine> {
  const snapshot = await readCatalogFile(home);
  if (snapshot === undefined) return createEngine(options);
  try {
    return createEngine({ ...options, snapshot });
  } catch (error) {
    if (!(error instanceof PsynapseError) || error.code !== "catalog") throw error;
    console.error(`${FILE} is not used: ${error.message}`);
    return createEngine(options);
  }
}

async function readCatalogFile(home: string): Promise<string | undefined> {
  try {
    return await Deno.readTextFile(`${home}/${FILE}`);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
}
