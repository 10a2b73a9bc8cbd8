import { nodepackFolder } from "../config.ts";
import { readLimits } from "../config_limits.ts";
import type { Engine } from "../engine/engine.ts";
import { createBuiltEngine } from "../server/built_engine.ts";
import { HOME, processSource } from "../server/environment.ts";
import { note } from "./command.ts";

/**
 * Makes an engine for one command, and ends it whatever happens.
 *
 * @param flags values of the command's flags: those of the limits are read from it
 */
export async function withEngine<Result>(
  nodepackDir: string | undefined,
  work: (engine: Engine) => Promise<Result>,
  flags: Readonly<Record<string, unknown>> = {},
): Promise<Result> {
  const source = processSource([]);
  const engine = await createBuiltEngine(HOME, {
    nodepackDir: nodepackFolder(source, nodepackDir),
    limits: readLimits(flags, source.env),
    watch: false,
    onSlow: once((packs) => note(`Waiting for ${packs.join(", ")} to load …`)),
  });
  try {
    return await work(engine);
  } finally {
    await engine.close();
  }
}

/** Calls a function the first time alone. */
function once<Args extends unknown[]>(call: (...args: Args) => void): (...args: Args) => void {
  let isCalled = false;
  return (...args) => {
    if (!isCalled) call(...args);
    isCalled = true;
  };
}
