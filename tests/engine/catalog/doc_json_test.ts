import { expect } from "@std/expect";
import { parseDocOutput } from "@/engine/catalog/doc_json.ts";
import { PsynapseError } from "@/engine/core/errors.ts";

/** The output for one module with these symbols. */
function outputOf(symbols: unknown): string {
  return JSON.stringify({ version: 2, nodes: { "file:///p/a%20b.ts": { symbols } } });
}

Deno.test("parseDocOutput() refuses another form, and says which is read", () => {
  expect(() => parseDocOutput("no JSON")).toThrow(`"deno doc" gave no JSON`);
  expect(() => parseDocOutput(`{"version": 1, "nodes": []}`)).toThrow(PsynapseError);
  expect(() => parseDocOutput(`{"version": 3, "nodes": {}}`)).toThrow(
    "JSON of version 3, but version 2 is what is read here",
  );
  expect(() => parseDocOutput(`{"version": 2, "nodes": []}`)).toThrow(PsynapseError);
  expect(() => parseDocOutput("null")).toThrow(PsynapseError);
});

Deno.test("parseDocOutput() reads declarations with 1-based lines and paths", () => {
  const modules = parseDocOutput(outputOf([{
    name: "f",
    declarations: [{
      location: { filename: "file:///p/a%20b.ts", line: 0, col: 7 },
      declarationKind: "export",
      kind: "function",
      def: { params: [{ kind: "identifier", name: "this" }, { kind: "identifier", name: "a" }] },
    }],
  }]));
  expect([...modules.keys()]).toEqual(["/p/a b.ts"]);
  expect(modules.get("/p/a b.ts")?.symbols.get("f")).toEqual([{
    location: { file: "/p/a b.ts", line: 1, column: 7 },
    exported: true,
    jsDoc: { text: "", params: [], examples: [] },
    kind: "function",
    signature: {
      params: [{
        name: "a",
        isPattern: false,
        type: undefined,
        optional: false,
        hasDefault: false,
        rest: false,
      }],
      returnType: undefined,
      typeParams: [],
    },
  }]);
});

Deno.test("parseDocOutput() takes what it does not know for something else, not for an error", () => {
  const typeOf = (tsType: unknown) => {
    const [declaration] = parseDocOutput(outputOf([{
      name: "T",
      declarations: [{ location: {}, kind: "typeAlias", def: { tsType } }],
    }])).get("/p/a b.ts")?.symbols.get("T") ?? [];
    return declaration.kind === "alias" ? declaration.type : undefined;
  };
  expect(typeOf({ kind: "brandNew", repr: "new T" })).toEqual({ kind: "other", text: "new T" });
  expect(typeOf({ kind: "constructor" })).toEqual({ kind: "other", text: "constructor" });
  expect(typeOf({ kind: "literal", value: { kind: "regex" }, repr: "/x/" }))
    .toEqual({ kind: "other", text: "/x/" });
  for (const odd of [undefined, null, 5, [], {}]) {
    expect(typeOf(odd)).toEqual({ kind: "other", text: "unknown" });
  }
  const [odd] = parseDocOutput(outputOf([{ name: "x", declarations: [{ kind: "brandNew" }] }]))
    .get("/p/a b.ts")?.symbols.get("x") ?? [];
  expect(odd.kind).toBe("other");
});
