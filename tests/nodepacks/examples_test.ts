import { expect } from "@std/expect";
import { pngOf } from "@/tests/helpers/images.ts";

/** An example from the JSDoc of an op. */
interface Example {
  op: string;
  code: string;
  /** What stands behind `//`, "" when nothing does. */
  result: string;
}

const PACKS = new URL("../../nodepacks/", import.meta.url);

/** What examples call `photo`: an orange image, 4 wide and 2 high. */
const PHOTO = pngOf(4, 2, new Array(8).fill([255, 128, 0]));

/** The exports of a file with the JSDoc before each. */
function* exportsOf(source: string): Generator<{ name: string; doc: string }> {
  const pattern = /\/\*\*((?:(?!\*\/)[^])*)\*\/\s*export (?:async )?(?:function|class) (\w+)/g;
  for (const [, doc, name] of source.matchAll(pattern)) yield { name, doc };
}

function examplesOf(source: string): Example[] {
  return Array.from(exportsOf(source)).flatMap(({ name, doc }) => {
    const lines = doc.replaceAll(/^ *\* ?/gm, "");
    return lines.split("@example\n").slice(1).map((example) => {
      const [code, result = ""] = example.split("\n@")[0].split(/(?:^|\s)\/\/ /);
      return { op: name, code: code.trim(), result: result.trim() };
    });
  });
}

/** The value of an expression in which a module's exports and `photo` are known. */
async function evaluate(code: string, module: Record<string, unknown>): Promise<unknown> {
  const names = Object.keys(module);
  const call = new Function(...names, "photo", `return (${code});`);
  return await call(...names.map((name) => module[name]), PHOTO);
}

/** Whether a result is a value to compare with, and no sentence about it. */
function isLiteral(result: string): boolean {
  return /^[\[{"'\d-]/.test(result);
}

for (const pack of ["basic", "data", "image", "llms", "text"]) {
  for (const file of ["ops.ts", "progress_ops.ts", "stream_ops.ts"]) {
    const url = new URL(`${pack}/${file}`, PACKS);
    const source = await readIfThere(url);
    if (source === undefined) continue;

    Deno.test(`every op of ${pack}/${file} has a description and an example`, async () => {
      const documented = Array.from(exportsOf(source), ({ name }) => name);
      expect(documented.sort()).toEqual(Object.keys(await import(url.href)).sort());
      for (const { name, doc } of exportsOf(source)) {
        expect(`${name}: ${doc.split("@")[0]}`).toMatch(/: [\s*]*[A-Z]/);
        expect(doc).toContain("@example");
      }
    });

    // The language models' examples need one.
    if (pack === "llms") continue;
    Deno.test(`the examples of ${pack}/${file} give what they say`, async () => {
      const module = await import(url.href);
      for (const { code, result } of examplesOf(source)) {
        const value = await evaluate(code, module);
        if (isLiteral(result)) {
          expect([code, value]).toEqual([code, await evaluate(result, module)]);
        }
      }
    });
  }
}

async function readIfThere(url: URL): Promise<string | undefined> {
  try {
    return await Deno.readTextFile(url);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
}
