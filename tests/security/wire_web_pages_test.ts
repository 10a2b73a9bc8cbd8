import { expect } from "@std/expect";
import { describe, it } from "@std/testing/bdd";
import { createAccess } from "@/server/access.ts";
import { FakeEngine } from "../helpers/fake_engine.ts";
import { apiHandler, fakeServices } from "../helpers/test_app.ts";

/** What web pages of others, and clients in the network, try; the engine must not hear of it. */
interface Attempt {
  url?: string;
  method?: string;
  headers?: Record<string, string>;
  body?: string;
  /** What it is answered. */
  status: number;
  says: RegExp;
}

const JSON_TYPE = { "Content-Type": "application/json" };
const EVIL = "https://evil.example";
const RUN = '{"nodes":[],"edges":[]}';
const run = { url: "http://localhost:8000/execute", method: "POST", body: RUN };
const foreign = { status: 403, says: /CORS_ORIGINS/ };
const notJson = { status: 415, says: /Content-Type must be application\/json/ };
const wrongName = { status: 421, says: /does not go by the name.*ALLOWED_HOSTS/ };

const CROSS_SITE: Record<string, Attempt> = {
  "a JSON post of another site": { ...run, headers: { origin: EVIL, ...JSON_TYPE }, ...foreign },
  "a text/plain post of another site": {
    ...run,
    headers: { origin: EVIL, "Content-Type": "text/plain" },
    ...foreign,
  },
  "a stream that another site starts": {
    ...run,
    url: "http://localhost:8000/execute/stream",
    headers: { origin: EVIL, ...JSON_TYPE },
    ...foreign,
  },
  "a run that another site stops": {
    url: "http://localhost:8000/runs/x",
    method: "DELETE",
    headers: { origin: EVIL },
    ...foreign,
  },
  "a post of a sandboxed frame, whose origin is null": {
    ...run,
    headers: { origin: "null", ...JSON_TYPE },
    ...foreign,
  },
  "a post without Origin that the browser marks as cross-site": {
    ...run,
    headers: { "Sec-Fetch-Site": "cross-site", ...JSON_TYPE },
    ...foreign,
  },
  "a post of a server on another port of this machine": {
    ...run,
    headers: { origin: "http://localhost:3000", "Sec-Fetch-Site": "same-site", ...JSON_TYPE },
    ...foreign,
  },
  "a post of the same name without TLS's s": {
    ...run,
    headers: { origin: "https://localhost:8000", ...JSON_TYPE },
    ...foreign,
  },
  "a post of a site whose name begins like ours": {
    ...run,
    headers: { origin: "http://localhost:8000.evil.example", ...JSON_TYPE },
    ...foreign,
  },
  "a text/plain post of a browser that sends no Origin": {
    ...run,
    headers: { "Content-Type": "text/plain;charset=UTF-8" },
    ...notJson,
  },
  "a form of a browser that sends no Origin": {
    ...run,
    headers: { "Content-Type": "application/x-www-form-urlencoded" },
    ...notJson,
  },
  "a form with files": {
    ...run,
    headers: { "Content-Type": "multipart/form-data; boundary=x" },
    ...notJson,
  },
  "a post whose type only looks like JSON": {
    ...run,
    headers: { "Content-Type": "text/plain; application/json" },
    ...notJson,
  },
  "a stream that is asked for in plain text": {
    ...run,
    url: "http://localhost:8000/execute/stream",
    headers: { "Content-Type": "text/plain" },
    ...notJson,
  },
};

const REBINDING: Record<string, Attempt> = {
  "a page whose name was made to point here reads": {
    url: `http://evil.example:8000/get_schema`,
    ...wrongName,
  },
  "a page whose name was made to point here runs": {
    ...run,
    url: "http://evil.example:8000/execute",
    headers: { origin: "http://evil.example:8000", "Sec-Fetch-Site": "same-origin", ...JSON_TYPE },
    ...wrongName,
  },
  "a Host header that differs from the address": {
    ...run,
    headers: { host: "evil.example:8000", ...JSON_TYPE },
    ...wrongName,
  },
  "an address that differs from the Host header": {
    ...run,
    url: "http://evil.example/execute",
    headers: { host: "localhost:8000", ...JSON_TYPE },
    ...wrongName,
  },
  "a name that begins with localhost": {
    url: "http://localhost.evil.example/problems",
    ...wrongName,
  },
  "a name that begins with the address": {
    url: "http://127.0.0.1.evil.example/problems",
    ...wrongName,
  },
  "localhost as the user of another name": {
    url: "http://localhost:8000/problems",
    headers: { host: "localhost@evil.example" },
    ...wrongName,
  },
  "a Host header with a path": {
    url: "http://localhost:8000/problems",
    headers: { host: "localhost/evil.example" },
    ...wrongName,
  },
  "the address of all networks": { url: "http://0.0.0.0:8000/problems", ...wrongName },
  "an address of another network": { url: "http://192.168.1.5:8000/problems", ...wrongName },
};

for (const [title, attempts] of Object.entries({ CROSS_SITE, REBINDING })) {
  describe(`a web page cannot use the server (${title})`, () => {
    for (const [name, { url, status, says, ...init }] of Object.entries(attempts)) {
      it(`by ${name}`, async () => {
        const engine = new FakeEngine();
        const answer = await apiHandler(fakeServices({ engine }))(
          new Request(url ?? run.url, init),
        );
        expect(answer.status).toBe(status);
        expect((await answer.json()).detail).toMatch(says);
        expect(answer.headers.get("Access-Control-Allow-Origin")).toBeNull();
        expect(engine.requests).toEqual([]);
      });
    }
  });
}

describe("the names that a server goes by", () => {
  const names = (host: string, allowedHosts: string[] = [], machine = "Box") =>
    createAccess({ host, token: undefined, allowedHosts }, { isDeployed: false, machine });
  const known: [host: string, name: string, allowed?: string[]][] = [
    ["127.0.0.1", "localhost"],
    ["127.0.0.1", "localhost."],
    ["127.0.0.1", "psynapse.localhost"],
    ["127.0.0.1", "127.0.0.1"],
    ["127.0.0.1", "[::1]"],
    ["127.0.0.1", "psynapse.example", ["psynapse.example"]],
    ["127.0.0.1", "anything", ["*"]],
    ["0.0.0.0", "192.168.1.5"],
    ["0.0.0.0", "[fe80::1]"],
    ["0.0.0.0", "box"],
    ["0.0.0.0", "box.local"],
    ["server.lan", "server.lan"],
  ];
  const unknown: [host: string, name: string, allowed?: string[]][] = [
    ["127.0.0.1", "127.evil.example"],
    ["127.0.0.1", "box"],
    ["127.0.0.1", "[fe80::1]"],
    ["127.0.0.1", "sub.psynapse.example", ["psynapse.example"]],
    ["0.0.0.0", "evil.example"],
    ["0.0.0.0", "1.2.3.4.evil.example"],
    ["0.0.0.0", ""],
  ];
  for (const [host, name, allowed] of known) {
    it(`are known: ${name} on ${host}`, () => {
      expect(names(host, allowed).knowsHost(name)).toBe(true);
    });
  }
  for (const [host, name, allowed] of unknown) {
    it(`are told from others: ${name} on ${host}`, () => {
      expect(names(host, allowed).knowsHost(name)).toBe(false);
    });
  }
});

describe("programs on this machine", () => {
  it("can run graphs without an Origin", async () => {
    const engine = new FakeEngine();
    const handler = apiHandler(fakeServices({ engine }));
    const answer = await handler(
      new Request(run.url, { method: "POST", headers: JSON_TYPE, body: RUN }),
    );
    expect(answer.status).toBe(200);
    await answer.body?.cancel();
    expect(engine.requests.length).toBe(1);
  });
});
