import { expect } from "@std/expect";
import { withLists } from "@/scripts/editor_docs.ts";

Deno.test("docs/editor.md lists the actions as they are (deno run -A scripts/editor_docs.ts)", async () => {
  const text = await Deno.readTextFile(new URL("../../docs/editor.md", import.meta.url));
  expect(withLists(text)).toBe(text);
});
