import { App, type HandlerFn } from "fresh";
import { handler as changes } from "../../routes/catalog/changes.ts";
import { handler as execute } from "../../routes/execute/index.ts";
import { handler as plan } from "../../routes/execute/plan.ts";
import { handler as stream } from "../../routes/execute/stream.ts";
import { handler as schema } from "../../routes/get_schema.ts";
import { handler as packs } from "../../routes/packs.ts";
import { handler as problems } from "../../routes/problems.ts";
import { handler as runs } from "../../routes/runs/[id]/index.ts";
import { handler as typesCheck } from "../../routes/types/check.ts";
import { handler as values } from "../../routes/runs/[id]/values/[node].ts";
import { handler as workflow } from "../../routes/workflows/[file].ts";
import { handler as workflows } from "../../routes/workflows/index.ts";
import { type Access, createAccess } from "../../server/access.ts";
import { addMiddlewares } from "../../server/app.ts";
import type { Services } from "../../server/services.ts";
import { WorkflowLibrary } from "../../server/workflow_library.ts";
import type { State } from "../../utils.ts";
import { FakeEngine } from "./fake_engine.ts";

/** The routes of the API with what Fresh makes of their file names; a test holds them to the folder. */
export const API_ROUTES: Record<
  string,
  (ctx: Parameters<HandlerFn<unknown, State>>[0]) => Promise<Response>
> = {
  "/catalog/changes": changes,
  "/execute": execute,
  "/execute/plan": plan,
  "/execute/stream": stream,
  "/get_schema": schema,
  "/packs": packs,
  "/problems": problems,
  "/runs/:id": runs,
  "/runs/:id/values/:node": values,
  "/types/check": typesCheck,
  "/workflows": workflows,
  "/workflows/:file": workflow,
};

/** Services around a fake engine, for tests to change. */
export function fakeServices(changes: Partial<Services> = {}): Services & { engine: FakeEngine } {
  return {
    workflows: new WorkflowLibrary("/nowhere"),
    bodyLimit: 1024 * 1024,
    stallMs: Infinity,
    corsOrigins: [],
    access: localAccess(),
    closing: new AbortController().signal,
    ...changes,
    engine: changes.engine instanceof FakeEngine ? changes.engine : new FakeEngine(),
  };
}

/** Lets clients on this machine in, as a server on loopback does; it is called psynapse.example too. */
export function localAccess(): Access {
  const options = { host: "127.0.0.1", token: undefined, allowedHosts: ["psynapse.example"] };
  return createAccess(options, { isDeployed: false });
}

/** The app without pages, so that no build is needed: a function from request to answer. */
export function apiHandler(services: Services): (request: Request) => Promise<Response> {
  const app = addMiddlewares(new App<State>(), services);
  for (const [pattern, handler] of Object.entries(API_ROUTES)) app.all(pattern, handler);
  app.get("/", () => new Response("<h1>editor</h1>", { headers: { "Content-Type": "text/html" } }));
  return app.handler();
}
