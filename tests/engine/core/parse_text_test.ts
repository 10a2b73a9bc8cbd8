import { expect } from "@std/expect";
import fc from "fast-check";
import { parseBoolean, parseNumber } from "@/engine/core/parse_text.ts";

const NUMBERS: [text: string, number: number][] = [
  ["5", 5],
  [" 2.5 ", 2.5],
  ["\t-3\n", -3],
  ["+4", 4],
  ["1e3", 1000],
  ["1.5e3", 1500],
  ["1E-2", 0.01],
  ["1e5", 100_000],
  ["1_000", 1000],
  ["1_0.2_5e1_0", 10.25e10],
  [".5", 0.5],
  ["5.", 5],
  ["007", 7],
  ["1e999", Infinity],
  ["NaN", NaN],
  ["nan", NaN],
  ["Infinity", Infinity],
  ["+inf", Infinity],
  ["-Infinity", -Infinity],
];

for (const [text, number] of NUMBERS) {
  Deno.test(`parseNumber() reads ${JSON.stringify(text)}`, () => {
    expect(parseNumber(text)).toBe(number);
  });
}

const NO_NUMBERS = [
  ...["", " ", "abc", "1,5", "1 2", "1__0", "_1", "1_", "1._5", "0x10", "0b1", "1n", "--1", "+"],
  ...[".", "e5", "1e", "1e+", "infinit", "++inf", "true", "null", "1e1.5", "½", "٣"],
];

for (const text of NO_NUMBERS) {
  Deno.test(`parseNumber() refuses ${JSON.stringify(text)}`, () => {
    expect(parseNumber(text)).toBe(undefined);
  });
}

Deno.test("parseNumber() reads back what JavaScript writes", () => {
  fc.assert(fc.property(fc.double(), (number) => {
    expect(parseNumber(String(number))).toBe(number === 0 ? Number(String(number)) : number);
  }));
});

Deno.test("parseBoolean() knows its texts in any case", () => {
  for (const text of ["true", "TRUE", " True ", "1", "yes", "Yes", "on", "ON"]) {
    expect(parseBoolean(text)).toBe(true);
  }
  for (const text of ["false", "False", "0", "no", "NO", "off", "", "  "]) {
    expect(parseBoolean(text)).toBe(false);
  }
  for (const text of ["2", "y", "wahr", "truee", "null", "constructor"]) {
    expect(parseBoolean(text)).toBe(undefined);
  }
});
