import { expect } from "@std/expect";
import { parseLayout } from "@/client/models/layout.ts";
import { readLook } from "@/client/models/look.ts";

const FIRST = { theme: "system", layout: parseLayout(undefined) };

Deno.test("readLook() gives what the cookies tell", () => {
  const kept = encodeURIComponent(JSON.stringify({ library: false, sizes: { data: 222 } }));
  const look = readLook(`psynapse_8000=x=y; psynapse.theme=dark; psynapse.layout=${kept}`);
  expect(look.theme).toBe("dark");
  expect(look.layout).toEqual(parseLayout({ library: false, sizes: { data: 222 } }));
  expect([look.layout.panels.library, look.layout.sizes.data]).toEqual([false, 222]);
});

Deno.test("readLook() gives a first visitor's look for what is none", () => {
  for (
    const header of [
      null,
      "",
      ";;=;",
      "psynapse.theme=pink",
      "psynapse.theme",
      "psynapse.layout=%",
      "psynapse.layout=%7B",
      "psynapse.layout=null",
      "psynapse.layout=[1]",
      'psynapse.layout={"sizes":{"data":"1px;}"},"library":1}',
    ]
  ) expect(readLook(header)).toEqual(FIRST);
});
