import { expect } from "@std/expect";
import { withLists } from "@/scripts/editor_docs.ts";
import { pictureFile, SCHEMES, SCREENS } from "@/scripts/screens.ts";

Deno.test("docs/editor.md lists the actions as they are (deno run -A scripts/editor_docs.ts)", async () => {
  const text = await Deno.readTextFile(new URL("../../docs/editor.md", import.meta.url));
  expect(withLists(text)).toBe(text);
});

Deno.test("docs/images has each screen in both schemes, and none is large (deno run -A scripts/take_pictures.ts)", async () => {
  const sizes = await Promise.all(
    SCREENS.flatMap(({ name }) => SCHEMES.map((scheme) => pictureFile(name, scheme))).map(
      async (file) => (await Deno.stat(new URL(`../../docs/images/${file}`, import.meta.url))).size,
    ),
  );
  expect(sizes.length).toBe(14);
  expect(Math.max(...sizes)).toBeLessThanOrEqual(150_000);
});
