import { expect } from "@std/expect";
import { parsePackConfig } from "@/engine/catalog/pack_config.ts";

const parse = (text: string) => parsePackConfig(text, "/packs/my pack");

Deno.test("parsePackConfig() reads imports and permissions, and nothing else", () => {
  expect(parse(`{
    // Comments are fine.
    "name": "@me/pack",
    "tasks": { "x": "echo" },
    "imports": { "openai": "npm:openai@4", "lib/": "./lib/", "up": "../up.ts" },
    "permissions": { "default": { "net": ["a.com"] }, "test": { "all": true } },
  }`)).toEqual({
    ok: true,
    imports: {
      openai: "npm:openai@4",
      "lib/": "file:///packs/my%20pack/lib/",
      up: "file:///packs/up.ts",
    },
    permissions: { net: ["a.com"] },
  });
  expect(parse("")).toEqual({ ok: true, imports: {}, permissions: {} });
  expect(parse("{}")).toEqual({ ok: true, imports: {}, permissions: {} });
  expect(parse(`{ "permissions": { "test": { "all": true } } }`)).toEqual({
    ok: true,
    imports: {},
    permissions: {},
  });
});

Deno.test("parsePackConfig() leaves psynapse to the engine", () => {
  expect(parse(`{ "imports": { "psynapse": "./mine.ts" } }`)).toEqual({
    ok: true,
    imports: {},
    permissions: {},
  });
});

Deno.test("parsePackConfig() says what is wrong with a file, and where", () => {
  expect(parse(`{\n  "imports": {\n}`)).toEqual({
    ok: false,
    line: 3,
    message: "This is no valid JSON: Unexpected token",
  });
  const refusals: [string, string][] = [
    ["[]", "the file must hold an object"],
    [`{"imports": []}`, `"imports" must be an object`],
    [`{"imports": {"a": 1}}`, `"imports" must give an address for "a"`],
    [`{"imports": {"node:v8": "./mine.ts"}}`, `not to "node:v8"`],
    [`{"imports": {"file:///engine/": "./"}}`, `not to "file:///engine/"`],
    [`{"imports": {"./": "../"}}`, `not to "./"`],
    [`{"permissions": true}`, `"permissions" must be an object`],
    [`{"permissions": {"default": {"nett": true}}}`, `"permissions.default.nett" is no permission`],
  ];
  for (const [text, message] of refusals) {
    expect(parse(text)).toEqual({ ok: false, message: expect.stringContaining(message) });
  }
});
