import { expect } from "@std/expect";
import fc from "fast-check";
import { carryValue, isPlainJson, uncarryValue } from "@/engine/host/values.ts";

/** A value as it arrives in another host: through JSON text, as messages travel. */
const travel = (value: unknown) => uncarryValue(JSON.parse(JSON.stringify(carryValue(value))));

Deno.test("carryValue() carries every JSON value as it is", () => {
  fc.assert(fc.property(fc.jsonValue(), (value) => expect(travel(value)).toEqual(value)));
});

for (
  const [what, value] of Object.entries<unknown>({
    "NaN": NaN,
    "-Infinity": -Infinity,
    "-0": -0,
    "big integers": 10n,
    "dates": new Date(5),
    "maps": new Map([["a", new Set([1])]]),
    "typed arrays": new Uint8Array([1, 2]),
    "regular expressions": /a/g,
    "holes in objects": { a: undefined, b: NaN },
  })
) {
  Deno.test(`carryValue() carries ${what}`, () => expect(travel(value)).toEqual(value));
}

Deno.test("carryValue() carries cycles and objects that are met twice", () => {
  const shared = { x: 1 };
  const value: Record<string, unknown> = { a: shared, b: shared };
  value.self = value;
  const arrived = travel(value) as typeof value;
  expect(arrived.self).toBe(arrived);
  expect(arrived.a).toBe(arrived.b);
});

Deno.test("carryValue() gives a stand-in for what cannot be cloned", () => {
  expect(travel({ f: function add() {} })).toEqual({ f: "[Function add]" });
  expect(travel(Symbol("s"))).toBe("[Symbol s]");
});

Deno.test("carryValue() makes undefined null, and values that are not there too", () => {
  expect(travel(undefined)).toBe(null);
  expect(uncarryValue({ form: "failed", failed: "a" })).toBe(null);
  expect(uncarryValue({ form: "lost", message: "gone" })).toBe(null);
});

Deno.test("isPlainJson() tells what JSON keeps whole", () => {
  for (const plain of [null, 1, "a", true, [], {}, [1, { a: ["b"] }]]) {
    expect(isPlainJson(plain)).toBe(true);
  }
  const hidden = Object.defineProperty({}, "a", { value: 1, enumerable: false });
  const getter = {
    get a() {
      return 1;
    },
  };
  const odd = [undefined, NaN, -0, 1n, () => 1, Symbol("a"), new Date(), new Map(), hidden, getter];
  const nested = [[undefined], { a: undefined }, { [Symbol("a")]: 1 }, Object.create({ a: 1 })];
  class Point {
    x = 1;
  }
  for (const other of [...odd, ...nested, new Point(), new (class extends Array {})()]) {
    expect(isPlainJson(other)).toBe(false);
  }
});

Deno.test("isPlainJson() bears values that are deep, endless or hostile", () => {
  let deep: unknown = 1;
  for (let i = 0; i < 100_000; i++) deep = [deep];
  expect(isPlainJson(deep)).toBe(false);
  const cycle: unknown[] = [];
  cycle.push(cycle);
  expect(isPlainJson(cycle)).toBe(false);
  const trap = () => {
    throw new Error("trap");
  };
  expect(isPlainJson(new Proxy({}, { getPrototypeOf: trap }))).toBe(false);
  expect(isPlainJson({ a: new Proxy({}, { ownKeys: trap }) })).toBe(false);
});
