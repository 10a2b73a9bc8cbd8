import { join } from "node:path";
import { expect } from "@std/expect";
import { denoDoc, describeFailure } from "@/engine/catalog/deno_doc.ts";
import { tempPacks } from "../../helpers/temp_packs.ts";

const importMap = { imports: {}, scopes: {} };

Deno.test("denoDoc() describes all files in one call", async () => {
  await using packs = await tempPacks({
    "a b#%/ops.ts": "export function one(a: number) {}",
    "ä/ops.ts": "/** Two. */\nexport const two = (b: string): string => b;",
  });
  const files = ["a b#%/ops.ts", "ä/ops.ts"].map((it) => join(packs.dir, it));
  const result = await denoDoc(files, { importMap });
  if (!result.ok) throw new Error(result.message);
  expect([...result.modules.keys()]).toEqual(files);
  const [two] = result.modules.get(files[1])?.symbols.get("two") ?? [];
  expect(two).toMatchObject({
    kind: "function",
    exported: true,
    location: { file: files[1], line: 2, column: 13 },
    jsDoc: { text: "Two." },
  });
});

Deno.test("denoDoc() is not led astray by configs, workspaces and package.json around it", async () => {
  await using packs = await tempPacks({
    "p/ops.ts": `export function one(a: number) {}`,
    "p/deno.json": `{"imports": {"x": "npm:does-not-exist@1"}}`,
    "deno.json": `{"workspace": ["./p", "./gone"], "links": ["./gone"]}`,
    "package.json": `{"dependencies": {"does-not-exist": "1"}}`,
  });
  expect(await denoDoc([join(packs.dir, "p/ops.ts")], { importMap })).toMatchObject({ ok: true });
});

Deno.test("denoDoc() names the file and line of what is broken", async () => {
  await using packs = await tempPacks({
    "ok.ts": "export const a = 1;",
    "syntax.ts": "// first\nexport function a( {\n",
    "missing.ts": `// first\n// second\nimport { a } from "./gone.ts";\nexport function b() { a; }`,
    "bare.ts": `import a from "nowhere";\nexport function b() { a; }`,
  });
  const fail = (name: string) =>
    denoDoc([join(packs.dir, "ok.ts"), join(packs.dir, name)], { importMap });
  expect(await fail("syntax.ts")).toEqual({
    ok: false,
    file: join(packs.dir, "syntax.ts"),
    line: 2,
    message: expect.stringMatching(/^SyntaxError: Unexpected token/),
  });
  expect(await fail("missing.ts")).toEqual({
    ok: false,
    file: join(packs.dir, "missing.ts"),
    line: 3,
    message: `Cannot find the import "./gone.ts"`,
  });
  expect(await fail("bare.ts")).toEqual({
    ok: false,
    file: join(packs.dir, "bare.ts"),
    line: 1,
    message: `Cannot find the import "nowhere"`,
  });
});

Deno.test("denoDoc() ends when it takes too long, and when it is stopped", async () => {
  await using packs = await tempPacks({ "ops.ts": "export {}" });
  const files = [join(packs.dir, "ops.ts")];
  // A program that never ends in place of Deno.
  const script = join(packs.dir, "endless");
  await Deno.writeTextFile(script, "#!/bin/sh\nexec sleep 1000\n", { mode: 0o755 });
  expect(await denoDoc(files, { importMap, execPath: script, timeout: 20 })).toEqual({
    ok: false,
    message: `"deno doc" took longer than 20 ms`,
  });
  const stop = new AbortController();
  const stopped = denoDoc(files, { importMap, execPath: script, signal: stop.signal });
  stop.abort(new Error("stopped"));
  await expect(stopped).rejects.toThrow("stopped");
});

Deno.test("denoDoc() says that it cannot be run", async () => {
  expect(await denoDoc([], { importMap, execPath: "/no/such/deno" })).toEqual({
    ok: false,
    message: expect.stringContaining(`"deno doc" cannot be run`),
  });
});

Deno.test("describeFailure() finds the place among other warnings", () => {
  const stderr = `Warning Import "x" not a dependency
  hint: If you want to use the npm package, try running \`deno add npm:x\`
    at file:///p/other.ts:9:20
Warning Module not found "file:///p/gone.ts".
    at file:///p/ops.ts:7:20
error: Failed resolving './gone.ts' from 'file:///p/ops.ts'.

Stack backtrace:
   0: <unknown>
`;
  expect(describeFailure(stderr)).toEqual({
    message: `Cannot find the import "./gone.ts"`,
    file: "/p/ops.ts",
    line: 7,
  });
  expect(describeFailure("error: something else\n")).toEqual({ message: "something else" });
  expect(describeFailure("")).toEqual({ message: "it gave no reason" });
  expect(describeFailure("error: Failed resolving 'x' from 'file:///p/a.ts'.\n")).toEqual({
    message: `Cannot find the import "x"`,
    file: "/p/a.ts",
  });
});
