import { expect } from "@std/expect";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import { startServer, type TestServer } from "../helpers/command_line.ts";
import { copyPacks, type PackFolder } from "../helpers/copy_packs.ts";
import { parseEvents } from "../helpers/golden.ts";
import { bodyOf, JSON_TYPE, post } from "../helpers/live_server.ts";
import { withinAsking } from "../helpers/within.ts";

const SECRET = "sk-very-secret-0815";
const TOKEN = "token-of-this-server";
const env_vars = { LEAKY_API_KEY: SECRET };

/** Ops that say more than they should, each in another way. */
const LEAKY = `
const key = () => Deno.env.get("LEAKY_API_KEY");
export function throws() { throw new Error("401 for key " + key()); }
export function logs() { console.log("out", key()); console.error("err", key()); return 1; }
export function prints() { Deno.stdout.writeSync(new TextEncoder().encode("out " + key() + "\\n")); return 1; }
export function wraps() { return { headers: [{ authorization: "Bearer " + key() }] }; }
export function gives() { return key(); }
export function variables() { return Object.values(Deno.env.toObject()); }
`;
const LEAKY_PROGRESS = `
import { ProgressOp } from "psynapse";
export class Reports extends ProgressOp {
  call() { this.report(1, 2, "with " + Deno.env.get("LEAKY_API_KEY")); return 1; }
}
`;
const LEAKY_STREAM = `
import { StreamOp } from "psynapse";
export class Emits extends StreamOp {
  call() { this.emit("key: " + Deno.env.get("LEAKY_API_KEY")); return "done"; }
}
`;

describe("secrets that ops are careless with", () => {
  let packs: PackFolder;
  let server: TestServer;
  beforeAll(async () => {
    packs = await copyPacks();
    await packs.write("leaky/deno.json", '{"permissions":{"default":{"env":true}}}');
    await packs.write("leaky/ops.ts", LEAKY);
    await packs.write("leaky/progress_ops.ts", LEAKY_PROGRESS);
    await packs.write("leaky/stream_ops.ts", LEAKY_STREAM);
    server = await startServer([`--nodepack-dir=${packs.path}`]);
  });
  afterAll(async () => {
    await server[Symbol.asyncDispose]();
    await packs[Symbol.asyncDispose]();
  });

  const leaks: [op: string, masked: RegExp][] = [
    ["throws", /"error":"401 for key ••••"/],
    ["wraps", /"authorization":"Bearer ••••"/],
    ["logs", /"text":"out ••••"/],
    ["Reports", /"progress_message":"with ••••"/],
    ["Emits", /"streaming_chunk":"key: ••••"/],
  ];
  for (const [op, masked] of leaks) {
    for (const form of ["", "?events=delta"]) {
      it(`are masked in events${form}: ${op}`, async () => {
        const body = bodyOf({ n: [op], v: "view" }, ["n -> v.input"], { env_vars });
        const text = await (await post(server, `/execute/stream${form}`, body)).text();
        expect(text).toMatch(masked);
        expect(text).not.toContain(SECRET);
      });
    }
  }

  it("are masked in the answer of /execute", async () => {
    const body = bodyOf({ n: ["throws"], w: ["wraps"], v: "view" }, ["w -> v.input"], { env_vars });
    const { errors, results } = await (await post(server, "/execute", body)).json();
    expect(errors.n).toBe("401 for key ••••");
    expect(results.v).toEqual({ headers: [{ authorization: "Bearer ••••" }] });
  });

  it("are masked in what is kept of a run", async () => {
    const answer = await post(server, "/execute", bodyOf({ w: ["wraps"] }, [], { env_vars }));
    // Who does not wait for the end leaves the run.
    expect((await answer.json()).errors).toEqual({});
    const id = answer.headers.get("X-Run-Id");
    const value = await fetch(`${server.url}/runs/${id}/values/w`);
    expect(await value.json()).toEqual({ headers: [{ authorization: "Bearer ••••" }] });
  });

  it("are masked in the server's log", async () => {
    const answer = await post(server, "/execute", bodyOf({ n: ["prints"] }, [], { env_vars }));
    expect((await answer.json()).errors).toEqual({});
    // What is printed comes by another way than the answer.
    await withinAsking("the line", () => Promise.resolve(server.stderr().includes("[leaky] out")));
    expect(server.stderr()).toContain("[leaky] out ••••");
    expect(server.stderr()).not.toContain(SECRET);
  });

  it("come through where an op was asked for just that", async () => {
    const body = bodyOf({ n: ["gives"], v: "view" }, ["n -> v.input"], { env_vars });
    const answer = await post(server, "/execute/stream", body);
    expect(parseEvents(await answer.text()).at(-1)).toEqual({
      status: "done",
      results: { v: SECRET },
    });
  });

  it("are not those of the server: its token is for nobody's ops", async () => {
    await using guarded = await startServer([`--nodepack-dir=${packs.path}`], {
      env: { PSYNAPSE_TOKEN: TOKEN },
    });
    const headers = { ...JSON_TYPE, Authorization: `Bearer ${TOKEN}` };
    const body = JSON.stringify(bodyOf({ n: ["variables"], v: "view" }, ["n -> v.input"]));
    const answer = await fetch(`${guarded.url}/execute`, { method: "POST", headers, body });
    const text = await answer.text();
    expect(answer.status).toBe(200);
    expect(text).toContain('"v":[');
    expect(text).not.toContain(TOKEN);
    expect(guarded.stderr()).not.toContain(TOKEN);
  });
});
