import { expect } from "@std/expect";
import fc from "fast-check";
import { Digests } from "@/engine/host/digest.ts";

/** As values arrive in messages, where there is no -0. */
const travel = (value: unknown): unknown => JSON.parse(JSON.stringify(value));
const digestOf = (value: unknown): string | undefined => new Digests().of(value);

Deno.test("Digests.of() is the same for equal values, and different for others", () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.jsonValue(), (a, b) => {
      const [c, d] = [travel(a), travel(b)];
      expect(digestOf(c)).toBe(digestOf(travel(c)));
      expect(digestOf(c) === digestOf(d)).toBe(JSON.stringify(c) === JSON.stringify(d));
    }),
  );
});

Deno.test("Digests.of() tells values that JSON has not from those that it has", () => {
  const values = [null, undefined, NaN, "NaN", 0, -0, [0, NaN], [[2, "NaN"]], new Map(), [6]];
  expect(new Set(values.map(digestOf)).size).toBe(values.length);
});

Deno.test("Digests.of() is short, however long the value is", () => {
  for (const value of ["x".repeat(10_000), [..."x".repeat(10_000)], new Uint8Array(10_000)]) {
    expect(digestOf(value)!.length).toBeLessThan(50);
  }
});

Deno.test("Digests.of() has none for values that cannot be compared", () => {
  expect(digestOf(() => 1)).toBeUndefined();
  expect(digestOf({ a: [() => 1] })).toBeUndefined();
});

Deno.test("Digests.of() reads a large value once", () => {
  const digests = new Digests();
  const value = [1, 2, 3];
  const first = digests.of(value);
  value.push(4);
  expect(digests.of(value)).toBe(first);
});

Deno.test("Digests.ofInputs() depends on names and values", () => {
  const digests = new Digests();
  const all = [{}, { a: 1 }, { b: 1 }, { a: "1" }, { a: 1, b: 1 }, { a: undefined }, {
    'a",1,"b': 1,
  }];
  expect(new Set(all.map((inputs) => digests.ofInputs(inputs))).size).toBe(all.length);
  expect(digests.ofInputs({ a: 1 })).toHaveLength(44);
  expect(digests.ofInputs({ a: 1, f: () => 1 })).toBeUndefined();
});
