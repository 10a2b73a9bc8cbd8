import { nodepackFolder } from "../config.ts";
import type { Engine } from "../engine/engine.ts";
import { createEngine } from "../engine/mod.ts";
import { readCatalogFile } from "../server/catalog_file.ts";
import { HOME, processSource } from "../server/environment.ts";

/** Makes an engine for one command, and ends it whatever happens. */
export async function withEngine<Result>(
  nodepackDir: string | undefined,
  work: (engine: Engine) => Promise<Result>,
): Promise<Result> {
  const folder = nodepackFolder(processSource([]), nodepackDir);
  const snapshot = await readCatalogFile(HOME, folder);
  const engine = createEngine({ nodepackDir: folder, snapshot, watch: false });
  try {
    return await work(engine);
  } finally {
    await engine.close();
  }
}
