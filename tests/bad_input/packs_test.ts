import { expect } from "@std/expect";
import { describe, it } from "@std/testing/bdd";
import type { Problem } from "../../engine/core/schema.ts";
import { startServer, type TestServer } from "../helpers/command_line.ts";
import { copyPacks } from "../helpers/copy_packs.ts";
import { bodyOf, expectNextRunWorks, post } from "../helpers/live_server.ts";
import { stillBusy } from "../helpers/processes.ts";

const GOOD_OP = "export function fine(): number { return 1; }\n";

async function problemsOf(server: TestServer): Promise<Problem[]> {
  return await (await fetch(`${server.url}/problems`)).json();
}

async function opsOf(server: TestServer, pack: string): Promise<string[]> {
  const schemas = await (await fetch(`${server.url}/get_schema`)).json();
  return schemas.filter((schema: { pack: string }) => schema.pack === pack)
    .map(({ name }: { name: string }) => name);
}

/** An empty graph runs where there are no packs at all. */
async function expectRunsWithoutPacks(server: TestServer): Promise<void> {
  const answer = await post(server, "/execute", bodyOf({ v: "view" }));
  expect(await answer.json()).toEqual({ results: { v: null }, errors: {} });
  const unknown = await post(server, "/execute", bodyOf({ n: ["add"] }));
  expect((await unknown.json()).errors).toEqual({ n: 'Unknown op "add"' });
}

describe("a folder of nodepacks", () => {
  it("that is missing is a problem that names it, and is found when it comes", async () => {
    await using packs = await copyPacks("basic");
    const folder = `${packs.path}/later`;
    await using server = await startServer(["--nodepack-dir", folder]);
    expect(await problemsOf(server)).toEqual([
      { message: expect.stringContaining(folder) },
    ]);
    await expectRunsWithoutPacks(server);
    const changes = await fetch(`${server.url}/catalog/changes`);
    const reader = changes.body?.getReader();
    await reader?.read();
    await packs.write("later/good/ops.ts", GOOD_OP);
    while ((await opsOf(server, "good")).length === 0) await reader?.read();
    expect(await problemsOf(server)).toEqual([]);
    await reader?.cancel();
  });

  it("that cannot be read is a problem that names it", async () => {
    await using packs = await copyPacks("basic");
    // A file where a folder should be cannot be listed by anybody, not by the administrator either.
    const file = `${packs.path}/basic/ops.ts`;
    await using server = await startServer(["--nodepack-dir", file]);
    expect(await problemsOf(server)).toEqual([{ message: expect.stringContaining(file) }]);
    await expectRunsWithoutPacks(server);
  });
});

/** Files that spoil their pack's `ops.ts`, and what is said of it. */
const BAD: [name: string, code: string, message: RegExp][] = [
  ["throws at import", `${GOOD_OP}throw new Error("no licence");`, /no licence/],
  ["calls Deno.exit at import", `${GOOD_OP}Deno.exit(3);`, /exit|ended/i],
  ["does not parse", `${GOOD_OP}export function (`, /./],
  ["imports what is not there", `import "./none.ts";\n${GOOD_OP}`, /none\.ts/],
  ["exhausts the stack at import", `${GOOD_OP}const f = (): number => f() + 1; f();`, /stack/i],
];

describe("a pack", () => {
  for (const [name, code, message] of BAD) {
    it(`that ${name} is a problem, and costs no other file its ops`, async () => {
      await using packs = await copyPacks("basic");
      await packs.write("bad/ops.ts", code);
      const progress = `export class Fine { call(): number { return 1; } }`;
      await packs.write("bad/progress_ops.ts", progress);
      await using server = await startServer(["--nodepack-dir", packs.path]);
      const problems = await problemsOf(server);
      expect(problems.length).toBeGreaterThan(0);
      for (const problem of problems) {
        expect(problem).toMatchObject({ pack: "bad", file: expect.stringContaining("bad/ops.ts") });
      }
      expect(problems.map((problem) => problem.message).join("\n")).toMatch(message);
      expect(await opsOf(server, "bad")).toEqual(["Fine"]);
      await expectNextRunWorks(server);
      const answer = await post(server, "/execute", bodyOf({ f: ["Fine"] }));
      expect((await answer.json()).errors).toEqual({});
      expect(await stillBusy(server.pid)).toEqual([]);
    });
  }

  it("that never finishes importing is a problem after a while, and then nothing runs", async () => {
    await using packs = await copyPacks("basic");
    await packs.write("bad/ops.ts", `${GOOD_OP}for (;;);`);
    await packs.write("worse/ops.ts", `${GOOD_OP}await new Promise(() => {});`);
    await using server = await startServer(["--nodepack-dir", packs.path]);
    // The others are there meanwhile.
    expect((await problemsOf(server)).map(({ pack }) => pack).sort()).toEqual(["bad", "worse"]);
    expect(await opsOf(server, "bad")).toEqual([]);
    await expectNextRunWorks(server);
    const changes = await fetch(`${server.url}/catalog/changes`);
    const reader = changes.body?.getReader();
    const areGivenUp = (problems: Problem[]) =>
      problems.every(({ message }) => /not finish loading within/.test(message));
    while (!areGivenUp(await problemsOf(server))) await reader?.read();
    await reader?.cancel();
    expect((await problemsOf(server)).map(({ pack }) => pack).sort()).toEqual(["bad", "worse"]);
    await expectNextRunWorks(server);
    expect(await stillBusy(server.pid)).toEqual([]);
  });

  it("that is mended is found without a restart", async () => {
    await using packs = await copyPacks("basic");
    await packs.write("bad/ops.ts", `throw new Error("not yet");`);
    await using server = await startServer(["--nodepack-dir", packs.path]);
    expect((await problemsOf(server)).length).toBe(1);
    const changes = await fetch(`${server.url}/catalog/changes`);
    const reader = changes.body?.getReader();
    await reader?.read();
    await packs.write("bad/ops.ts", GOOD_OP);
    await reader?.read();
    expect(await problemsOf(server)).toEqual([]);
    const answer = await post(server, "/execute", bodyOf({ f: ["fine"] }));
    expect((await answer.json()).errors).toEqual({});
    await reader?.cancel();
  });
});
