import { expect } from "@std/expect";
import { describe, it } from "@std/testing/bdd";
import { type Access, createAccess } from "@/server/access.ts";
import { FakeEngine } from "../helpers/fake_engine.ts";
import { apiHandler, fakeServices } from "../helpers/test_app.ts";

const TOKEN = "correct-horse-battery";
const HERE = "http://192.168.1.5:8000";
const RUN = '{"nodes":[],"edges":[]}';
const JSON_TYPE = { "Content-Type": "application/json" };
const PAGE = { accept: "text/html" };

function guarded(token: string | null = TOKEN, host = "0.0.0.0"): Access {
  return createAccess({ host, token: token ?? undefined, allowedHosts: [] }, { isDeployed: false });
}

function ask(path: string, init: RequestInit = {}, engine = new FakeEngine()): Promise<Response> {
  return apiHandler(fakeServices({ engine, access: guarded() }))(new Request(HERE + path, init));
}

/** The cookie that a browser keeps from an answer. */
function kept(answer: Response): string {
  return answer.headers.get("Set-Cookie")?.split(";")[0] ?? "";
}

async function signIn(): Promise<string> {
  const answer = await ask(`/?token=${TOKEN}`);
  await answer.body?.cancel();
  return kept(answer);
}

describe("without the token", () => {
  const wrong: Record<string, Record<string, string>> = {
    "nothing": {},
    "a wrong token": { authorization: "Bearer correct-horse-batterz" },
    "the beginning of the token": { authorization: "Bearer correct" },
    "the token and more": { authorization: `Bearer ${TOKEN}${TOKEN}` },
    "an empty token": { authorization: "Bearer " },
    "the token in another scheme": { authorization: `Basic ${TOKEN}` },
    "a cookie that holds the token itself": { cookie: `psynapse_8000=${TOKEN}` },
    "an empty cookie": { cookie: "psynapse_8000=" },
    "a cookie of another name": { cookie: `token=${TOKEN}` },
    "a header that claims another address": {
      "X-Forwarded-For": "127.0.0.1",
      forwarded: "for=127.0.0.1",
    },
  };
  for (const [name, headers] of Object.entries(wrong)) {
    it(`no run is started: ${name}`, async () => {
      const engine = new FakeEngine();
      const init = { method: "POST", headers: { ...JSON_TYPE, ...headers }, body: RUN };
      const answer = await ask("/execute", init, engine);
      expect(answer.status).toBe(401);
      expect(answer.headers.get("WWW-Authenticate")).toBe("Bearer");
      expect((await answer.json()).detail).toContain("Authorization: Bearer <token>");
      expect(engine.requests).toEqual([]);
    });
  }

  for (
    const path of [
      "/get_schema",
      "/problems",
      "/workflows",
      "/runs/x/values/n",
      "/catalog/changes",
      "/nothing",
    ]
  ) {
    it(`nothing is told at ${path}`, async () => {
      const answer = await ask(path);
      expect(answer.status).toBe(401);
      expect((await answer.json()).detail).toContain("token");
    });
  }

  it("a browser gets a page to sign in, and nothing of the editor", async () => {
    const answer = await ask("/", { headers: PAGE });
    expect(answer.status).toBe(401);
    const html = await answer.text();
    expect(html).toContain('<form method="post" action="/sign_in">');
    expect(html).not.toContain("<script");
    expect(html).not.toContain("<h1>editor");
  });

  it("health can be asked for", async () => {
    const answer = await ask("/", { headers: { accept: "application/json" } });
    expect(await answer.json()).toEqual({ message: "Psynapse Backend API" });
  });
});

describe("with the token", () => {
  it("programs are let in", async () => {
    const headers = { ...JSON_TYPE, authorization: `Bearer ${TOKEN}` };
    const answer = await ask("/execute", { method: "POST", headers, body: RUN });
    expect(answer.status).toBe(200);
    await answer.body?.cancel();
  });

  it("the printed address signs a browser in, by a cookie that scripts and other sites do not get", async () => {
    const answer = await ask(`/?token=${TOKEN}`, { headers: PAGE });
    expect(answer.status).toBe(200);
    const cookie = answer.headers.get("Set-Cookie") ?? "";
    expect(cookie).toContain("; HttpOnly; SameSite=Strict");
    expect(cookie).not.toContain(TOKEN);
    const html = await answer.text();
    expect(html).toContain("0; url=/");
    expect(html).not.toContain(TOKEN);
    const next = await ask("/", { headers: { ...PAGE, cookie: kept(answer) } });
    expect(await next.text()).toContain("<h1>editor");
  });

  it("the cookie is kept to TLS where there is TLS", () => {
    const access = guarded();
    expect(access.cookie(new URL("https://x.example/"))).toContain("; Secure");
    expect(access.cookie(new URL("http://x.example/"))).not.toContain("Secure");
  });

  it("the form signs a browser in", async () => {
    const body = new URLSearchParams({ token: ` ${TOKEN} ` });
    const answer = await ask("/sign_in", { method: "POST", headers: { origin: HERE }, body });
    expect(answer.status).toBe(303);
    expect(answer.headers.get("Location")).toBe("/");
    const schema = await ask("/get_schema", { headers: { cookie: kept(answer) } });
    expect(schema.status).toBe(200);
    await schema.body?.cancel();
  });

  it("a cookie that something else on this host has set locks nobody out", async () => {
    const cookie = `psynapse_8000=planted; ${await signIn()}; psynapse_8000=planted`;
    const answer = await ask("/get_schema", { headers: { cookie } });
    expect(answer.status).toBe(200);
    await answer.body?.cancel();
    const planted = await ask("/get_schema", { headers: { cookie: "psynapse_8000=planted" } });
    expect(planted.status).toBe(401);
    await planted.body?.cancel();
  });

  it("another site cannot use the cookie of a browser that is signed in", async () => {
    const engine = new FakeEngine();
    const headers = { ...JSON_TYPE, cookie: await signIn(), origin: "https://evil.example" };
    const answer = await ask("/execute", { method: "POST", headers, body: RUN }, engine);
    expect(answer.status).toBe(403);
    expect((await answer.json()).detail).toContain("CORS_ORIGINS");
    expect(engine.requests).toEqual([]);
  });
});

describe("the sign-in", () => {
  it("refuses a wrong token in the form", async () => {
    const body = new URLSearchParams({ token: "wrong" });
    const answer = await ask("/sign_in", { method: "POST", headers: { origin: HERE }, body });
    expect(answer.status).toBe(401);
    expect(answer.headers.get("Set-Cookie")).toBeNull();
    expect(await answer.text()).toContain("That is not the token");
  });

  it("refuses a wrong token in the address, and does not repeat it", async () => {
    const answer = await ask("/?token=%3Cscript%3Ewrong", { headers: PAGE });
    expect(answer.status).toBe(401);
    expect(answer.headers.get("Set-Cookie")).toBeNull();
    expect(await answer.text()).not.toContain("wrong");
  });

  it("refuses a form of another site", async () => {
    const init = { method: "POST", headers: { origin: "https://evil.example" } };
    const body = new URLSearchParams({ token: TOKEN });
    const answer = await ask("/sign_in", { ...init, body });
    expect(answer.status).toBe(403);
    expect(answer.headers.get("Set-Cookie")).toBeNull();
    await answer.body?.cancel();
  });

  it("does not read a form without end", async () => {
    const answer = await ask("/sign_in", {
      method: "POST",
      headers: { "Content-Type": "application/x-www-form-urlencoded" },
      body: "token=".padEnd(4097, "x"),
    });
    expect(answer.status).toBe(413);
    expect((await answer.json()).detail).toContain("too large");
  });
});

describe("a server on loopback", () => {
  const remote = (hostname: string): Deno.NetAddr => ({ transport: "tcp", hostname, port: 5 });

  it("asks nobody on this machine, and everybody else", () => {
    const access = guarded(null, "127.0.0.1");
    // The names are the listener's; the configuration may not know of it, as under `deno serve`.
    for (const near of ["127.0.0.1", "::1", "::ffff:127.0.0.1"]) {
      expect(access.asks(remote(near))).toBe(false);
    }
    for (const far of ["192.168.1.9", "10.0.0.1", "fe80::1", "::ffff:10.0.0.1"]) {
      expect(access.asks(remote(far))).toBe(true);
    }
    expect(access.madeToken).toBeUndefined();
  });

  it("asks everybody when a token is configured", () => {
    expect(guarded(TOKEN, "127.0.0.1").asks(remote("127.0.0.1"))).toBe(true);
  });
});

describe("a token that is made", () => {
  it("is long, and another one each time", () => {
    const made = Array.from(
      { length: 20 },
      () =>
        createAccess({ host: "0.0.0.0", token: undefined, allowedHosts: [] }, { isDeployed: false })
          .madeToken ?? "",
    );
    expect(new Set(made).size).toBe(20);
    for (const token of made) expect(token).toMatch(/^[\w-]{43}$/);
  });

  it("is needed on a platform, whatever address is listened on", () => {
    const options = { host: "127.0.0.1", token: undefined, allowedHosts: [] };
    const access = createAccess(options, { isDeployed: true });
    expect(access.isGuarded).toBe(true);
    expect(access.knowsHost("psynapse.example.deno.net")).toBe(true);
  });
});
