import { expect } from "@std/expect";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import { hostileStage, type Stage } from "@/tests/helpers/hostile_stage.ts";

const NAMES = [
  "__proto__",
  "constructor",
  "toString",
  "a b",
  "quote\"'",
  "new\nline",
  "tab\t",
  "-A",
  "--allow-all",
  "..x",
  "percent%41",
  "hash#q?x=1",
  "$(id)",
  "`id`",
  "semi;colon",
  "ünï©ode",
  "<img src=x>",
  "C:",
  "a\\b",
  "ops.ts",
  "#pack",
];

/** Names that ops and parameters may have and that mean something elsewhere; an op that begins with _ is private. */
const OPS: Record<string, string> = {
  constructor: "constructor",
  toString: "__proto__",
  valueOf: "valueOf",
  hasOwnProperty: "hasOwnProperty",
  toJSON: "toJSON",
  apply: "prototype",
  call: "__defineGetter__",
  prototype: "toString",
};

describe("a pack is named", () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await hostileStage((place) =>
      Object.fromEntries(NAMES.map((name, i) => [
        `${name}/ops.ts`,
        `export async function own${i}(value: unknown): Promise<unknown> {
          return [value, await Deno.readTextFile(${
          JSON.stringify(place.secret)
        }).catch((it) => it.name)];
        }`,
      ]))
    );
  });
  afterAll(async () => await stage[Symbol.asyncDispose]());
  NAMES.forEach((name, i) => {
    it(JSON.stringify(name), async () => {
      const { problems } = await stage.engine.catalog();
      const messages = problems.filter(({ pack }) => pack === name).map(({ message }) => message);
      const outcome = await stage.run(`own${i}`, { pack: name, values: { value: 1 } });
      if (/^[_.]/.test(name)) {
        // Such folders are no packs.
        expect(outcome.error).toMatch(/^Unknown op "own/);
      } else if (messages.length === 0) {
        expect([outcome.output, outcome.error]).toEqual([[1, "NotCapable"], undefined]);
      } else expect(outcome.error).toMatch(/^Unknown op "own/);
      await stage.expectNoHarm(outcome);
    });
  });
});

describe("a pack has an op and a parameter named", () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await hostileStage(() => ({
      "hostile/ops.ts": Object.entries(OPS).map(([op, param]) =>
        `export function ${op}(${param}: unknown): unknown { return [${param}]; }`
      ).join("\n"),
    }));
    const { ops } = await stage.engine.catalog();
    const names = ops.map(({ schema }) => schema.name);
    expect(names.filter((name) => Object.hasOwn(OPS, name))).toEqual(Object.keys(OPS));
  });
  afterAll(async () => await stage[Symbol.asyncDispose]());
  for (const [op, param] of Object.entries(OPS)) {
    it(`${op} and ${param}`, async () => {
      const values = JSON.parse(`{${JSON.stringify(param)}: {"polluted": 1}}`);
      const outcome = await stage.run(op, { values });
      expect([outcome.output, outcome.error]).toEqual([[{ polluted: 1 }], undefined]);
      expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
      await stage.expectNoHarm(outcome);
      expect((await stage.run(op)).error).toBe(`Missing required parameter "${param}"`);
    });
  }
});
