import { expect } from "@std/expect";
import { describe, it } from "@std/testing/bdd";
import { parseRunRequest } from "@/engine/core/parse_graph.ts";
import { indexOps } from "@/engine/run/partition.ts";
import { TypeChecker } from "@/engine/types/type_checker.ts";
import { descendants, isAlive } from "../../helpers/processes.ts";
import { sourceFiles } from "../../helpers/import_graph.ts";
import { tempPacks } from "../../helpers/temp_packs.ts";
import { testCatalog, testOp } from "../../helpers/test_catalog.ts";

const CATALOG = testCatalog([
  testOp("give", { params: [], returns: [{ name: "result", type: "list", ts_type: "number[]" }] }),
  testOp("take", {
    params: [{ name: "text", type: "str", ts_type: "string" }, {
      ...{ name: "amount", type: "float", ts_type: "number" },
    }],
    returns: [],
  }),
]);
const GRAPH = parseRunRequest({
  nodes: ["give", "take"].map((op) => ({
    id: op,
    type: "functionNode",
    data: { functionName: op },
  })),
  edges: [
    { source: "give", target: "take", targetHandle: "text" },
    { source: "give", target: "take", targetHandle: "amount" },
  ],
});

function check(checker: TypeChecker) {
  return checker.check(GRAPH, CATALOG, indexOps(CATALOG).find);
}

/** Processes that compile for nodepacks in that folder: tests beside this one have theirs. */
async function compilers(folder: string): Promise<number[]> {
  const found: number[] = [];
  for (const pid of await descendants(Deno.pid)) {
    const line = await Deno.readTextFile(`/proc/${pid}/cmdline`).catch(() => "");
    if (line.includes("engine/types/entry.ts") && line.includes(folder)) found.push(pid);
  }
  return found;
}

describe("TypeChecker", () => {
  it("decides by names where the compiler is not there, and says so once", async () => {
    const lines: string[] = [];
    await using packs = await tempPacks();
    const checker = new TypeChecker({
      ...{ nodepackDir: packs.dir, lib: undefined, log: (line: string) => lines.push(line) },
    });
    for (let round = 0; round < 2; round++) {
      expect(await check(checker)).toEqual({
        by: "names",
        nodes: {},
        edges: [
          { ok: true, converts: "list → text" },
          { ok: false, reason: '"amount" takes a number, this is a list' },
        ],
      });
    }
    expect(lines).toEqual(["Edges are checked by the names of types: the compiler is not there"]);
    await checker.close();
  });

  it("starts its process when it is needed, again when it has died, and ends it", async () => {
    await using packs = await tempPacks();
    const checker = new TypeChecker({ nodepackDir: packs.dir, log: () => {} });
    expect(await compilers(packs.dir)).toEqual([]);
    expect((await check(checker)).by).toBe("compiler");
    const [first] = await compilers(packs.dir);
    Deno.kill(first, "SIGKILL");
    // Either the death has been seen by now, or this question finds out.
    await check(checker);
    expect((await check(checker)).by).toBe("compiler");
    const [second, ...more] = await compilers(packs.dir);
    expect([second === first, more]).toEqual([false, []]);
    await checker.close();
    expect(await isAlive(second)).toBe(false);
  });

  it("decides by names where the compiler takes too long", async () => {
    const lines: string[] = [];
    await using packs = await tempPacks();
    const log = (line: string) => lines.push(line);
    const checker = new TypeChecker({ nodepackDir: packs.dir, log, timeout: 1 });
    expect((await check(checker)).by).toBe("names");
    expect(lines[0]).toContain("took longer than 1 ms");
    await checker.close();
    expect(await compilers(packs.dir)).toEqual([]);
  });
});

Deno.test("only the process of the compiler loads the compiler", async () => {
  const loading: string[] = [];
  for (
    const file of sourceFiles([
      "engine",
      "client",
      "components",
      "islands",
      "routes",
      "server",
      "commands",
    ])
  ) {
    const text = await Deno.readTextFile(new URL(`../../../${file}`, import.meta.url));
    if (
      /^import (?!type).*"(npm:)?typescript[@"]/m.test(text) ||
      /import\("(npm:)?typescript/.test(text)
    ) {
      loading.push(file);
    }
    if (/loadCompiler\(/.test(text)) loading.push(file);
  }
  expect(loading.sort()).toEqual(["engine/types/compiler.ts", "engine/types/entry.ts"]);
});
