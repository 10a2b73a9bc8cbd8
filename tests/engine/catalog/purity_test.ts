import { expect } from "@std/expect";
import { isPureOp, type PurityFacts, purityTag } from "@/engine/catalog/purity.ts";
import { loadCatalog } from "@/engine/catalog/load_catalog.ts";
import { parseCatalog, serializeCatalog } from "@/engine/catalog/snapshot.ts";
import { quietInspector } from "../../helpers/inspect_pack.ts";
import { tempPacks } from "../../helpers/temp_packs.ts";

const facts: PurityFacts = {
  tag: undefined,
  kind: "function",
  source: "function f(a) {}",
  result: "other",
  permissions: {},
};

Deno.test("isPureOp() takes functions for pure", () => {
  expect(isPureOp(facts)).toBe(true);
  expect(isPureOp({ ...facts, permissions: { net: true } })).toBe(true);
  expect(isPureOp({ ...facts, result: "promise" })).toBe(true);
});

Deno.test("isPureOp() takes async functions of packs with permissions for impure", () => {
  for (const name of ["net", "read", "env", "run", "write", "sys", "ffi", "all"] as const) {
    const permissions = { [name]: true };
    expect(isPureOp({ ...facts, permissions, result: "promise" })).toBe(false);
    expect(isPureOp({ ...facts, permissions, source: "async function f() {}" })).toBe(false);
    expect(isPureOp({ ...facts, permissions, source: "async (a) => a" })).toBe(false);
    expect(isPureOp({ ...facts, permissions, result: "unknown" })).toBe(false);
    expect(isPureOp({ ...facts, permissions, source: "function asyncOnes() {}" })).toBe(true);
  }
});

Deno.test("isPureOp() takes ops that report, stream or generate for impure", () => {
  expect(isPureOp({ ...facts, kind: "progress" })).toBe(false);
  expect(isPureOp({ ...facts, kind: "stream" })).toBe(false);
  for (const source of ["function* f() {}", "async function* f() {}", "*call() {}"]) {
    expect(isPureOp({ ...facts, source })).toBe(false);
  }
});

Deno.test("isPureOp() goes by the tag first", () => {
  const permissions = { net: true } as const;
  expect(isPureOp({ ...facts, tag: "impure" })).toBe(false);
  expect(isPureOp({ ...facts, tag: "pure", kind: "stream" })).toBe(true);
  expect(isPureOp({ ...facts, tag: "pure", permissions, result: "promise" })).toBe(true);
});

Deno.test("purityTag() finds the tag among others", () => {
  expect(purityTag([])).toBeUndefined();
  expect(purityTag(["@min a 0", "@pure"])).toBe("pure");
  expect(purityTag(["@impure reads the clock"])).toBe("impure");
  expect(purityTag(["@pure", "@impure"])).toBe("impure");
  expect(purityTag(["@purely for show", "pure"])).toBeUndefined();
});

const OPS = `
import type { Later } from "./types.ts";
export function plain(a: number): number { return a; }
export function untyped(a) { return a; }
/** @impure */
export function said(a: number): number { return a; }
/**
 * Rolls a die.
 * @impure it is random
 */
export function die(): number { return Math.random(); }
/** @pure */
export async function declared(a: number): Promise<number> { return await a; }
export async function waits(a: number): Promise<number> { return await a; }
export function promised(a: number): Later { return Promise.resolve(a); }
export function perhaps(a: number): number | Promise<number> { return a; }
export const arrow = async (a: number) => await a;
export async function* texts(): AsyncGenerator<string, number> { yield "a"; return 1; }
`;

Deno.test("loadCatalog() says which ops are pure, and its snapshot too", async () => {
  const types = "export type Later = Promise<number>;";
  await using packs = await tempPacks({
    "inner/ops.ts": OPS,
    "inner/types.ts": types,
    "outer/ops.ts": OPS,
    "outer/types.ts": types,
    "outer/deno.json": `{"permissions": {"default": {"sys": ["hostname"]}}}`,
    "reports/progress_ops.ts":
      "export class Plain { call(): void {} }\n/** @pure */\nexport class Pure { call(): void {} }\n" +
      "export class OfMethod {\n  /** Counts.\n   * @pure */\n  call(): void {}\n}",
  });
  const catalog = await loadCatalog({ nodepackDir: packs.dir, inspect: quietInspector() });
  const again = parseCatalog(serializeCatalog(catalog), packs.dir);
  for (const { ops } of [catalog, again]) {
    const pureOps = (pack: string) =>
      ops.filter((it) => it.schema.pack === pack && it.isPure).map((it) => it.schema.name);
    const always = ["plain", "declared"];
    expect(pureOps("inner"))
      .toEqual(["plain", "untyped", "declared", "waits", "promised", "perhaps", "arrow"]);
    expect(pureOps("outer")).toEqual(always);
    expect(pureOps("reports")).toEqual(["Pure", "OfMethod"]);
  }
});
