import { expect } from "@std/expect";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import { hostileStage, SECRET, type Stage } from "@/tests/helpers/hostile_stage.ts";

const DENIED = / is not allowed to nodepack /;

const own = (op: string, name = "own") =>
  `export async function ${name}(): Promise<unknown> {\n${op}\n}`;

/** A module that exports \`then\` is taken for a promise by \`await import()\`. */
const THEN: Record<string, { source: string; problem?: RegExp }> = {
  "that never calls back": {
    source: "export function then() {}",
    problem: /finish loading within 2 s/,
  },
  "that gives other exports": {
    source:
      `export function then(resolve: (it: unknown) => void) { resolve({ own1: () => Deno.readTextFileSync("/etc/hosts") }); }`,
  },
  "that throws": {
    source: "export function then() { throw new Error('no module'); }",
    problem: /no module/,
  },
};

describe("a pack exports a function named then", () => {
  let stage: Stage;
  const list = Object.entries(THEN);
  beforeAll(async () => {
    stage = await hostileStage(
      () =>
        Object.fromEntries(
          list.map((
            [, { source }],
            i,
          ) => [`pack${i}/ops.ts`, `${source}\n${own("return 1;", `own${i}`)}`]),
        ),
      { loadTimeout: 2000 },
    );
  });
  afterAll(async () => await stage[Symbol.asyncDispose]());
  list.forEach(([name, { problem }], i) => {
    it(name, async () => {
      const { problems } = await stage.engine.catalog();
      const messages = problems.filter(({ pack }) => pack === `pack${i}`).map((it) => it.message)
        .join("\n");
      if (problem) expect(messages).toMatch(problem);
      const outcome = await stage.run(`own${i}`, { pack: `pack${i}` });
      expect(outcome.error).toMatch(problem ? /^Unknown op "own/ : DENIED);
      await stage.expectNoHarm(outcome);
    });
  });
});

describe("a pack has a symbolic link", () => {
  it("out of its folder, which is refused with a problem", async () => {
    await using stage = await hostileStage((place) => {
      Deno.mkdirSync(place.pack, { recursive: true });
      Deno.symlinkSync(`${place.folder}/secret.ts`, join(place.pack, "helper.ts"));
      return {
        "hostile/ops.ts": `export { default as it } from "./helper.ts"; ${own("return 1;")}`,
      };
    });
    const { problems, ops } = await stage.engine.catalog();
    expect(problems.map(({ message }) => message).join("\n")).toMatch(/symbolic link/);
    expect(JSON.stringify(problems)).not.toContain(SECRET);
    expect(ops.filter(({ schema }) => schema.pack === "hostile")).toEqual([]);
  });

  it("in place of itself", async () => {
    await using stage = await hostileStage((place) => {
      Deno.writeTextFileSync(join(place.folder, "ops.ts"), own("return 1;"));
      Deno.symlinkSync(place.folder, place.pack);
      return {};
    });
    const { problems, ops } = await stage.engine.catalog();
    expect(problems.map(({ message }) => message).join("\n")).toMatch(/symbolic link/);
    expect(ops.filter(({ schema }) => schema.pack === "hostile")).toEqual([]);
    expect(dirname(stage.place.pack)).toMatch(/nodepacks$/);
  });
});
