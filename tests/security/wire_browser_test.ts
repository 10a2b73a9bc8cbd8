import { expect } from "@std/expect";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import { createAccess } from "@/server/access.ts";
import { launchBrowser } from "../helpers/browser.ts";
import { type EditorServer, serveEditor } from "../helpers/serve_editor.ts";
import { fakeServices } from "../helpers/test_app.ts";

const TOKEN = "correct-horse-battery";
const RUN = '{"nodes":[],"edges":[]}';

/** Where the page of another site is: the same machine, another name and port. */
type Site = AsyncDisposable & { url: string };

describe("in a browser", () => {
  const open = fakeServices();
  const guarded = fakeServices({
    access: createAccess({ host: "0.0.0.0", token: TOKEN, allowedHosts: [] }, {
      isDeployed: false,
    }),
  });
  let browser: Awaited<ReturnType<typeof launchBrowser>>;
  let server: EditorServer;
  let guardedServer: EditorServer;
  let site: Site;
  const ending = new AsyncDisposableStack();
  beforeAll(async () => {
    browser = ending.use(await launchBrowser());
    server = ending.use(await serveEditor(open));
    guardedServer = ending.use(await serveEditor(guarded));
    site = ending.use(serveSite());
  });
  afterAll(() => ending.disposeAsync());

  it("the page of another site starts no run, whatever it sends", async () => {
    const page = await browser.newPage();
    await page.goto(site.url);
    const seen = await page.evaluate(async ([url, body]) => {
      const send = (init: RequestInit) =>
        fetch(`${url}/execute`, { method: "POST", body, ...init })
          .then((answer) => `${answer.type} ${answer.status}`, () => "refused");
      return await Promise.all([
        send({ headers: { "Content-Type": "application/json" } }),
        send({}),
        send({ mode: "no-cors" }),
        send({ mode: "no-cors", body: new Blob([body]) }),
        send({ mode: "no-cors", body: new URLSearchParams({ body }) }),
        send({ credentials: "include", mode: "no-cors" }),
      ]);
    }, [server.url, RUN]);
    // Not even of answers to no-cors requests is the page told more.
    expect(seen).toEqual(Array(6).fill("refused"));
    expect(open.engine.requests).toEqual([]);
    await page.close();
  });

  it("a form of another site starts no run", async () => {
    const page = await browser.newPage();
    await page.goto(site.url);
    const answered = page.waitForResponse(`${server.url}/execute`);
    await page.evaluate(([url, body]) => {
      const form = document.createElement("form");
      Object.assign(form, { method: "post", action: `${url}/execute`, enctype: "text/plain" });
      const field = Object.assign(document.createElement("input"), { name: body, value: "" });
      form.append(field);
      document.body.append(form);
      form.submit();
    }, [server.url, RUN]);
    expect((await answered).status()).toBe(403);
    await page.getByText("Pages of other sites may not call this server").waitFor();
    expect(open.engine.requests).toEqual([]);
    await page.close();
  });

  it("the page of another site cannot show the editor in a frame", async () => {
    const page = await browser.newPage();
    await page.goto(site.url);
    const refused = page.waitForEvent("console", (line) => /frame/i.test(line.text()));
    await page.evaluate((url) => {
      document.body.append(Object.assign(document.createElement("iframe"), { src: url }));
    }, server.url);
    expect((await refused).text()).toMatch(/frame-ancestors|X-Frame-Options/i);
    await page.close();
  });

  it("the page of another site reads nothing, whatever it asks with", async () => {
    const page = await browser.newPage();
    await page.goto(site.url);
    const seen = await page.evaluate(async (url) => {
      const element = (tag: string, attributes: object) =>
        new Promise<string>((resolve) => {
          const made = Object.assign(document.createElement(tag), attributes);
          made.addEventListener("load", () => resolve("loaded"));
          made.addEventListener("error", () => resolve("refused"));
          document.body.append(made);
        });
      const source = new Promise<string>((resolve) => {
        const events = new EventSource(`${url}/catalog/changes`);
        events.onmessage = () => resolve("read");
        events.onerror = () => {
          events.close();
          resolve("refused");
        };
      });
      return await Promise.all([
        fetch(`${url}/get_schema`).then(() => "read", () => "refused"),
        fetch(`${url}/get_schema`, { mode: "no-cors" }).then((it) => it.text(), () => "refused"),
        element("script", { src: `${url}/get_schema` }),
        element("img", { src: `${url}/favicon.svg` }),
        element("link", { rel: "stylesheet", href: `${url}/styles.css` }),
        source,
      ]);
    }, server.url);
    expect(seen).toEqual(Array(6).fill("refused"));
    await page.close();
  });

  it("the page of another site has no hold of an editor that it opens", async () => {
    const page = await browser.newPage();
    await page.goto(site.url);
    const opened = page.context().waitForEvent("page");
    await page.evaluate(
      (url) => Object.assign(globalThis, { editor: globalThis.open(url) }),
      server.url,
    );
    const editor = await opened;
    await editor.getByRole("button", { name: "Execute" }).waitFor();
    expect(await editor.evaluate(() => opener)).toBeNull();
    expect(await page.evaluate(() => (Object(globalThis).editor as Window).closed)).toBe(true);
    await editor.close();
    await page.close();
  });

  it("a script that gets into the page does not run", async () => {
    const page = await browser.newPage();
    await page.goto(server.url);
    const refused = page.waitForEvent(
      "console",
      (line) => /Content Security Policy/.test(line.text()),
    );
    await page.evaluate(() => {
      const script = document.createElement("script");
      script.textContent = "globalThis.gotIn = true";
      document.body.append(script);
    });
    await refused;
    expect(await page.evaluate(() => "gotIn" in globalThis)).toBe(false);
    await page.close();
  });

  it("the form signs in, and the editor works then", async () => {
    const context = await browser.newContext();
    const page = await context.newPage();
    await page.goto(guardedServer.url);
    await page.getByLabel("Token").fill("wrong");
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.getByText("That is not the token").waitFor();
    await page.getByLabel("Token").fill(TOKEN);
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.locator(".catalog-notice").waitFor({ state: "detached" });
    await page.getByRole("button", { name: "Execute" }).waitFor();
    expect(await page.evaluate(() => document.cookie)).toBe("");
    await context.close();
  });

  it("the printed address signs in, also when another site links to it", async () => {
    const context = await browser.newContext();
    const page = await context.newPage();
    await page.goto(site.url);
    await page.evaluate((url) => {
      const link = Object.assign(document.createElement("a"), { href: url, textContent: "go" });
      document.body.append(link);
      link.click();
    }, `${guardedServer.url}/?token=${TOKEN}`);
    await page.getByRole("button", { name: "Execute" }).waitFor();
    expect(page.url()).toBe(`${guardedServer.url}/`);
    await context.close();
  });
});

/** A site of somebody else; `localhost` and `127.0.0.1` are two sites to a browser. */
function serveSite(): Site {
  const page = "<!DOCTYPE html><title>elsewhere</title><body>elsewhere</body>";
  const headers = { "Content-Type": "text/html" };
  const server = Deno.serve(
    { hostname: "127.0.0.1", port: 0, onListen() {} },
    () => new Response(page, { headers }),
  );
  return {
    url: `http://localhost:${server.addr.port}`,
    [Symbol.asyncDispose]: () => server.shutdown(),
  };
}
