import { expect } from "@std/expect";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import { loadCatalog } from "@/engine/catalog/load_catalog.ts";
import type { CatalogSnapshot } from "@/engine/catalog/types.ts";
import { type ExampleResult, testNodepack } from "@/engine/run/test_nodepack.ts";
import { quietInspector } from "@/tests/helpers/inspect_pack.ts";
import { type TempPacks, tempPacks } from "@/tests/helpers/temp_packs.ts";

const OPS = `
export const _two = 2;
/**
 * @example
 * add(_two, 3) // 5
 * @example
 * add(2, 3) === 6
 * @example
 * const a: number = add(1, 1);
 * add(a, 1) // 3
 * add(a, 1) < 2
 * @example
 * ["a", "b"].map((text) => add(text.length, 1)) // [2, 2]
 */
export function add(a: number, b: number): number {
  return a + b;
}
/**
 * @example
 * fails("this") // throws this
 * @example
 * fails("this") // throws that
 * @example
 * fails("this") // 1
 */
export async function fails(text: string): Promise<never> {
  throw new Error(await Promise.resolve("not " + text));
}
/**
 * @example
 * words("a b") // 2
 * @example
 * Array.fromAsync(words("a b")) // ["a", "b"]
 */
export async function* words(text: string, signal: AbortSignal): AsyncGenerator<string, number> {
  signal.throwIfAborted();
  yield* text.split(" ");
  return text.split(" ").length;
}
/**
 * @example
 * reads("/etc/hosts") // throws is not allowed
 */
export function reads(path: string): string {
  return Deno.readTextFileSync(path);
}
/**
 * @example
 * value("map") // new Map([["a", [1]]])
 * @example
 * value("nan") // NaN
 * @example
 * value("none")
 */
export function value(name: string): unknown {
  return { map: new Map([["a", [1]]]), nan: NaN }[name];
}
`;
const BAD_OPS = `
/**
 * @example
 * spins()
 */
export function spins(): void {
  for (;;);
}
/**
 * @example
 * This is no code.
 * @example
 * fine() // 1
 * @example
 * \`\`\`ts ignore
 * fine( // 2
 * \`\`\`
 */
export function fine(): number {
  return 1;
}
`;
const PROGRESS_OPS = `
import { ProgressOp } from "psynapse";
/**
 * @example
 * new Count().call(3) // 3
 */
export class Count extends ProgressOp {
  async call(to: number): Promise<number> {
    this.report(1, to);
    return await Promise.resolve(to);
  }
}
`;

describe("testNodepack()", () => {
  let packs: TempPacks;
  let catalog: CatalogSnapshot;
  beforeAll(async () => {
    packs = await tempPacks({
      "good/ops.ts": OPS,
      "good/progress_ops.ts": PROGRESS_OPS,
      "bad/ops.ts": BAD_OPS,
    });
    catalog = await loadCatalog({ nodepackDir: packs.dir, inspect: quietInspector() });
    expect(catalog.problems).toEqual([]);
  });
  afterAll(async () => await packs[Symbol.asyncDispose]());

  async function test(name: string, timeout?: number): Promise<ExampleResult[]> {
    const pack = catalog.packs.find((it) => it.name === name)!;
    const ops = catalog.ops.filter((it) => it.schema.pack === name);
    return await testNodepack(pack, ops, { log: () => {}, timeout });
  }

  it("runs each example in the pack's host and compares", async () => {
    const results = await test("good");
    const of = (op: string) => results.filter((it) => it.op === op).map(({ op: _, ...it }) => it);
    expect(of("add")).toEqual([
      { code: "add(_two, 3)", status: "passed" },
      { code: "add(2, 3) === 6", status: "failed", expected: "6", actual: "5" },
      { code: "add(a, 1)", status: "passed" },
      { code: "add(a, 1) < 2", status: "failed", expected: "true", actual: "false" },
      { code: '["a", "b"].map((text) => add(text.length, 1))', status: "passed" },
    ]);
    expect(of("fails")).toEqual([
      { code: 'fails("this")', status: "passed" },
      {
        code: 'fails("this")',
        status: "failed",
        expected: "an error: that",
        actual: "an error: not this",
      },
      { code: 'fails("this")', status: "failed", error: "not this" },
    ]);
    for (const op of ["words", "reads", "value", "Count"]) {
      expect([op, ...new Set(of(op).map(({ status }) => status))]).toEqual([op, "passed"]);
    }
  });

  it("goes on behind an example that never ends, and says what cannot be run", async () => {
    const results = await test("bad", 1500);
    expect(results).toEqual([
      { op: "spins", code: "spins()", status: "failed", error: "It takes longer than 1.5 s" },
      { op: "fine", code: "This is no code.", status: "failed", error: "It is no TypeScript" },
      { op: "fine", code: "fine()", status: "passed" },
      { op: "fine", code: "```ts ignore\nfine( // 2\n```", status: "skipped" },
    ]);
  });
});
