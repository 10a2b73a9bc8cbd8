import { expect } from "@std/expect";
import { LargePreviews } from "@/engine/core/large_value.ts";

const previews = new LargePreviews(1000);

Deno.test("LargePreviews leaves values that are not large", () => {
  for (
    const value of [1, null, undefined, "a".repeat(1000), [1, 2], { a: "b" }, new Map(), () => 1]
  ) {
    expect(previews.of(value)).toBe(undefined);
  }
});

Deno.test("LargePreviews says the size of texts in UTF-8, also where pieces meet", () => {
  for (
    const text of [
      "😀".repeat(15_000),
      `a${"😀".repeat(15_000)}`,
      "é".repeat(50_001),
      "a".repeat(1001),
    ]
  ) {
    expect(previews.of(text)).toEqual({
      $preview: true,
      type: "str",
      size: new TextEncoder().encode(text).length + 2,
      text: expect.any(String),
      length: text.length,
    });
    expect(text.startsWith(previews.of(text)!.text)).toBe(true);
    expect(previews.of(text)!.text.isWellFormed()).toBe(true);
  }
});

Deno.test("LargePreviews shows how lists and dicts begin, without long texts in them", () => {
  const list = ["a".repeat(5000), 1];
  expect(previews.of(list)).toMatchObject({
    type: "list",
    length: 2,
    text: JSON.stringify(list).slice(0, 1000),
  });
  const dict = Object.fromEntries(Array.from({ length: 200 }, (_, i) => [`key ${i}`, i]));
  expect(previews.of(dict)).toMatchObject({ type: "dict", length: 200 });
  expect(previews.of(new Map(Object.entries(dict)))).toMatchObject({ type: "dict", length: 200 });
});

Deno.test("LargePreviews looks at what is met again once", () => {
  const cycle: unknown[] = [1];
  cycle.push(cycle);
  expect(previews.of(cycle)).toBe(undefined);
});

Deno.test("LargePreviews leaves what cannot be looked at", () => {
  const hostile = new Proxy([], {
    get: () => {
      throw new Error("no");
    },
  });
  expect(previews.of(hostile)).toBe(undefined);
});
