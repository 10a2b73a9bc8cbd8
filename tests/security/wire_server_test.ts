import { expect } from "@std/expect";
import { afterAll, afterEach, beforeAll, describe, it } from "@std/testing/bdd";
import { PROJECT, psynapseCommand, startServer, type TestServer } from "../helpers/command_line.ts";
import { expectNextRunWorks, JSON_TYPE } from "../helpers/live_server.ts";
import { memoryOf } from "../helpers/processes.ts";
import { connectTo, hear, rawAnswer, say } from "../helpers/raw_http.ts";

const MIB = 1024 * 1024;

/** Paths that lead out of the folders that are served, in all spellings. */
const TRAVERSALS = [
  "/../deno.json",
  "/../../../../../../etc/passwd",
  "/%2e%2e/deno.json",
  "/..%2fdeno.json",
  "/%2e%2e%2f%2e%2e%2f%2e%2e%2fetc%2fpasswd",
  "/..%5cdeno.json",
  "/....//....//etc/passwd",
  "//etc/passwd",
  "/%2fetc%2fpasswd",
  "/static/../main.ts",
  "/_fresh/catalog.json",
  "/deno.json",
  "/config.ts",
  "/.git/config",
  "/styles.css/../../deno.json",
  "/styles.css%00.js",
  "/workflows/..%2fdeno.json",
  "/workflows/..%2f..%2f..%2fetc%2fpasswd",
  "/workflows/%2fetc%2fpasswd",
  "/workflows/..%5cdeno.json",
  "/workflows/arithmetic.json%00",
  "/workflows/.%2farithmetic.json",
  "/runs/..%2f..%2fdeno.json/values/x",
];

/** Requests that are no HTTP, or that two servers in a row would read in two ways. */
const MALFORMED: Record<string, string> = {
  "two lengths":
    "POST /execute HTTP/1.1\r\nHost: localhost\r\nContent-Length: 4\r\nContent-Length: 5\r\n\r\nabcd",
  "a length and chunks":
    "POST /execute HTTP/1.1\r\nHost: localhost\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
  "two hosts": "GET /problems HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\n\r\n",
  "a host that is none": "GET /problems HTTP/1.1\r\nHost: a b<c>\r\n\r\n",
  "a header of 100 KiB": `GET / HTTP/1.1\r\nHost: localhost\r\nX-A: ${
    "x".repeat(100 * 1024)
  }\r\n\r\n`,
  "500 headers": `GET / HTTP/1.1\r\nHost: localhost\r\n${"X-A: y\r\n".repeat(500)}\r\n`,
  "a path of 100 KiB": `GET /${"x".repeat(100 * 1024)} HTTP/1.1\r\nHost: localhost\r\n\r\n`,
  "a header without a name": "GET / HTTP/1.1\r\nHost: localhost\r\n: x\r\n\r\n",
  "a header with a blank in its name": "GET / HTTP/1.1\r\nHost: localhost\r\nX A: x\r\n\r\n",
  "no HTTP at all": "\u0016\u0003\u0001 hello\r\n\r\n",
};

describe("a server", () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startServer();
  });
  afterAll(async () => await server[Symbol.asyncDispose]());
  afterEach(async () => {
    await expectNextRunWorks(server);
    expect(server.stderr()).toBe("");
  });

  for (const path of TRAVERSALS) {
    it(`serves nothing outside of its folders: ${path}`, async () => {
      // Not with fetch, which would tidy the path up.
      const answer = await rawAnswer(server, `GET ${path} HTTP/1.1\r\nHost: localhost\r\n\r\n`);
      expect(answer).toMatch(/^HTTP\/1\.1 40[04] /);
      expect(answer).toMatch(/"detail":"[^"]/);
      expect(answer).not.toMatch(/root:|"imports"|createApp/);
    });
  }

  for (const [name, text] of Object.entries(MALFORMED)) {
    it(`refuses ${name}`, async () => {
      expect(await rawAnswer(server, text)).toMatch(/^HTTP\/1\.[01] 400 /);
    });
  }

  it("refuses the name of another site in a request that names it whole", async () => {
    const request = "GET http://evil.example/problems HTTP/1.1\r\nHost: localhost\r\n\r\n";
    const answer = await rawAnswer(server, request);
    expect(answer).toMatch(/^HTTP\/1\.1 421 /);
    expect(answer).toContain("ALLOWED_HOSTS");
  });

  it("does not believe what a request says of a proxy", async () => {
    const request = "GET /problems HTTP/1.1\r\nHost: evil.example\r\n" +
      "X-Forwarded-Host: localhost\r\nForwarded: host=localhost\r\n\r\n";
    expect(await rawAnswer(server, request)).toMatch(/^HTTP\/1\.1 421 /);
  });

  it("answers others while 300 clients never end their headers", async () => {
    await using slow = new AsyncDisposableStack();
    const before = await memoryOf(server.pid);
    for (let i = 0; i < 300; i++) {
      const connection = slow.use(closing(await connectTo(server)));
      await say(connection.tcp, "GET / HTTP/1.1\r\nHost: localhost\r\nX-Slow: ");
    }
    await expectNextRunWorks(server);
    expect(await memoryOf(server.pid) - before).toBeLessThan(100 * MIB);
  });

  it("answers others, and runs nothing, while 300 clients never end their bodies", async () => {
    await using slow = new AsyncDisposableStack();
    const before = await memoryOf(server.pid);
    for (let i = 0; i < 300; i++) {
      const connection = slow.use(closing(await connectTo(server)));
      await say(
        connection.tcp,
        "POST /execute HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n" +
          'Content-Length: 60000\r\n\r\n{"nodes":[],"edges":[]}',
      );
    }
    await expectNextRunWorks(server);
    expect(await memoryOf(server.pid) - before).toBeLessThan(100 * MIB);
  });

  it("tells nothing of its inside when a request is wrong", async () => {
    const wrong: [path: string, init: RequestInit][] = [
      ["/execute", { method: "POST", headers: JSON_TYPE, body: "{" }],
      ["/execute", { method: "POST", headers: JSON_TYPE, body: '{"nodes":7}' }],
      ["/execute", { method: "POST", body: "{}" }],
      ["/execute/stream?events=x", { method: "POST", headers: JSON_TYPE, body: "{}" }],
      ["/nothing", { headers: { accept: "text/html" } }],
      ["/runs/x/values/%F0", {}],
      ["/get_schema", { method: "PUT" }],
    ];
    for (const [path, init] of wrong) {
      const text = await (await fetch(server.url + path, init)).text();
      expect(text).not.toMatch(/\n\s+at |file:\/\/|\.ts:\d/);
      expect(text).not.toContain(PROJECT);
    }
  });

  it("shows what it is asked for as text, not as HTML", async () => {
    const headers = { accept: "text/html" };
    const answer = await fetch(`${server.url}/"><img src=x onerror=alert(1)>`, { headers });
    expect(answer.status).toBe(404);
    expect(await answer.text()).not.toContain("<img");
  });

  it("serves a page whose scripts are all known, by a number that nobody can guess", async () => {
    const headers = { accept: "text/html" };
    const pages = await Promise.all([1, 2].map(() => fetch(server.url, { headers })));
    const nonces = new Set<string>();
    for (const page of pages) {
      const policy = page.headers.get("Content-Security-Policy") ?? "";
      const [, scripts] = /(?:^|; )script-src ([^;]*)/.exec(policy) ?? [];
      expect(scripts).toMatch(/^'self' 'nonce-[\w+/=-]{16,}'$/);
      expect(policy).toContain("frame-ancestors 'none'");
      expect(policy).toContain("object-src 'none'");
      expect(policy).toContain("base-uri 'self'");
      nonces.add(scripts);
      const html = await page.text();
      expect(html).not.toMatch(/\son\w+=/);
      const inline = html.matchAll(/<script(?![^>]*(?:\ssrc=|"application\/json"))([^>]*)>/g);
      for (const [, attributes] of inline) expect(attributes).toContain("nonce=");
    }
    expect(nonces.size).toBe(2);
  });

  it("fences in every answer, whatever it is", async () => {
    const paths = ["/", "/get_schema", "/styles.css", "/favicon.svg", "/nothing", "/execute"];
    for (const path of paths) {
      const { headers, body } = await fetch(server.url + path);
      await body?.cancel();
      expect(headers.get("Content-Security-Policy")).not.toMatch(/script-src[^;]*unsafe-inline/);
      expect(headers.get("Content-Security-Policy")).toContain("default-src 'self'");
      expect(headers.get("X-Content-Type-Options")).toBe("nosniff");
      expect(headers.get("X-Frame-Options")).toBe("DENY");
      expect(headers.get("Cross-Origin-Resource-Policy")).toBe("same-origin");
      expect(headers.get("Cross-Origin-Opener-Policy")).toBe("same-origin");
      expect(headers.get("Access-Control-Allow-Origin")).toBeNull();
    }
  });
});

describe("a server on every address", () => {
  it("reads nothing of what 300 clients without the token announce", async () => {
    const env = { PSYNAPSE_TOKEN: "token-of-this-server" };
    await using server = await startServer(["--host=0.0.0.0"], { env });
    await using slow = new AsyncDisposableStack();
    const before = await memoryOf(server.pid);
    const { port } = new URL(server.url);
    for (let i = 0; i < 300; i++) {
      const connection = slow.use(closing(await connectTo(server)));
      await say(
        connection.tcp,
        `POST /execute HTTP/1.1\r\nHost: localhost:${port}\r\n` +
          "Content-Type: application/json\r\nContent-Length: 60000000\r\n\r\n{",
      );
      expect(await hear(connection.tcp)).toMatch(/^HTTP\/1\.1 401 /);
    }
    expect(await memoryOf(server.pid) - before).toBeLessThan(100 * MIB);
  });

  it("prints an address with a token once, and lets nobody in without", async () => {
    const child = psynapseCommand(["start", "--port=0", "--host=0.0.0.0"], {}).spawn();
    try {
      const { url, token, all } = await printedToken(child.stdout);
      expect(all.split(token).length - 1).toBe(1);
      const schema = `${url}get_schema`;
      const refused = await fetch(schema);
      expect(refused.status).toBe(401);
      expect((await refused.json()).detail).toContain("token");
      const admitted = await fetch(schema, { headers: { Authorization: `Bearer ${token}` } });
      expect(admitted.status).toBe(200);
      await admitted.body?.cancel();
    } finally {
      child.kill("SIGTERM");
      await child.stderr.cancel();
      await child.status;
    }
  });
});

/** A connection that a stack can close. */
function closing(tcp: Deno.TcpConn) {
  return { tcp, [Symbol.asyncDispose]: () => Promise.resolve(tcp.close()) };
}

/** Reads what a server prints until it has said how many ops it has. */
async function printedToken(
  stdout: ReadableStream<Uint8Array<ArrayBuffer>>,
): Promise<{ url: string; token: string; all: string }> {
  let all = "";
  for await (const text of stdout.pipeThrough(new TextDecoderStream())) {
    all += text;
    if (/ ops in /.test(all)) break;
  }
  const [, url, token] = /Open (http:\S+)\?token=(\S+)/.exec(all) ?? [];
  return { url, token, all };
}
