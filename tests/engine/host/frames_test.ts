import { expect } from "@std/expect";
import fc from "fast-check";
import { LineReader } from "@/engine/host/frames.ts";

const encode = (text: string) => new TextEncoder().encode(text);

Deno.test("LineReader gives each line once it is complete", () => {
  const reader = new LineReader();
  expect(reader.push(encode("one\ntw"))).toEqual(["one"]);
  expect(reader.push(encode("o"))).toEqual([]);
  expect(reader.push(encode("\n\nthree\n"))).toEqual(["two", "three"]);
});

Deno.test("LineReader puts lines together that are cut anywhere, also within a letter", () => {
  fc.assert(fc.property(
    fc.array(fc.string({ unit: "grapheme" }).map((text) => text.replaceAll("\n", " ") + "."), {
      maxLength: 8,
    }),
    fc.array(fc.nat(60), { maxLength: 12 }),
    (lines, cuts) => {
      const bytes = encode(lines.map((line) => `${line}\n`).join(""));
      const places = [0, ...cuts.map((cut) => Math.min(cut, bytes.length)), bytes.length]
        .sort((a, b) => a - b);
      const reader = new LineReader();
      const found = places.slice(1).flatMap((end, i) =>
        reader.push(bytes.subarray(places[i], end))
      );
      expect(found).toEqual(lines);
    },
  ));
});

Deno.test("LineReader keeps no bytes of the caller's buffer", () => {
  const reader = new LineReader();
  const buffer = encode("abc");
  reader.push(buffer);
  buffer.fill(120);
  expect(reader.push(encode("\n"))).toEqual(["abc"]);
});
