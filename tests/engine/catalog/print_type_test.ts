import { expect } from "@std/expect";
import { printType } from "@/engine/catalog/print_type.ts";
import { parseTypeScript } from "@/engine/catalog/syntax.ts";
import { typeFromSyntax } from "@/engine/catalog/syntax_type.ts";
import { nodes, syntax } from "@/engine/catalog/syntax.ts";

/** Reads a type with the parser and prints it. */
function roundTrip(text: string): string {
  const source = `type T = ${text};`;
  const [alias] = nodes(parseTypeScript(source)?.body);
  const type = syntax(alias?.typeAnnotation);
  if (type === undefined) throw new Error(`Cannot parse ${text}`);
  return printType(typeFromSyntax(type, source));
}

Deno.test("printType() prints types as they are written", () => {
  for (
    const text of [
      "number",
      "Int",
      "a.b.C",
      '"fast" | "slow"',
      "-1 | 2",
      "true | null | undefined",
      "string[]",
      "(string | number)[]",
      "readonly string[][]",
      "Record<string, Array<number>>",
      "[number, string?, ...boolean[]]",
      "{ a: number; readonly b?: string; m(x: number): void }",
      '{ "odd-key": 1; [key: string]: unknown }'.replace(/^\{ (.*); (.*) \}$/, "{ $2; $1 }"),
      "{}",
      "(a: number, b?: string, ...c: boolean[]) => void",
      "<T extends string>(a: T) => T",
      "((a: number) => void) | null",
      "(() => void)[]",
      "new () => Date",
      "typeof x.y",
      "(typeof x)[number]",
      "keyof typeof x",
      "keyof (A | B)",
      'A["b"]',
      "string & { brand: 1 }",
      "(A | B) & C",
      "(string)",
    ]
  ) expect(roundTrip(text)).toBe(text);
});
