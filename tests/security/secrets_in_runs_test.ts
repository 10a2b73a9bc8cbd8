import { expect } from "@std/expect";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import { createOriginalEncoder } from "@/engine/core/original_form.ts";
import type { RunEvent } from "@/engine/core/run_event.ts";
import type { Engine } from "@/engine/engine.ts";
import { createEngine } from "@/engine/mod.ts";
import { encodeDelta } from "@/server/delta_encoder.ts";
import { graphOf } from "../helpers/testing_pack.ts";
import { type TempPacks, tempPacks } from "../helpers/temp_packs.ts";

/** One whose name says nothing, one that has lines and quotes, and words. */
const env_vars = {
  LOGIN: "q7Xv92mPzT-4kWn81",
  SERVICE_KEY: 'first "line"\nsecond\tline',
  PATH_STYLE: "zero",
};

const OPS = `
const login = () => Deno.env.get("LOGIN") ?? "";
const key = () => Deno.env.get("SERVICE_KEY") ?? "";
export function throws() { throw new Error("no " + login() + " by " + key()); }
export function throws_text() { throw "no " + login(); }
export function throws_json() { throw new Error(JSON.stringify({ login: login(), key: key() })); }
export function throws_address() {
  throw new Error("GET https://x.example/?key=" + encodeURIComponent(key()) + "&l=" + login());
}
export function throws_cause() { throw new Error("failed", { cause: new Error(login()) }); }
export function throws_later() {
  return Promise.reject(new AggregateError([new Error(login())], "several: " + login()));
}
export function gives_text() { return "login " + login(); }
export function gives_nested() { return [{ deep: { [login()]: [login(), key()] } }]; }
export function gives_map() { return new Map([["x " + login(), new Set([key()])]]); }
export function gives_long() { return "x".repeat(40_000) + login() + "x".repeat(40_000); }
export function prints() {
  console.log("log", login());
  console.error("error", { key: key(), login: login() });
  console.log(key());
  for (const part of login()) Deno.stdout.writeSync(new TextEncoder().encode(part));
  console.log("");
  return 1;
}
export function not_a_number(value: number): number { return value; }
export function style(): string { throw new Error("Division by " + Deno.env.get("PATH_STYLE")); }
`;
const PROGRESS_OPS = `
import { ProgressOp } from "psynapse";
export class Reports extends ProgressOp {
  call() { this.report(1, 2, "with " + Deno.env.get("LOGIN")); return 1; }
}
`;
const STREAM_OPS = `
import { StreamOp } from "psynapse";
export class Letters extends StreamOp {
  call() { for (const letter of "a " + Deno.env.get("LOGIN") + " b") this.emit(letter); }
}
export class Halves extends StreamOp {
  call() {
    const login = Deno.env.get("LOGIN") ?? "";
    this.emit("a " + login.slice(0, 8));
    this.emit(login.slice(8) + " b " + login.slice(0, 3));
  }
}
`;

/** What must not be seen, also in the forms that messages have it in. */
const SECRETS = [
  env_vars.LOGIN,
  env_vars.SERVICE_KEY,
  ...env_vars.SERVICE_KEY.split("\n"),
  JSON.stringify(env_vars.SERVICE_KEY).slice(1, -1),
  encodeURIComponent(env_vars.SERVICE_KEY),
];

describe("a secret of a run is told nowhere", () => {
  let packs: TempPacks;
  let engine: Engine;
  const log: string[] = [];
  beforeAll(async () => {
    packs = await tempPacks({
      "leaky/deno.json": '{"permissions": {"default": {"env": true}}}',
      "leaky/ops.ts": OPS,
      "leaky/progress_ops.ts": PROGRESS_OPS,
      "leaky/stream_ops.ts": STREAM_OPS,
    });
    engine = createEngine({ nodepackDir: packs.dir, log: (_pack, line) => log.push(line) });
  });
  afterAll(async () => {
    await engine.close();
    await packs[Symbol.asyncDispose]();
  });

  const says: Record<string, RegExp> = {
    throws: /"error":"no •••• by ••••"/,
    throws_text: /"error":"[^"]*no ••••"/,
    throws_json: /••••/,
    throws_address: /key=••••&l=••••/,
    throws_cause: /"error":"failed/,
    throws_later: /several: ••••/,
    gives_text: /"output":"login ••••"/,
    gives_nested: /"••••":\["••••","••••"\]/,
    gives_map: /••••/,
    gives_long: /"output":/,
    prints: /"output":1/,
    Reports: /"progress_message":"with ••••"/,
    Letters: /"status":"completed"/,
    Halves: /"status":"completed"/,
  };
  for (const [op, shows] of Object.entries(says)) {
    it(`by ${op}`, async () => {
      const before = log.length;
      const graph = graphOf({ n: [op], v: "view" }, ["n -> v.input"], { env_vars });
      const run = await engine.run(graph);
      const events: RunEvent[] = [];
      for await (const event of run.events) events.push(event);
      const original = createOriginalEncoder();
      const told = [
        ...events.map((event) => JSON.stringify(event)),
        ...events.map(original),
        ...events.map(encodeDelta),
        JSON.stringify(engine.value(run.id, "n") ?? null),
      ].join("\n");
      expect(told).toMatch(shows);
      expectNoSecret(told);
      expectNoSecret(log.slice(before).join("\n"));
      const text = events.map((it) => it.status === "streaming" ? it.streaming_chunk : "").join("");
      if (op === "Letters") expect(text).toBe("a •••• b");
      if (op === "Halves") expect(text).toBe(`a •••• b ${env_vars.LOGIN.slice(0, 3)}`);
    });
  }

  it("by the error of a value that cannot be converted, however long it is", async () => {
    for (const filling of [0, 10, 70]) {
      const value = `${"x".repeat(filling)} ${env_vars.LOGIN}`;
      const graph = graphOf({ n: ["not_a_number", { value }] }, [], { env_vars });
      for await (const event of (await engine.run(graph)).events) {
        if (event.status !== "error") continue;
        expect(event.error).toContain("Cannot convert");
        expect(event.error).not.toContain(env_vars.LOGIN.slice(0, 6));
      }
    }
  });

  it("and words are told", async () => {
    const graph = graphOf({ n: ["style"] }, [], { env_vars });
    const errors: string[] = [];
    for await (const event of (await engine.run(graph)).events) {
      if (event.status === "error") errors.push(event.error);
    }
    expect(errors).toEqual(["Division by zero"]);
  });
});

Deno.test("a secret of the server's own environment is told nowhere either", async () => {
  const secret = "sv-8dK2mPq91xZ";
  await using packs = await tempPacks({
    "leaky/deno.json": '{"permissions": {"default": {"env": ["SERVERS_OWN_KEY"]}}}',
    "leaky/ops.ts": `
      const key = () => Deno.env.get("SERVERS_OWN_KEY");
      export function throws() { throw new Error("no " + key()); }
      export function gives() { return { url: "https://x.example/?key=" + key() }; }
      export function prints() { console.log("with", key()); Deno.stderr.writeSync(new TextEncoder().encode(key() + " here\\n")); return 1; }`,
    "other/ops.ts": `export function says() { return "not to be known: ${secret}"; }`,
  });
  Deno.env.set("SERVERS_OWN_KEY", secret);
  const log: string[] = [];
  const engine = createEngine({ nodepackDir: packs.dir, log: (_pack, line) => log.push(line) });
  try {
    const tell = async (...ops: string[]) => {
      const nodes = Object.fromEntries(ops.map((op): [string, [string]] => [op, [op]]));
      const run = await engine.run(graphOf(nodes, []));
      return JSON.stringify(await Array.fromAsync(run.events));
    };
    const told = await tell("throws", "gives", "prints");
    expect(told).toContain("no ••••");
    expect(told).toContain("?key=••••");
    expect(told).not.toContain(secret);
    // What a pack may not read it does not have from there.
    expect(await tell("says")).toContain(secret);
  } finally {
    await engine.close();
    Deno.env.delete("SERVERS_OWN_KEY");
  }
  expect(log.join("\n")).toContain("•••• here");
  expect(log.join("\n")).not.toContain(secret);
});

function expectNoSecret(text: string): void {
  for (const secret of SECRETS) expect(text).not.toContain(secret);
}
