import { expect } from "@std/expect";
import { describe, it } from "@std/testing/bdd";
import type { CatalogOp } from "../../engine/catalog/types.ts";
import { decodeEventStream } from "../../engine/core/event_stream.ts";
import type { OpSchema } from "../../engine/core/schema.ts";
import { apiHandler, fakeServices } from "../helpers/test_app.ts";

const ADD: OpSchema = {
  name: "add",
  params: [{ name: "a", type: "float", ts_type: "number" }],
  returns: [{ name: "result", type: "float", ts_type: "number" }],
  docstring: "Add two numbers.",
  filepath: "nodepacks/basic/ops.ts",
  pack: "basic",
  is_progress_node: false,
  is_stream_node: false,
};
const OP: CatalogOp = { schema: ADD, kind: "function", file: "ops.ts" };

function get(path: string, headers: Record<string, string> = {}): Request {
  return new Request(`http://localhost${path}`, { headers });
}

describe("GET /get_schema", () => {
  it("is an array of the schemas", async () => {
    const services = fakeServices();
    services.engine.snapshot = { version: "v7", packs: [], ops: [OP], problems: [] };
    const answer = await apiHandler(services)(get("/get_schema"));
    expect(answer.headers.get("ETag")).toBe('"v7"');
    expect(await answer.json()).toEqual([ADD]);
  });

  it("is not sent again to those who have it", async () => {
    const handler = apiHandler(fakeServices());
    const known = await handler(get("/get_schema", { "If-None-Match": '"v0", "v1"' }));
    expect(known.status).toBe(304);
    const other = await handler(get("/get_schema", { "If-None-Match": '"v0"' }));
    expect(other.status).toBe(200);
    await other.body?.cancel();
  });
});

describe("GET /problems", () => {
  it("lists what could not be loaded", async () => {
    const services = fakeServices();
    const problem = { pack: "p", file: "nodepacks/p/ops.ts", line: 3, message: "does not parse" };
    services.engine.snapshot = { version: "v1", packs: [], ops: [], problems: [problem] };
    expect(await (await apiHandler(services)(get("/problems"))).json()).toEqual([problem]);
  });
});

describe("GET /packs", () => {
  it("lists the packs with what they may do, and what is wrong with them", async () => {
    const services = fakeServices();
    const pack = { files: [], imports: {}, version: "1" };
    const problem = { pack: "b", message: "does not parse" };
    services.engine.snapshot = {
      version: "v9",
      packs: [
        { ...pack, name: "a", dir: "/p/a", permissions: { net: true, read: ["/p/a/data"] } },
        { ...pack, name: "b", dir: "/p/b", permissions: {} },
      ],
      ops: [],
      problems: [problem, { message: "of none" }],
    };
    const handler = apiHandler(services);
    const answer = await handler(get("/packs"));
    expect(answer.headers.get("ETag")).toBe('"v9"');
    expect(await answer.json()).toEqual([
      { name: "a", permissions: ["network: everything", "read: ./data"] },
      { name: "b", permissions: ["nothing"], problems: [problem] },
    ]);
    expect((await handler(get("/packs", { "If-None-Match": '"v9"' }))).status).toBe(304);
    const refused = await handler(new Request("http://localhost/packs", { method: "DELETE" }));
    expect([refused.status, refused.headers.get("Allow")]).toEqual([405, "GET, HEAD, OPTIONS"]);
    await refused.body?.cancel();
  });
});

describe("GET /catalog/changes", () => {
  it("sends the version at once and after each change", async () => {
    const services = fakeServices();
    const answer = await apiHandler(services)(get("/catalog/changes"));
    expect(answer.headers.get("Content-Type")).toBe("text/event-stream");
    if (answer.body === null) throw new Error("no body");
    const events = decodeEventStream(answer.body);
    expect((await events.next()).value).toBe('{"version":"v1"}');
    for (const version of ["v2", "v3"]) {
      services.engine.changeCatalog(version);
      expect((await events.next()).value).toBe(JSON.stringify({ version }));
    }
    await events.return();
  });

  it("stops listening when the client goes away", async () => {
    const services = fakeServices();
    const answer = await apiHandler(services)(get("/catalog/changes"));
    const reader = answer.body?.getReader();
    await reader?.read();
    expect(services.engine.listeners).toBe(1);
    await reader?.cancel();
    while (services.engine.listeners > 0) await new Promise((resolve) => setImmediate(resolve));
  });

  it("ends when the server leaves", async () => {
    const closing = new AbortController();
    const services = fakeServices({ closing: closing.signal });
    const answer = await apiHandler(services)(get("/catalog/changes"));
    closing.abort();
    expect(await answer.text()).toContain('{"version":"v1"}');
    expect(services.engine.listeners).toBe(0);
  });
});
