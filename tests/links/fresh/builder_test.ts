import { expect } from "@std/expect";
import { Builder } from "fresh/dev";
import { FIXTURE, request } from "./fixture.ts";

interface BuiltServer {
  default: { fetch: (req: Request) => Response | Promise<Response> };
}

/** Builds the fixture to a folder of the fixture's, and imports the server that comes of it. */
async function buildToDisk(outDir: string): Promise<BuiltServer> {
  const builder = new Builder({ root: FIXTURE, outDir, target: "es2022" });
  builder.onTransformStaticFile(
    { pluginName: "comment", filter: /\.css$/ },
    ({ text, mode }) => ({ content: `/* ${mode} */\n${text}` }),
  );
  const log = console.log;
  console.log = () => {};
  try {
    await builder.build();
  } finally {
    console.log = log;
  }
  return await import(`${FIXTURE}/${outDir}/server.js`);
}

// The builds stay inside the fixture, whose deno.json the generated imports are resolved with.
const outDir = `_fresh/${crypto.randomUUID()}`;
const server = await buildToDisk(outDir);
const get = async (path: string) => await server.default.fetch(request(path));

Deno.test("Builder.build() writes a server that renders pages and serves their modules", async () => {
  const page = await get("/");
  expect(await page.text()).toContain('data-hydrated="no"');
  const urls = [...(page.headers.get("Link") ?? "").matchAll(/<([^>]+)>/g)].map((found) =>
    found[1]
  );
  expect(urls.length).toBeGreaterThan(1);
  for (const url of urls) {
    const module = await get(url);
    expect([url, module.status]).toEqual([url, 200]);
    expect(module.headers.get("Cache-Control")).toBe("public, max-age=31536000, immutable");
    expect(await module.text()).not.toContain("sourceMappingURL");
  }
});

Deno.test("Builder.build() applies transforms to static files, cached by build and by hash", async () => {
  const markup = await (await get("/")).text();
  const href = /href="(\/flow\.css\?[^"]+)"/.exec(markup)?.[1] ?? "";
  const cached = await get(href);
  expect(await cached.text()).toContain("/* production */\n.flow");
  expect(cached.headers.get("Cache-Control")).toContain("immutable");

  const plain = await get("/flow.css");
  await plain.body?.cancel();
  expect(plain.headers.get("Cache-Control")).toContain("no-cache");
  const etag = plain.headers.get("ETag") ?? "";
  const again = await server.default.fetch(
    request("/flow.css", { headers: { "If-None-Match": etag } }),
  );
  expect(again.status).toBe(304);

  const stale = await get("/flow.css?__frsh_c=older");
  expect([stale.status, stale.headers.get("Location")]).toEqual([307, "/flow.css"]);
});

Deno.test("a built server gives out nothing but its own files", async () => {
  const post = await server.default.fetch(request("/flow.css", { method: "POST" }));
  expect(post.status).toBe(405);
  for (const path of ["/..%2fmain.ts", "/%2e%2e/main.ts", "/%00", "/%E0%A4%A", "/main.ts"]) {
    const answer = await get(path);
    await answer.body?.cancel();
    expect([path, answer.status]).toEqual([path, 404]);
  }
});

globalThis.addEventListener("unload", () => {
  Deno.removeSync(`${FIXTURE}/${outDir}`, { recursive: true });
});
