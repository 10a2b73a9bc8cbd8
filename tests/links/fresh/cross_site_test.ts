import { expect } from "@std/expect";
import { App, cors, csrf } from "fresh";

const HERE = "http://localhost:8000";
const OTHER = "https://other.example";

type Handler = (req: Request) => Promise<Response>;

function withCors(origin: string | string[]): Handler {
  return new App<unknown>()
    .use(cors({ origin, exposeHeaders: ["X-Run-Id"], maxAge: 60 }))
    .get("/", (ctx) => ctx.text("hello"))
    .handler();
}

function withCsrf(origin?: string[]): Handler {
  return new App<unknown>().use(csrf({ origin })).all(
    "/",
    (ctx) => ctx.text("done"),
  ).handler();
}

function ask(method: string, headers: Record<string, string>): Request {
  return new Request(`${HERE}/`, { method, headers });
}

Deno.test("cors() names an origin that is admitted, and no other", async () => {
  const handler = withCors([OTHER]);
  const admitted = await handler(ask("GET", { origin: OTHER }));
  expect(admitted.headers.get("Access-Control-Allow-Origin")).toBe(OTHER);
  expect(admitted.headers.get("Access-Control-Expose-Headers")).toBe(
    "X-Run-Id",
  );
  expect(admitted.headers.get("Vary")).toBe("Origin");
  expect(await admitted.text()).toBe("hello");
  const stranger = await handler(
    ask("GET", { origin: "https://stranger.example" }),
  );
  expect(stranger.headers.get("Access-Control-Allow-Origin")).toBe(null);
});

Deno.test("cors() admits everybody with a star", async () => {
  const answer = await withCors("*")(ask("GET", { origin: OTHER }));
  expect(answer.headers.get("Access-Control-Allow-Origin")).toBe("*");
});

Deno.test("cors() answers a browser that asks first", async () => {
  const headers = {
    origin: OTHER,
    "Access-Control-Request-Headers": "content-type",
  };
  const answer = await withCors([OTHER])(ask("OPTIONS", headers));
  expect(answer.status).toBe(204);
  expect(answer.headers.get("Access-Control-Allow-Origin")).toBe(OTHER);
  expect(answer.headers.get("Access-Control-Allow-Methods")).toContain(
    "DELETE",
  );
  expect(answer.headers.get("Access-Control-Allow-Headers")).toBe(
    "content-type",
  );
  expect(answer.headers.get("Access-Control-Max-Age")).toBe("60");
});

Deno.test("csrf() refuses what a page of another site sends", async () => {
  const handler = withCsrf();
  const statusOf = async (
    method: string,
    headers: Record<string, string>,
  ): Promise<number> => {
    const answer = await handler(ask(method, headers));
    await answer.body?.cancel();
    return answer.status;
  };
  expect(await statusOf("POST", { origin: OTHER })).toBe(403);
  expect(
    await statusOf("POST", { origin: OTHER, "Sec-Fetch-Site": "cross-site" }),
  ).toBe(403);
  expect(await statusOf("DELETE", { "Sec-Fetch-Site": "same-site" })).toBe(403);
  expect(await statusOf("GET", { origin: OTHER })).toBe(200);
  expect(await statusOf("POST", {})).toBe(200);
  expect(await statusOf("POST", { origin: HERE })).toBe(200);
  expect(
    await statusOf("POST", { origin: HERE, "Sec-Fetch-Site": "same-origin" }),
  ).toBe(200);
});

Deno.test("csrf() lets the origins through that it is told to", async () => {
  const answer = await withCsrf([OTHER])(ask("POST", { origin: OTHER }));
  expect(await answer.text()).toBe("done");
});
