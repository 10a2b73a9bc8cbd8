import { expect } from "@std/expect";
import { App, HttpError } from "fresh";
import { buildFixture, request } from "./fixture.ts";

const createHandler = await buildFixture();

Deno.test("App calls middlewares in order, and routes get what was added before them", async () => {
  const calls: string[] = [];
  const handler = new App<{ user?: string }>()
    .use(async (ctx) => {
      calls.push("outer");
      ctx.state.user = "ada";
      const answer = await ctx.next();
      answer.headers.set("X-Outer", "yes");
      return answer;
    })
    .use("/admin", (ctx) => {
      calls.push("admin");
      return ctx.next();
    })
    .get("/admin/users", (ctx) => ctx.text(`users of ${ctx.state.user}`))
    .get("/plain", (ctx) => ctx.text("plain"))
    .use((ctx) => {
      calls.push("too late");
      return ctx.next();
    })
    .handler();

  const admin = await handler(request("/admin/users"));
  expect(await admin.text()).toBe("users of ada");
  expect(admin.headers.get("X-Outer")).toBe("yes");
  expect(calls).toEqual(["outer", "admin"]);

  calls.length = 0;
  await (await handler(request("/plain"))).text();
  expect(calls).toEqual(["outer"]);
});

Deno.test("App answers by method and decodes parameters", async () => {
  const handler = new App()
    .post("/items", () => new Response("made", { status: 201 }))
    .delete("/items/:id", (ctx) => ctx.json(ctx.params))
    .all("/any", (ctx) => ctx.text(ctx.req.method))
    .handler();

  expect((await handler(request("/items", { method: "POST" }))).status).toBe(201);
  const removed = await handler(request("/items/a%20b", { method: "DELETE" }));
  expect(await removed.json()).toEqual({ id: "a b" });
  expect(await (await handler(request("/any", { method: "PATCH" }))).text()).toBe("PATCH");
  expect((await handler(request("/items", { method: "PUT" }))).status).toBe(405);
  expect((await handler(request("/nowhere"))).status).toBe(404);
  const options = await handler(request("/items", { method: "OPTIONS" }));
  expect([options.status, options.headers.get("Allow")]).toEqual([204, "POST"]);
});

Deno.test("App answers HEAD as GET without a body", async () => {
  const handler = new App().get("/", (ctx) => ctx.text("body", { status: 203 })).handler();
  const answer = await handler(request("/", { method: "HEAD" }));
  expect([answer.status, await answer.text()]).toEqual([203, ""]);
});

Deno.test("App answers an HttpError with its status, and hides other errors", async () => {
  const logged: unknown[] = [];
  const log = console.error;
  console.error = (...args) => logged.push(...args);
  try {
    const handler = new App()
      .get("/teapot", () => {
        throw new HttpError(418, "Short and stout");
      })
      .get("/bug", () => {
        throw new Error("secret");
      })
      .handler();
    const teapot = await handler(request("/teapot"));
    expect([teapot.status, await teapot.text()]).toEqual([418, "Short and stout"]);
    const bug = await handler(request("/bug"));
    expect(bug.status).toBe(500);
    expect(await bug.text()).not.toContain("secret");
    expect(String(logged[0])).toContain("secret");
  } finally {
    console.error = log;
  }
});

Deno.test("fsRoutes() serves pages, data, parameters and methods of route files", async () => {
  const handler = createHandler();
  const data = await handler(request("/data"));
  expect([data.status, data.headers.get("X-Data")]).toEqual([201, "yes"]);
  expect(await data.text()).toContain("<p>from the handler, seen by the middleware</p>");
  expect(data.headers.get("X-Fixture")).toBe("yes");

  const item = await handler(request("/items/7"));
  expect(await item.json()).toEqual({ id: "7", route: "/items/:id" });
  expect((await handler(request("/items/7", { method: "DELETE" }))).status).toBe(204);
  expect(await (await handler(request("/hello/Ada"))).text()).toBe("Hello, Ada");
});

Deno.test("fsRoutes() renders _error.tsx with the status of the error", async () => {
  const handler = createHandler();
  const missing = await handler(request("/nothing-here"));
  expect(missing.status).toBe(404);
  expect(await missing.text()).toContain("Error page, 404");
  const kept = await handler(request("/items/kept", { method: "DELETE" }));
  expect(kept.status).toBe(409);
  expect(await kept.text()).toContain("Error page, 409");
});
