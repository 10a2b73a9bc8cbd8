import { expect } from "@std/expect";
import { describe, it } from "@std/testing/bdd";
import { JSON_TYPE } from "../helpers/live_server.ts";
import { API_ROUTES, apiHandler, fakeServices } from "../helpers/test_app.ts";

const HERE = "http://localhost:8000";
const OTHER = "https://other.example";

function ask(path: string, init?: RequestInit, corsOrigins: string[] = []): Promise<Response> {
  return apiHandler(fakeServices({ corsOrigins }))(new Request(HERE + path, init));
}

async function typeOf(accept?: string): Promise<string | null> {
  const answer = await ask("/", { headers: accept === undefined ? {} : { accept } });
  await answer.body?.cancel();
  return answer.headers.get("Content-Type");
}

describe("routes/", () => {
  it("has one entry for each file in the test's list of routes", async () => {
    const patterns = (await routeFiles(new URL("../../routes/", import.meta.url), "")).map((path) =>
      "/" + path.replace(/\.ts$/, "").replace(/(^|\/)index$/, "").replaceAll(/\[(\w+)\]/g, ":$1")
    );
    expect(patterns.sort()).toEqual(Object.keys(API_ROUTES).sort());
  });
});

describe("GET /", () => {
  it("is the editor for browsers and for those who do not say", async () => {
    expect(await typeOf("text/html,application/xhtml+xml,*/*;q=0.8")).toMatch(/^text\/html/);
    expect(await typeOf("*/*")).toMatch(/^text\/html/);
    expect(await typeOf()).toMatch(/^text\/html/);
  });

  it("is the server's name for those who want JSON", async () => {
    const answer = await ask("/", { headers: { accept: "application/json" } });
    expect(answer.headers.get("Content-Type")).toMatch(/^application\/json/);
    expect(answer.headers.get("Vary")).toContain("Accept");
    expect(await answer.json()).toEqual({ message: "Psynapse Backend API" });
    expect(await typeOf("application/json; charset=utf-8")).toMatch(/^application\/json/);
    expect(await typeOf("text/html;q=0.5, application/json;charset=UTF-8;q=0.9")).toMatch(
      /^application\/json/,
    );
    expect(await typeOf("text/html;charset=utf-8, application/json;q=0.9")).toMatch(/^text\/html/);
  });
});

describe("every answer", () => {
  it("has the headers that fence a page in", async () => {
    const { headers, body } = await ask("/");
    await body?.cancel();
    expect(headers.get("X-Content-Type-Options")).toBe("nosniff");
    expect(headers.get("Referrer-Policy")).toBe("no-referrer");
    const policy = headers.get("Content-Security-Policy") ?? "";
    expect(policy).toContain("default-src 'self'");
    expect(policy).toContain("img-src 'self' data: blob:");
    // Over plain HTTP a browser would look for the page's files where nobody listens.
    expect(policy).not.toContain("upgrade-insecure-requests");
  });

  it("asks for TLS where it was asked with TLS", async () => {
    const handler = apiHandler(fakeServices());
    const { headers, body } = await handler(new Request("https://psynapse.example/"));
    await body?.cancel();
    expect(headers.get("Content-Security-Policy")).toContain("upgrade-insecure-requests");
  });
});

describe("a path that is not there", () => {
  it("is 404 in JSON", async () => {
    const answer = await ask("/nothing");
    expect(answer.status).toBe(404);
    expect(await answer.json()).toEqual({ detail: "There is no /nothing here" });
  });

  it("is a page for a browser", async () => {
    const answer = await ask("/nothing", { headers: { accept: "text/html" } });
    expect(answer.status).toBe(404);
    expect(answer.headers.get("Content-Type")).toMatch(/^text\/html/);
    expect(answer.headers.get("Content-Security-Policy")).toContain("default-src 'self'");
    expect(await answer.text()).toContain("There is no /nothing here");
  });
});

describe("methods", () => {
  const wrong: [method: string, path: string, allow: string][] = [
    ["POST", "/", "GET, HEAD, OPTIONS"],
    ["GET", "/execute", "POST, OPTIONS"],
    ["PUT", "/execute/stream", "POST, OPTIONS"],
    ["POST", "/get_schema", "GET, HEAD, OPTIONS"],
    ["PATCH", "/problems", "GET, HEAD, OPTIONS"],
    ["GET", "/runs/x", "DELETE, OPTIONS"],
    ["DELETE", "/workflows", "GET, HEAD, OPTIONS"],
  ];
  for (const [method, path, allow] of wrong) {
    it(`answer ${method} ${path} with 405 and what there is`, async () => {
      const answer = await ask(path, { method });
      expect(answer.status).toBe(405);
      expect(answer.headers.get("Allow")).toBe(allow);
      expect((await answer.json()).detail).toContain(method);
    });
  }

  it("answer OPTIONS with what there is", async () => {
    const answer = await ask("/execute", { method: "OPTIONS" });
    expect(answer.status).toBe(204);
    expect(answer.headers.get("Allow")).toBe("POST, OPTIONS");
  });

  it("answer HEAD like GET without the body, and leave no stream open", async () => {
    for (const path of ["/get_schema", "/problems", "/workflows", "/catalog/changes"]) {
      const services = fakeServices();
      const answer = await apiHandler(services)(new Request(HERE + path, { method: "HEAD" }));
      expect(answer.status).toBe(200);
      expect(await answer.text()).toBe("");
      expect(services.engine.listeners).toBe(0);
    }
  });
});

describe("pages of other sites", () => {
  it("may not start or stop runs", async () => {
    for (const method of ["POST", "DELETE"]) {
      const path = method === "POST" ? "/execute" : "/runs/x";
      const answer = await ask(path, { method, headers: { origin: OTHER } });
      expect(answer.status).toBe(403);
      expect((await answer.json()).detail).toContain("CORS_ORIGINS");
    }
  });

  it("may when CORS_ORIGINS names them", async () => {
    const body = '{"nodes":[],"edges":[]}';
    const init = { method: "POST", headers: { origin: OTHER, ...JSON_TYPE }, body };
    for (const origins of [[OTHER], ["*"]]) {
      const answer = await ask("/execute", init, origins);
      expect(answer.status).toBe(200);
      expect(answer.headers.get("Access-Control-Allow-Origin")).toBe(origins[0]);
      expect(answer.headers.get("Access-Control-Expose-Headers")).toBe("X-Run-Id");
      await answer.body?.cancel();
    }
  });

  it("can read why they are refused when CORS_ORIGINS names them", async () => {
    const init = { method: "POST", headers: { origin: OTHER, ...JSON_TYPE } };
    const answer = await ask("/execute", init, [OTHER]);
    expect(answer.status).toBe(400);
    expect(answer.headers.get("Access-Control-Allow-Origin")).toBe(OTHER);
    await answer.body?.cancel();
  });

  it("get an answer when a browser asks first", async () => {
    const headers = { origin: OTHER, "Access-Control-Request-Method": "POST" };
    const answer = await ask("/execute", { method: "OPTIONS", headers }, [OTHER]);
    expect(answer.status).toBe(204);
    expect(answer.headers.get("Access-Control-Allow-Origin")).toBe(OTHER);
    expect(answer.headers.get("Access-Control-Allow-Methods")).toContain("POST");
  });

  it("are told from the page that this server serves", async () => {
    const body = '{"nodes":[],"edges":[]}';
    const init = { method: "POST", headers: { origin: HERE, ...JSON_TYPE }, body };
    const answer = await ask("/execute", init);
    expect(answer.status).toBe(200);
    await answer.body?.cancel();
  });
});

async function routeFiles(folder: URL, path: string): Promise<string[]> {
  const files: string[] = [];
  for await (const { name, isDirectory } of Deno.readDir(folder)) {
    if (isDirectory) {
      files.push(
        ...await routeFiles(new URL(`${encodeURIComponent(name)}/`, folder), `${path}${name}/`),
      );
    } else if (name.endsWith(".ts")) files.push(path + name);
  }
  return files;
}
