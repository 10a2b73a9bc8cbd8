import { expect } from "@std/expect";
import { describe, it } from "@std/testing/bdd";

const ROOT = new URL("../../", import.meta.url);

/** Ways from a text to something that a browser runs, and the only files that may go them. */
const WAYS: Record<string, { pattern: RegExp; files: string[] }> = {
  "HTML from a text": {
    pattern: /dangerouslySetInnerHTML|(inner|outer)HTML\b|insertAdjacentHTML|document\.write/,
    files: [],
  },
  "a document from a text": {
    pattern: /createContextualFragment|new DOMParser|setHTMLUnsafe|srcdoc/i,
    files: [],
  },
  "code from a text": {
    pattern: /\beval\(|new Function\(|setTimeout\(\s*["'`]/,
    files: [],
  },
  "another page": {
    pattern: /location(\.href)?\s*=[^=]|location\.(assign|replace)\(|\bopen\(["'`]/,
    files: [],
  },
  "Markdown, which is sanitised": { pattern: /from "marked"/, files: ["client/markdown.ts"] },
};

async function* sources(folder: string): AsyncGenerator<[path: string, text: string]> {
  for await (const { name, isDirectory } of Deno.readDir(new URL(folder, ROOT))) {
    const path = `${folder}/${name}`;
    if (isDirectory) yield* sources(path);
    else if (/\.tsx?$/.test(name)) yield [path, await Deno.readTextFile(new URL(path, ROOT))];
  }
}

describe("the sources of the page", () => {
  const folders = ["client", "components", "islands", "routes"];
  for (const [name, { pattern, files }] of Object.entries(WAYS)) {
    it(`make ${name} in no other place`, async () => {
      const found: string[] = [];
      for (const folder of folders) {
        for await (const [path, text] of sources(folder)) if (pattern.test(text)) found.push(path);
      }
      expect(found.sort()).toEqual(files);
    });
  }

  it("show images only where it was looked whether they are some", async () => {
    const found: string[] = [];
    for (const folder of folders) {
      for await (const [path, text] of sources(folder)) {
        if (/<img\b/.test(text) && !/\b(isImage|valueKind)\b/.test(text)) found.push(path);
      }
    }
    expect(found).toEqual([]);
  });
});
