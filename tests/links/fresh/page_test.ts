import { expect } from "@std/expect";
import { App } from "fresh";
import { h } from "preact";
import { buildFixture, request } from "./fixture.ts";

const createHandler = await buildFixture();

Deno.test("ctx.render() completes a page without an app wrapper", async () => {
  const handler = new App().get("/", (ctx) => ctx.render(h("h1", null, "Hi & bye"))).handler();
  const answer = await handler(request("/"));
  expect(answer.headers.get("Content-Type")).toContain("text/html");
  const text = await answer.text();
  expect(text).toMatch(/^<!DOCTYPE html><html>.*<h1>Hi &amp; bye<\/h1>.*<\/html>$/);
  expect(text).not.toContain("<script");
});

Deno.test("csp() allows exactly the inline scripts and styles of this answer", async () => {
  const handler = createHandler();
  const [first, second] = [await handler(request("/")), await handler(request("/"))];
  const policy = first.headers.get("Content-Security-Policy") ?? "";
  const nonce = /script-src 'self' 'nonce-([\w-]+)'/.exec(policy)?.[1];
  expect(nonce).toBeDefined();
  expect(second.headers.get("Content-Security-Policy")).not.toContain(`nonce-${nonce}`);
  const markup = await first.text();
  const tags = markup.match(/<(?:script|style)\b[^>]*>/g) ?? [];
  const inline = tags.filter((tag) => !tag.includes("application/json"));
  expect(inline.length).toBeGreaterThan(1);
  for (const tag of inline) expect(tag).toContain(`nonce="${nonce}"`);
});

Deno.test("staticFiles() serves static files and the modules that a page names", async () => {
  const handler = createHandler();
  const page = await handler(request("/"));
  const markup = await page.text();
  const css = /href="(\/flow\.css[^"]*)"/.exec(markup)?.[1];
  const sheet = await handler(request(css ?? ""));
  expect([sheet.status, await sheet.text()]).toEqual([200, ".flow {\n  height: 400px;\n}\n"]);
  expect(sheet.headers.get("Content-Type")).toMatch(/^text\/css/);
  const entries = page.headers.get("Link")?.matchAll(/<([^>]+)>; rel="modulepreload"/g) ?? [];
  const urls = [...entries].map((match) => match[1]);
  expect(urls.length).toBeGreaterThan(0);
  for (const url of urls) {
    const module = await handler(request(url));
    expect([url, module.status]).toEqual([url, 200]);
    expect(module.headers.get("Content-Type")).toMatch(/javascript/);
    await module.body?.cancel();
  }
});
