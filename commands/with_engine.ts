import { nodepackFolder } from "../config.ts";
import type { Engine } from "../engine/engine.ts";
import { createBuiltEngine } from "../server/built_engine.ts";
import { HOME, processSource } from "../server/environment.ts";

/** Makes an engine for one command, and ends it whatever happens. */
export async function withEngine<Result>(
  nodepackDir: string | undefined,
  work: (engine: Engine) => Promise<Result>,
): Promise<Result> {
  const engine = await createBuiltEngine(HOME, {
    nodepackDir: nodepackFolder(processSource([]), nodepackDir),
    watch: false,
  });
  try {
    return await work(engine);
  } finally {
    await engine.close();
  }
}
