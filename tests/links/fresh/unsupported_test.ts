// These are about the stand-in itself, so they import it by its path in both modes.
import { expect } from "@std/expect";
import { h } from "preact";
import { Builder } from "../../../links/fresh/dev/mod.ts";
import { attachSnapshot } from "../../../links/fresh/internal.ts";
import { App } from "../../../links/fresh/mod.ts";
import { readFileRoutes } from "../../../links/fresh/src/file_routes.ts";
import { islandRegistry, type Snapshot } from "../../../links/fresh/src/snapshot.ts";
import { request } from "./fixture.ts";

Deno.test("App names what it does not support", () => {
  expect(() => new App({ basePath: "/x" })).toThrow("new App({ basePath })");
  expect(() => new App().layout()).toThrow("app.layout()");
  expect(() => new App().mountApp()).toThrow("app.mountApp()");
  expect(() => new App().fsRoutes("/x")).toThrow('fsRoutes("/x")');
  expect(() => new App().onError("/x", () => new Response())).toThrow('onError("/x")');
});

Deno.test("Builder names what it does not support", () => {
  expect(() => new Builder().registerIsland()).toThrow("builder.registerIsland()");
  expect(() => new Builder({ sourceMap: {} })).toThrow("sourceMap");
});

Deno.test("readFileRoutes() names files and exports it does not support", () => {
  const file = (id: string, mod: Record<string, unknown>) => [{ id, file: `routes${id}.tsx`, mod }];
  const component = () => null;
  const cases: [string, Record<string, unknown>, string][] = [
    ["/_layout", { default: component }, "the route file routes/_layout.tsx"],
    ["/admin/_error", { default: component }, "the route file routes/admin/_error.tsx"],
    ["/(group)/page", { default: component }, "route groups (routes/(group)/page.tsx)"],
    ["/[[id]]", { default: component }, "optional parameters in routes (/[[id]])"],
    ["/page", { default: component, config: {} }, 'the export "config" in routes/page.tsx'],
    ["/page", {}, 'exports neither a component (default) nor a "handler"'],
    ["/page", { handler: { GET: 1 } }, '"handler" must be a function'],
    ["/_app", {}, "routes/_app.tsx has no default export"],
    ["/_middleware", { default: 1 }, "must export by default a middleware function"],
  ];
  for (const [id, mod, message] of cases) {
    expect(() => readFileRoutes(file(id, mod))).toThrow(message);
  }
});

Deno.test("App says so where a middleware answers with something else than a Response", async () => {
  const logged: unknown[] = [];
  const log = console.error;
  console.error = (...args) => logged.push(...args);
  try {
    const lazy = () => Promise.resolve(() => new Response()) as unknown as Promise<Response>;
    const answer = await new App().get("/", lazy).handler()(request("/"));
    expect(answer.status).toBe(500);
    expect(String(logged[0])).toContain("Expected a Response for GET /, got: function");
  } finally {
    console.error = log;
  }
});

Deno.test("an island's props that are not JSON are refused by name", async () => {
  const Island = (_props: { value: unknown }) => null;
  const island = { mod: { Island }, name: "Island", chunk: "/island.js", preload: [] };
  const snapshot: Snapshot = {
    buildId: "1",
    root: "/",
    clientEntry: "/boot.js",
    islands: islandRegistry([island]),
    loadIslands: () => Promise.resolve(),
    routes: [],
    readStatic: () => Promise.resolve(null),
  };
  const render = async (value: unknown): Promise<string> => {
    let message = "";
    const app = new App()
      .onError("*", (ctx) => {
        message = String(ctx.error);
        return new Response();
      })
      .get("/", (ctx) => ctx.render(h(Island, { value })));
    attachSnapshot(app, snapshot, "production");
    const answer = await app.handler()(request("/"));
    return message || await answer.text();
  };
  expect(await render({ a: [1, "x", null, true], b: undefined })).toContain(
    '"props":{"value":{"a":[1,"x",null,true]}}',
  );
  expect(await render(() => 1)).toContain("Cannot send <Island>.value to the browser");
  expect(await render({ at: new Date(0) })).toContain("<Island>.value.at");
  expect(await render([Number.NaN])).toContain("<Island>.value[0]");
});
