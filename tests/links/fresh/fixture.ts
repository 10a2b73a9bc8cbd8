import { fileURLToPath } from "node:url";
import { Builder } from "fresh/dev";
import { createApp } from "../../fixtures/fresh_app/main.ts";

/** Folder of the fixture app. */
export const FIXTURE = fileURLToPath(new URL("../../fixtures/fresh_app", import.meta.url));

/** Builds the fixture in memory; the function it returns makes apps that have this build. */
export async function buildFixture(): Promise<() => (req: Request) => Promise<Response>> {
  const builder = new Builder({ root: FIXTURE, target: "es2022" });
  const applySnapshot = await builder.build({ snapshot: "memory" });
  return () => {
    const app = createApp();
    applySnapshot(app);
    return app.handler();
  };
}

/** A request to the app, by its path. */
export function request(path: string, init?: RequestInit): Request {
  return new Request(`http://localhost${path}`, init);
}
