import { fileURLToPath } from "node:url";
import { expect } from "@std/expect";
import { beforeAll, describe, it } from "@std/testing/bdd";
import { loadCatalog } from "@/engine/catalog/load_catalog.ts";
import type { CatalogSnapshot } from "@/engine/catalog/types.ts";
import type { OpSchema } from "@/engine/core/schema.ts";
import { quietInspector } from "../../helpers/inspect_pack.ts";
import { signatureText } from "../../helpers/signature_text.ts";

const CORPUS = fileURLToPath(new URL("../../fixtures/corpus", import.meta.url));

/** The lines `//= …` of a file of the corpus: the schemas that its ops should have, in order. */
async function expectedSignatures(file: string): Promise<string[]> {
  const source = await Deno.readTextFile(`${CORPUS}/${file}`);
  return Array.from(source.matchAll(/^\/\/= (.*)$/gm), ([, line]) => line);
}

describe("loadCatalog() on the corpus of signatures", () => {
  let catalog: CatalogSnapshot;
  beforeAll(async () => {
    catalog = await loadCatalog({ nodepackDir: CORPUS, inspect: quietInspector() });
  });
  const schemasOf = (filepath: string): OpSchema[] =>
    catalog.ops.map(({ schema }) => schema).filter((it) => it.filepath === `corpus/${filepath}`);

  const files = [
    "classes/progress_ops.ts",
    "classes/stream_ops.ts",
    "defaults/ops.ts",
    "follow/ops.ts",
    "forms/ops.ts",
    "shadow/ops.ts",
    "types/ops.ts",
  ];
  for (const file of files) {
    it(`gives the ops of ${file} the schemas that are written above them`, async () => {
      expect(schemasOf(file).map(signatureText)).toEqual(await expectedSignatures(file));
    });
  }

  const docsOf = (filepath: string): Record<string, unknown> =>
    Object.fromEntries(
      schemasOf(filepath).map(({ name, docstring, params, examples, deprecated }) => [
        name,
        {
          docstring,
          params: params.map((it) => it.description),
          ...(examples === undefined ? {} : { examples }),
          ...(deprecated === undefined ? {} : { deprecated }),
        },
      ]),
    );

  it("takes docstrings, help, examples and deprecation from JSDoc of functions", () => {
    expect(docsOf("docs/ops.ts")).toEqual({
      one_line: { docstring: "One line.", params: [] },
      several_lines: {
        docstring: "Several lines,\nwith a break.\n\n" +
          "And a paragraph with `code`, {@link one_line} and *stars*.",
        params: [],
      },
      params: {
        docstring: "Adds.",
        params: [
          "the first",
          "the second,\nwhich has two lines",
          "with a type",
          "in brackets",
          "in brackets with a default",
        ],
      },
      examples: {
        docstring: "Has examples.",
        params: [undefined],
        examples: ["examples(1)", "Second\n```ts\nexamples(2);\n```"],
      },
      deprecated: { docstring: "Is old.", params: [], deprecated: "Use `one_line`." },
      deprecated_plain: { docstring: "", params: [], deprecated: "" },
      only_tags: { docstring: "", params: ["only a tag"] },
      patterns: { docstring: "", params: ["where", "how much", undefined] },
      overloads: { docstring: "First overload.", params: [undefined] },
      implementation: { docstring: "Only the implementation says so.", params: [undefined] },
      arrow: { docstring: "A constant.", params: [undefined] },
      nearest: { docstring: "The nearest one.", params: [] },
      plain_comment: { docstring: "", params: [] },
      block_comment: { docstring: "", params: [] },
      then_comment: { docstring: "Before a plain comment.", params: [] },
      renamed: { docstring: "Declared here.", params: [] },
      unicode: { docstring: 'Ümläute, 漢字, 😀 and "quotes".', params: [] },
    });
  });

  it("takes the JSDoc of a class, and what it leaves out from its method", () => {
    expect(docsOf("docs/stream_ops.ts")).toEqual({
      ClassDoc: {
        docstring: "The class speaks.",
        params: ["from the method"],
        examples: ["new ClassDoc().call(1)", "from the method"],
        deprecated: "from the class",
      },
      MethodDoc: { docstring: "The method speaks.", params: ["from the method"] },
      ParamsOnClass: { docstring: "", params: ["from the class"] },
      Silent: { docstring: "", params: [undefined] },
    });
  });

  it("says of each export that looks like an op and is none, why", async () => {
    const found = catalog.problems
      .filter((it) => it.pack === "classes")
      .map(({ file, line, message }) => [file, line, message]);
    const lineOf = async (file: string, text: string): Promise<number> => {
      const lines = (await Deno.readTextFile(`${CORPUS}/${file}`)).split("\n");
      return lines.findIndex((it) => it.startsWith(text)) + 1;
    };
    const at = async (file: string, text: string, message: string) => [
      `corpus/${file}`,
      await lineOf(file, text),
      message,
    ];
    const none = "so it is no op";
    const missing = "the loaded file does not export it as one. Give it a body, or export it.";
    const args = `has constructor arguments (a, b), ${none}: ops are made without any. ` +
      `Make them parameters of "call".`;
    const functions = "classes/ops.ts";
    const classes = "classes/progress_ops.ts";
    expect(found).toEqual([
      await at(
        functions,
        "export class Misplaced",
        `Class "Misplaced" has a method "call", but stands in ops.ts, where functions become ops. ` +
          `Move it to progress_ops.ts or stream_ops.ts.`,
      ),
      await at(
        functions,
        "export declare function ghost",
        `"ghost" is declared as a function, but ${missing}`,
      ),
      await at(
        functions,
        "export declare const phantom",
        `"phantom" is declared as a function, but ${missing}`,
      ),
      await at(
        classes,
        "export class NoCall",
        `Class "NoCall" has no method "call", ${none}. ` +
          `Add one, or begin the name of the class with "_".`,
      ),
      await at(classes, "export class WithArguments", `Class "WithArguments" ${args}`),
      await at(classes, "export class InheritsArguments", `Class "InheritsArguments" ${args}`),
      await at(
        classes,
        "export class PrivateCall",
        `The method "call" of class "PrivateCall" is not public, ${none}. Make it public.`,
      ),
      await at(
        classes,
        "export class StaticCall",
        `Class "StaticCall" has no method "call", ${none}. ` +
          `Add one, or begin the name of the class with "_".`,
      ),
      await at(
        classes,
        "export class ArrowCall",
        `Class "ArrowCall" has no method "call", ${none}. ` +
          `Its "call" is a property: write it as a method.`,
      ),
      await at(
        classes,
        "export declare class Ghost",
        `Class "Ghost" is declared, but ${missing}`,
      ),
      await at(
        classes,
        "export function helper",
        `"helper" is a function. In progress_ops.ts classes with a method "call" become ops: ` +
          `move it to ops.ts, or begin its name with "_".`,
      ),
    ]);
  });

  it("writes whole schemas in the form of the wire", () => {
    const find = (filepath: string, name: string) =>
      schemasOf(filepath).find((it) => it.name === name);
    expect(find("forms/ops.ts", "arrow")).toEqual({
      name: "arrow",
      params: [
        { name: "a", type: "float", ts_type: "number" },
        { name: "b", type: "float", ts_type: "number", default: 2, optional: true },
      ],
      returns: [{ name: "result", type: "float", ts_type: "number" }],
      docstring: "",
      filepath: "corpus/forms/ops.ts",
      pack: "forms",
      is_progress_node: false,
      is_stream_node: false,
    });
    expect(find("classes/stream_ops.ts", "Words")).toEqual({
      name: "Words",
      params: [
        { name: "text", type: "str", ts_type: "string" },
        {
          name: "mode",
          type: "Literal",
          ts_type: '"words" | "letters"',
          literal_values: ["words", "letters"],
          literals: ["words", "letters"],
          default: "words",
          optional: true,
        },
      ],
      returns: [{ name: "result", type: "str", ts_type: "string" }],
      docstring: "",
      filepath: "corpus/classes/stream_ops.ts",
      pack: "classes",
      is_progress_node: false,
      is_stream_node: true,
    });
    expect(find("classes/progress_ops.ts", "Extends")?.is_progress_node).toBe(true);
  });

  it("holds at least 150 signatures", async () => {
    const expected = await Promise.all(files.map(expectedSignatures));
    expect(expected.flat().length).toBeGreaterThanOrEqual(150);
  });
});
