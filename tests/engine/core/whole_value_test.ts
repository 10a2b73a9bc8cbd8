import { expect } from "@std/expect";
import fc from "fast-check";
import { readWhole, writeWhole } from "@/engine/core/whole_value.ts";

/** The value after its way through text; fails when it has none. */
function travel<T>(value: T): T {
  const text = writeWhole(value);
  expect(text).toBeDefined();
  return readWhole(text!) as T;
}

/** Values of all forms that are written whole, nested. */
const whole = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    fc.oneof(fc.double(), fc.bigInt(), fc.string({ unit: "binary" }), fc.boolean()),
    fc.constantFrom<unknown>(null, undefined, -0, NaN, Infinity, /a\/b/giu),
    fc.date({ noInvalidDate: false }),
    fc.uint8Array().map((it) => it.slice()),
    fc.float64Array().map((it) => it.slice()),
    fc.array(tie("value")),
    fc.dictionary(fc.oneof(fc.string(), fc.constant("__proto__")), tie("value"), {
      noNullPrototype: true,
    }),
    fc.array(fc.tuple(tie("value"), tie("value"))).map((it) => new Map(it)),
    fc.array(tie("value")).map((it) => new Set(it)),
  ),
})).value;

Deno.test("readWhole() gives back what writeWhole() wrote, and that has the same text", () => {
  fc.assert(
    fc.property(whole, (value) => {
      const text = writeWhole(value);
      expect(text).toBeDefined();
      const read = readWhole(text!);
      expect(read).toEqual(value);
      expect(writeWhole(read)).toBe(text);
    }),
  );
});

Deno.test("writeWhole() tells values apart that look alike in JSON", () => {
  const values: unknown[] = [
    null,
    undefined,
    NaN,
    "NaN",
    0,
    -0,
    1n,
    1,
    "1",
    [],
    {},
    new Map(),
    new Set(),
    [0],
    [[0]],
    { a: undefined },
    new Date(0),
    "1970-01-01T00:00:00.000Z",
    new Uint8Array(2),
    new Uint8Array(2).buffer,
    new Int8Array(2),
    /a/,
    /a/g,
  ];
  expect(new Set(values.map((value) => writeWhole(value))).size).toBe(values.length);
});

Deno.test("writeWhole() keeps what is met twice, and cycles", () => {
  const shared = new Map<string, unknown>([["x", new Date(1)]]);
  const value: Record<string, unknown> = { bytes: new Uint8Array([1]), a: shared, b: [shared] };
  value.self = value;
  const read = travel(value);
  expect(read.self).toBe(read);
  expect((read.b as unknown[])[0]).toBe(read.a);
});

Deno.test("writeWhole() does not write what would not come back as it is", () => {
  class Point {}
  const bytes = new Uint8Array(8);
  const thrower = new Proxy({}, {
    ownKeys() {
      throw new Error("a trap");
    },
  });
  const cases: Record<string, unknown> = {
    "a function": () => 1,
    "a symbol": Symbol("s"),
    "an instance": new Point(),
    "an object without prototype": Object.create(null),
    "a getter": {
      get a() {
        throw new Error("asked");
      },
    },
    "a key that is a symbol": { [Symbol("s")]: 1 },
    "a hidden key": Object.defineProperty({}, "a", { value: 1 }),
    "a list with gaps": [1, , 2],
    "a list with a key": Object.assign([1], { a: 1 }),
    "a map with a key": Object.assign(new Map(), { a: 1 }),
    "an error": new Error("e"),
    "a regular expression that was used": Object.assign(/a/g, { lastIndex: 1 }),
    "a part of a buffer": bytes.subarray(2),
    "two views of a buffer": [bytes, new Int8Array(bytes.buffer)],
    "a view and its buffer": [bytes, bytes.buffer],
    "a buffer and its view": [bytes.buffer, bytes],
    "shared memory": new Uint8Array(new SharedArrayBuffer(2)),
    "a proxy that throws": thrower,
    "a promise": Promise.resolve(1),
  };
  for (const [what, value] of Object.entries(cases)) {
    expect([what, writeWhole(value)]).toEqual([what, undefined]);
    expect([what, writeWhole({ deep: [value] })]).toEqual([what, undefined]);
  }
});

Deno.test("writeWhole() writes no more than it may", () => {
  expect(writeWhole(["abc"], 20)).toBe('[0,"abc"]');
  expect(writeWhole(["abcdefghijklmnopqrst"], 20)).toBeUndefined();
  expect(writeWhole(new Uint8Array(100), 100)).toBeUndefined();
  const endless: unknown[] = [];
  endless.length = 2 ** 32 - 1;
  expect(writeWhole(endless)).toBeUndefined();
  let deep: unknown = NaN;
  for (let i = 0; i < 10_000; i++) deep = [deep];
  expect(writeWhole(deep)).toBeUndefined();
});

Deno.test("readWhole() throws for what nobody wrote", () => {
  for (const text of ["[", "[77]", '["x"]', "[9,3]", '[8,"Object","AA=="]', '[3,"x"]']) {
    expect(() => readWhole(text)).toThrow();
  }
});
