import { join } from "node:path";
import { expect } from "@std/expect";
import { denoDoc } from "@/engine/catalog/deno_doc.ts";
import { DocIndex } from "@/engine/catalog/doc_index.ts";
import { classify } from "@/engine/catalog/classify_type.ts";
import { TypeEvaluator } from "@/engine/catalog/evaluate_type.ts";
import { SourceFacts } from "@/engine/catalog/source_facts.ts";
import { tempPacks } from "../../helpers/temp_packs.ts";

/** What the types `A`, `B`, … of a source are on the wire. */
async function typesOf(source: string, names: string[]): Promise<string[]> {
  await using packs = await tempPacks({ "a.ts": source });
  const file = join(packs.dir, "a.ts");
  const result = await denoDoc([file], { importMap: { imports: {}, scopes: {} } });
  if (!result.ok) throw new Error(result.message);
  const evaluator = new TypeEvaluator(
    new DocIndex(result.modules, ""),
    new SourceFacts((path) => path === file ? source : undefined),
    () => undefined,
  );
  return names.map((name) => {
    const type = { kind: "ref" as const, name, args: [], from: "local" as const };
    const closure = { type, scope: { file, bindings: new Map() } };
    return classify(evaluator.head(closure), evaluator.head).type;
  });
}

Deno.test("TypeEvaluator.head() ends for types that do not", async () => {
  const source = `
    export type Circle = Circle;
    export type Union = Union | string;
    export type Grows<T = string> = Grows<T[]>;
    export type Doubles<T = "a"> = Doubles<[T, T]> | Doubles<[T]> | Doubles<T[]>;
    export type Texts = \`\${Digit}\${Digit}\${Digit}\${Digit}\${Digit}\`;
    export type Digit = 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9;
    export type Index = Index["x"];
    export interface Self extends Self {}
    export interface One extends Two {}
    export interface Two extends One {}
    export type Keys = keyof Keys;
    export type List = List[];
    export type Tree = { left: Tree; right: Tree };
    export type Promised = Promise<Promised>;
    export type After = "fine";
  `;
  const names = [
    ["Circle", "Any"],
    ["Union", "Any"],
    ["Grows", "Any"],
    ["Doubles", "Any"],
    ["Texts", "str"],
    ["Index", "Any"],
    ["Self", "dict"],
    ["One", "dict"],
    ["Keys", "Any"],
    ["List", "list"],
    ["Tree", "dict"],
    ["Promised", "Any"],
    ["After", "Literal"],
  ];
  expect(await typesOf(source, names.map(([name]) => name))).toEqual(names.map(([, type]) => type));
});
