import { expect } from "@std/expect";
import type { Location } from "@/engine/catalog/doc_model.ts";
import { printType } from "@/engine/catalog/print_type.ts";
import { SourceFacts } from "@/engine/catalog/source_facts.ts";

/** Facts about a source, and the place of a text in it. */
function factsOf(source: string): { facts: SourceFacts; at(text: string): Location } {
  return {
    facts: new SourceFacts((file) => file === "/a.ts" ? source : undefined),
    at(text) {
      const before = source.slice(0, source.indexOf(text)).split("\n");
      return { file: "/a.ts", line: before.length, column: before.at(-1)?.length ?? 0 };
    },
  };
}

Deno.test("SourceFacts.annotation() gives the type that a constant is annotated with", () => {
  const { facts, at } = factsOf(`
    export const a: (x: Int) => string = (x) => "", b: Fn<A, B> = c;
    export let d : Fn = () => {};
    export const plain = (x: number): void => {};
    export function f(x: number): void {}
  `);
  const annotation = (text: string) => {
    const type = facts.annotation(at(text));
    return type && printType(type);
  };
  expect(annotation("a: (")).toBe("(x: Int) => string");
  expect(annotation("b: Fn")).toBe("Fn<A, B>");
  expect(annotation("d : Fn")).toBe("Fn");
  expect(annotation("plain")).toBe(undefined);
  expect(annotation("function f")).toBe(undefined);
});

Deno.test("SourceFacts.constant() gives exact types of literals and of what is as const", () => {
  const { facts, at } = factsOf(`
    const a = [1, -2, "x", \`t\`, [true, null]] as const;
    const b = { x: 1, "y-z": { deep: ["a"] } } as const satisfies unknown;
    const c = -5;
    const d = ["not", "frozen"];
    const e: readonly string[] = ["a"] as const;
    const f = [call(), ...a] as const;
    const g = { [h]: 1 } as const;
    namespace N { export const inner = "in" as const; }
  `);
  const constant = (text: string) => {
    const type = facts.constant(at(text));
    return type && printType(type);
  };
  expect(constant("a =")).toBe('[1, -2, "x", "t", [true, null]]');
  expect(constant("b =")).toBe('{ readonly x: 1; readonly "y-z": { readonly deep: ["a"] } }');
  expect(constant("c =")).toBe("-5");
  expect(constant("d =")).toBe(undefined);
  expect(constant("e:")).toBe(undefined);
  expect(constant("f =")).toBe("[unknown, unknown]");
  expect(constant("g =")).toBe("unknown");
  expect(constant("inner")).toBe('"in"');
});

Deno.test("SourceFacts.enumMembers() works out values as TypeScript does", () => {
  const { facts, at } = factsOf(`
    export enum A { a, b = 5, c, d = "x", "e f" = 1 << 4 | 3, g }
    export const enum B { a = -1, b, c = (a + 10) * 2, d = B.c ** 2, e = 7 % 4, f = "p" + 1 }
    declare enum C { a = f(), b, c = 2 }
  `);
  const values = (text: string) =>
    facts.enumMembers(at(text))?.map(({ name, value }) => [name, value]);
  expect(values("export enum A")).toEqual([
    ["a", 0],
    ["b", 5],
    ["c", 6],
    ["d", "x"],
    ["e f", 19],
    ["g", 20],
  ]);
  expect(values("export const enum B")).toEqual([
    ["a", -1],
    ["b", 0],
    ["c", 18],
    ["d", 324],
    ["e", 3],
    ["f", "p1"],
  ]);
  expect(values("declare enum C")).toEqual([["a", undefined], ["b", undefined], ["c", 2]]);
});

Deno.test("SourceFacts knows nothing of files that are not there, or cannot be parsed", () => {
  const { facts, at } = factsOf("export const a: Fn = (;\nexport enum B { a = 1 << 1 }");
  expect(facts.annotation(at("a: Fn"))).toBe(undefined);
  expect(facts.enumMembers(at("export enum"))).toBe(undefined);
  const elsewhere = { file: "/b.ts", line: 1, column: 0 };
  expect(facts.annotation(elsewhere)).toBe(undefined);
  expect(facts.constant(elsewhere)).toBe(undefined);
  expect(facts.enumMembers(elsewhere)).toBe(undefined);
});
