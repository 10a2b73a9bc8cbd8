import { expect } from "@std/expect";
import { parseExample } from "@/engine/catalog/parse_example.ts";

/** The checks of an example with the code that each compares with; a text where it is none. */
function read(text: string): unknown {
  const parsed = parseExample(text);
  if (parsed.kind !== "code") return parsed.kind === "wrong" ? parsed.message : parsed.kind;
  const expected = [
    ...parsed.example.body.matchAll(/^\), async \(\) => \(([^]*?)\n\)\);$|^\)\);$/gm),
  ]
    .map(([, code]) => code);
  return parsed.example.checks.map(({ code, mode }, i) => [mode, code, expected[i]]);
}

const CASES: Record<string, [text: string, checks: unknown]> = {
  "a value behind the call": ["add(2, 3) // 5", [["equal", "add(2, 3)", "5"]]],
  "a value behind an arrow": ["add(2, 3); // => sum", [["equal", "add(2, 3)", "sum"]]],
  "a value on the next line": [
    "info(_photo)\n// { width: 4 }",
    [["equal", "info(_photo)", "{ width: 4 }"]],
  ],
  "a value over several lines": [
    "info(1)\n// {\n//   a: [1, 2],\n// }\n// and that is all",
    [["equal", "info(1)", "{\na: [1, 2],\n}"]],
  ],
  "an address in a text": ['get("https://a.b") // "x"', [["equal", 'get("https://a.b")', '"x"']]],
  "a sentence behind the call": [
    "resize(photo, 320) // an image 320 wide",
    [["runs", "resize(photo, 320)", undefined]],
  ],
  "one word behind the call": ["flip(photo) // upside", [["runs", "flip(photo)", undefined]]],
  "an equation": ["add(2, 3) === 5", [["equal", "add(2, 3) === 5", "5"]]],
  "an inequality": ["root(2) > 1.4", [["true", "root(2) > 1.4", undefined]]],
  "an error": [
    "divide(1, 0) // throws Division by zero",
    [["throws", "divide(1, 0)", '"Division by zero"']],
  ],
  "several lines": [
    "const a: number = add(1, 2);\nadd(a, 1) // 4\n// then\nadd(a, 2) // 5",
    [["equal", "add(a, 1)", "4"], ["equal", "add(a, 2)", "5"]],
  ],
  "fenced blocks, of which one is not to be run": [
    "Adds:\n```ts\nadd(1, 1) // 2\n```\nNot this:\n```ts ignore\nadd(\n```",
    [["equal", "add(1, 1)", "2"]],
  ],
  "nothing to run": ["```ts ignore\nadd(\n```", "skipped"],
  "a caption": ["<caption>Adds.</caption>\nadd(1, 1) // 2", [["equal", "add(1, 1)", "2"]]],
  "values of all kinds": [
    "f() // -1\nf() // [null, { a: `x` }]\nf() // undefined\nf() // new Map([[1, 2]])",
    [
      ["equal", "f()", "-1"],
      ["equal", "f()", "[null, { a: `x` }]"],
      ["equal", "f()", "undefined"],
      ["equal", "f()", "new Map([[1, 2]])"],
    ],
  ],
  "what is no code": ["Adds two numbers.", "It is no TypeScript"],
  "an arrow without a value": [
    "f() // => the sum of",
    'What stands behind "// =>" is no value: => the sum of',
  ],
};

for (const [name, [text, checks]] of Object.entries(CASES)) {
  Deno.test(`parseExample() reads ${name}`, () => expect(read(text)).toEqual(checks));
}

Deno.test("parseExample() leaves imports of packages, and drops those of files", () => {
  const parsed = parseExample('import { add } from "./ops.ts";\nimport x from "pkg";\nadd(x, 1)');
  expect(parsed).toMatchObject({ example: { imports: 'import x from "pkg";\n' } });
});
