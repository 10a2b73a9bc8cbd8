import type { ServerConfig } from "../config.ts";
import { createAccess } from "./access.ts";
import { createBuiltEngine } from "./built_engine.ts";
import { HOME, surroundings } from "./environment.ts";
import type { Services } from "./services.ts";
import { WorkflowLibrary } from "./workflow_library.ts";

/** Services, and how to end them. */
export interface RunningServices {
  services: Services;
  /** Ends streams, runs, hosts and watchers. Safe to call twice. */
  leave(): Promise<void>;
}

/** Makes what the server answers with. The catalog loads in the background. */
export async function createServices(config: ServerConfig): Promise<RunningServices> {
  const closing = new AbortController();
  const { nodepackDir, limits } = config;
  const engine = await createBuiltEngine(HOME, { nodepackDir, limits, watch: true });
  return {
    services: {
      engine,
      workflows: new WorkflowLibrary(config.workflowDir),
      bodyLimit: config.bodyLimit,
      stallMs: limits.stall,
      corsOrigins: config.corsOrigins,
      access: createAccess(config, surroundings()),
      closing: closing.signal,
    },
    async leave() {
      closing.abort();
      await engine.close();
    },
  };
}
