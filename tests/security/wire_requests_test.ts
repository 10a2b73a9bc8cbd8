import { connect } from "node:http2";
import { expect } from "@std/expect";
import { afterAll, afterEach, describe, it } from "@std/testing/bdd";
import { App } from "fresh";
import { addMiddlewares } from "@/server/app.ts";
import { methods } from "@/server/methods.ts";
import { readJson } from "@/server/read_body.ts";
import { refuseUnroutable } from "@/server/refuse_unroutable.ts";
import type { State } from "@/utils.ts";
import { FakeEngine } from "../helpers/fake_engine.ts";
import { hear, say } from "../helpers/raw_http.ts";
import { apiHandler, fakeServices } from "../helpers/test_app.ts";

const JSON_TYPE = { "Content-Type": "application/json" };
const RUN = '{"nodes":[],"edges":[]}';
const HERE = "http://localhost:8000";
const EVIL = "https://evil.example";

/** The API around a fake engine on a port of its own, and one route whose bodies must come fast. */
function serve(engine: FakeEngine) {
  const services = fakeServices({ engine });
  const slow = addMiddlewares(new App<State>(), services).all(
    "/slow",
    methods({
      POST: async ({ req }) =>
        Response.json(await readJson(req, 1_000_000, { silence: 50, total: 60_000 })),
    }),
  ).handler();
  const api = apiHandler(services);
  return Deno.serve(
    { port: 0, hostname: "127.0.0.1", onListen() {} },
    (request, info) =>
      refuseUnroutable(request) ??
        (new URL(request.url).pathname === "/slow" ? slow(request, info) : api(request)),
  );
}

describe("a request on the wire", () => {
  const engine = new FakeEngine();
  const server = serve(engine);
  const { port } = server.addr;
  afterEach(async () => {
    expect(engine.requests).toEqual([]);
    const answer = await fetch(`http://127.0.0.1:${port}/problems`);
    expect(await answer.json()).toEqual([]);
  });
  afterAll(() => server.shutdown());

  async function raw(text: string): Promise<string> {
    using connection = await Deno.connect({ hostname: "127.0.0.1", port });
    await say(connection, text);
    return await hear(connection);
  }

  const head = (line: string, more = "") => `${line} HTTP/1.1\r\nHost: localhost\r\n${more}\r\n`;
  const refused: Record<string, [text: string, answer: RegExp]> = {
    "a method that repeats what it is sent": [
      head("TRACE /problems", "Cookie: psynapse=1\r\n"),
      /^HTTP\/1\.1 405 (?![^]*psynapse=1)/,
    ],
    "a tunnel to another server": [
      "CONNECT evil.example:80 HTTP/1.1\r\nHost: evil.example:80\r\n\r\n",
      /^HTTP\/1\.1 405 [^]*CONNECT is not possible here/,
    ],
    "an unknown method": [
      head("RUN /execute"),
      /^HTTP\/1\.1 405 [^]*RUN is not possible here/,
    ],
    "a method in small letters": [
      head("post /execute", `Content-Type: application/json\r\nContent-Length: 23\r\n`) + RUN,
      /^HTTP\/1\.1 405 /,
    ],
    "a method that a header overrides": [
      head("GET /execute", "X-HTTP-Method-Override: POST\r\n"),
      /^HTTP\/1\.1 405 [^]*GET is not possible here/,
    ],
    "a Host header without a name": [
      "GET /problems HTTP/1.1\r\nHost:\r\n\r\n",
      /^HTTP\/1\.1 421 [^]*ALLOWED_HOSTS/,
    ],
    "a file's address": [head("GET file:///etc/passwd"), /^HTTP\/1\.1 40[04] (?![^]*root:)/],
    "a web socket": [
      head(
        "GET /execute/stream",
        "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n" +
          "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n",
      ),
      /^HTTP\/1\.1 405 /,
    ],
    "a body of which nothing more comes": [
      head("POST /slow", "Content-Type: application/json\r\nContent-Length: 90\r\n") + "{",
      /^HTTP\/1\.1 408 [^]*The body did not come: nothing of it for 0\.05 s/,
    ],
    "a large body of which nothing more comes": [
      head("POST /slow", "Content-Type: application/json\r\nContent-Length: 900000\r\n") + "{",
      /^HTTP\/1\.1 408 [^]*The body did not come/,
    ],
    "chunks of which nothing more comes": [
      head("POST /slow", "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n") +
      "1\r\n{\r\n",
      /^HTTP\/1\.1 408 [^]*The body did not come/,
    ],
  };
  for (const [name, [text, answer]] of Object.entries(refused)) {
    it(`is refused: ${name}`, async () => expect(await raw(text)).toMatch(answer));
  }

  const names: [authority: string, host: string | undefined, says: RegExp | undefined][] = [
    ["localhost", undefined, undefined],
    ["localhost", "localhost", undefined],
    ["evil.example", undefined, /"evil\.example\\"/],
    ["evil.example", "localhost", /"evil\.example\\"/],
    ["localhost", "evil.example", /"evil\.example\\"/],
  ];
  for (const [authority, host, says] of names) {
    const verb = says === undefined ? "is let in" : "is refused";
    it(`${verb} by HTTP/2: to ${authority}, with the Host ${host}`, async () => {
      const { status, body } = await overHttp2(port, authority, host);
      expect(status).toBe(says === undefined ? 200 : 421);
      if (says !== undefined) expect(body).toMatch(says);
    });
  }
});

/** Asks for the problems by HTTP/2, which has the name that is asked in a field of its own. */
async function overHttp2(port: number, authority: string, host: string | undefined) {
  const client = connect(`http://127.0.0.1:${port}`);
  try {
    const { promise, resolve, reject } = Promise.withResolvers<{ status: unknown; body: string }>();
    client.on("error", reject);
    const request = client.request({
      ":path": "/problems",
      ":authority": authority,
      ...(host === undefined ? {} : { host }),
    });
    let status: unknown;
    let body = "";
    request.on("response", (headers) => status = headers[":status"]);
    request.on("data", (data) => body += data);
    request.on("end", () => resolve({ status, body }));
    request.on("error", reject);
    request.end();
    return await promise;
  } finally {
    client.close();
  }
}

describe("what is posted", () => {
  const types: Record<string, Record<string, string>> = {
    "no type": {},
    "another kind of JSON": { "Content-Type": "application/json-patch+json" },
    "JSON as text": { "Content-Type": "text/json" },
    "two types": { "Content-Type": "text/plain, application/json" },
    "a type with JSON in its parameters": { "Content-Type": 'text/plain; x="application/json"' },
  };
  for (const [name, headers] of Object.entries(types)) {
    it(`is refused: ${name}`, async () => {
      const engine = new FakeEngine();
      const body = new TextEncoder().encode(RUN);
      const answer = await apiHandler(fakeServices({ engine }))(
        new Request(`${HERE}/execute`, { method: "POST", headers, body }),
      );
      expect(answer.status).toBe(415);
      expect((await answer.json()).detail).toContain("Content-Type must be application/json");
      expect(engine.requests).toEqual([]);
    });
  }

  it("is not unpacked: a little that would become much stays a little", async () => {
    const zeros = new Blob([new Uint8Array(10_000_000)]).stream();
    const body = await new Response(zeros.pipeThrough(new CompressionStream("gzip"))).bytes();
    const answer = await apiHandler(fakeServices())(
      new Request(`${HERE}/execute`, {
        method: "POST",
        headers: { ...JSON_TYPE, "Content-Encoding": "gzip" },
        body,
      }),
    );
    expect(answer.status).toBe(400);
    expect((await answer.json()).detail).toMatch(/not UTF-8|not JSON/);
  });
});

describe("a page of another site that asks first", () => {
  const ask = (origin: string, corsOrigins: string[]) =>
    apiHandler(fakeServices({ corsOrigins }))(
      new Request(`${HERE}/execute`, {
        method: "OPTIONS",
        headers: {
          origin,
          "Access-Control-Request-Method": "POST",
          "Access-Control-Request-Headers": "content-type",
        },
      }),
    );

  it("is allowed nothing where no site is listed", async () => {
    const { headers } = await ask(EVIL, []);
    expect([...headers.keys()].filter((name) => name.startsWith("access-control-"))).toEqual([]);
  });

  it("is allowed nothing where another one is listed", async () => {
    for (
      const origin of [EVIL, "https://good.example.evil.example", "null", "http://good.example"]
    ) {
      const { headers } = await ask(origin, ["https://good.example"]);
      expect(headers.get("Access-Control-Allow-Origin")).toBeNull();
    }
  });

  it("is allowed to call where it is listed, and never with the browser's cookies", async () => {
    for (const listed of ["https://good.example", "*"]) {
      const { headers } = await ask("https://good.example", [listed]);
      expect(headers.get("Access-Control-Allow-Origin")).toBe(listed);
      expect(headers.get("Access-Control-Allow-Credentials")).toBeNull();
    }
  });
});
