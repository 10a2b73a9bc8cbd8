import { expect } from "@std/expect";
import fc from "fast-check";
import { toJson } from "@/engine/core/to_json.ts";

class Point {
  constructor(readonly x: number, readonly y: number) {}
}

Deno.test("toJson() keeps what JSON can hold", () => {
  const values = [null, true, false, 0, -1.5, "", "text", [], {}, [1, [2, { a: null }]], { a: {} }];
  for (const value of values) expect(toJson(value)).toEqual(value);
});

Deno.test("toJson() gives back what JSON gives, as a copy", () => {
  fc.assert(fc.property(fc.jsonValue(), (value) => {
    const plain = JSON.parse(JSON.stringify(value));
    const converted = toJson(plain);
    expect(JSON.stringify(converted)).toBe(JSON.stringify(plain));
    if (typeof plain === "object" && plain !== null) expect(converted).not.toBe(plain);
  }));
});

const STAND_INS: [shown: string, value: unknown, json: unknown][] = [
  ["NaN", NaN, "NaN"],
  ["Infinity", Infinity, "Infinity"],
  ["-Infinity", -Infinity, "-Infinity"],
  ["undefined", undefined, null],
  ["a bigint", 9007199254740993n, "9007199254740993"],
  ["a symbol", Symbol("id"), "[Symbol id]"],
  ["a symbol without description", Symbol(), "[Symbol]"],
  ["a function", function add() {}, "[Function add]"],
  ["an async arrow function without name", (() => async () => {})(), "[Function]"],
  ["a class", Point, "[Class Point]"],
  [
    "a class with a name of its own",
    class {
      static name = 5;
    },
    "[Class]",
  ],
  ["a date", new Date(0), "1970-01-01T00:00:00.000Z"],
  ["an invalid date", new Date(NaN), "Invalid Date"],
  [
    "a map",
    new Map<string, unknown>([["a", 1], ["__proto__", NaN]]),
    JSON.parse(
      '{"a": 1, "__proto__": "NaN"}',
    ),
  ],
  ["a map with other keys", new Map([[1, "a"], [2, "b"]]), [[1, "a"], [2, "b"]]],
  ["a set", new Set([1, "a", NaN]), [1, "a", "NaN"]],
  ["a regular expression", /a+/g, "/a+/g"],
  ["an error", new TypeError("no"), "[TypeError: no]"],
  ["an error without message", new Error(), "[Error]"],
  ["a URL", new URL("https://example.com/a"), "https://example.com/a"],
  ["bytes", new Uint8Array(12), "[Uint8Array 12 bytes]"],
  ["floats", new Float64Array(2), "[Float64Array 16 bytes]"],
  ["a buffer", new ArrayBuffer(3), "[ArrayBuffer 3 bytes]"],
  ["a shared buffer", new SharedArrayBuffer(4), "[SharedArrayBuffer 4 bytes]"],
  ["a data view", new DataView(new ArrayBuffer(5)), "[DataView 5 bytes]"],
  ["a blob", new Blob(["abc"]), "[Blob]"],
  ["a promise", Promise.resolve(1), "[Promise]"],
  ["a weak map", new WeakMap(), "[WeakMap]"],
  ["boxed values", [Object(1), Object("a"), Object(true), Object(2n), Object(NaN)], [
    1,
    "a",
    true,
    "2",
    "NaN",
  ]],
  ["an instance of a class", new Point(1, 2), '[Point {"x":1,"y":2}]'],
  ["an instance without fields", new (class Empty {})(), "[Empty]"],
  ["an instance of a class without name", new (class {})(), "[Object]"],
  ["an object with an odd prototype", Object.create({}), "[Object]"],
  ["an object without prototype", Object.assign(Object.create(null), { a: 1 }), { a: 1 }],
  ["undefined in a list and in an object", [undefined, { a: undefined, b: 1 }], [null, { b: 1 }]],
  ["holes of a list", Object.assign(new Array(2), { 1: 5 }), [null, 5]],
  ["values within values", { a: [NaN, { f: Math.max }] }, { a: ["NaN", { f: "[Function max]" }] }],
  ["an object with toJSON", { toJSON: () => ({ a: Infinity }) }, { a: "Infinity" }],
  ["toJSON that is no method", { toJSON: 5 }, { toJSON: 5 }],
  ["keys with symbols", { [Symbol("x")]: 1, a: 2 }, { a: 2 }],
];

for (const [shown, value, json] of STAND_INS) {
  Deno.test(`toJson() has a form for ${shown}`, () => {
    const converted = toJson(value);
    expect(converted).toEqual(json);
    expect(JSON.parse(JSON.stringify(converted))).toEqual(json);
  });
}

Deno.test("toJson() marks cycles where they close", () => {
  const object: Record<string, unknown> = { name: "a" };
  object.self = object;
  object.list = [object, { object }];
  expect(toJson(object)).toEqual({
    name: "a",
    self: "[Circular]",
    list: ["[Circular]", { object: "[Circular]" }],
  });
  const list: unknown[] = [];
  list.push(list);
  expect(toJson(list)).toEqual(["[Circular]"]);
  const map = new Map<string, unknown>();
  map.set("me", map);
  expect(toJson(map)).toEqual({ me: "[Circular]" });
});

Deno.test("toJson() shows a value that occurs twice, but in no cycle, twice", () => {
  const shared = { a: 1 };
  expect(toJson([shared, shared])).toEqual([{ a: 1 }, { a: 1 }]);
});

Deno.test("toJson() keeps keys called __proto__ and constructor", () => {
  const value = JSON.parse('{"__proto__": {"x": 1}, "constructor": 2}');
  const converted = toJson(value);
  expect(JSON.stringify(converted)).toBe('{"__proto__":{"x":1},"constructor":2}');
  expect((converted as Record<string, unknown>).x).toBe(undefined);
});

Deno.test("toJson() ends at a depth, so that deep values do not exhaust the stack", () => {
  let value: unknown = "end";
  for (let i = 0; i < 1_000_000; i++) value = i % 2 === 0 ? [value] : { value };
  const text = JSON.stringify(toJson(value));
  expect(text).toContain("…]");
  expect(toJson([[[1]]], { maxDepth: 2 })).toEqual([["[List …]"]]);
  expect(toJson([{ a: {} }], { maxDepth: 2 })).toEqual([{ a: "[Object …]" }]);
});

Deno.test("toJson() ends at a number of items, so that a value cannot grow without bound", () => {
  let doubling: unknown = ["leaf"];
  for (let i = 0; i < 60; i++) doubling = [doubling, doubling];
  expect(JSON.stringify(toJson(doubling, { maxItems: 1_000 })).length).toBeLessThan(100_000);
  expect(toJson([1, 2, 3], { maxItems: 2 })).toEqual([1, 2, "[…]"]);
  expect(toJson({ a: 1, b: 2 }, { maxItems: 1 })).toEqual({ a: 1, "…": "[…]" });
  expect(toJson(new Map([["a", 1], ["b", 2]]), { maxItems: 1 })).toEqual({ a: 1, "…": "[…]" });
});

Deno.test("toJson() shortens the fields of an instance", () => {
  class Page {
    text = "x".repeat(2_000);
  }
  const text = toJson(new Page()) as string;
  expect(text.startsWith('[Page {"text":"xxx')).toBe(true);
  expect(text.endsWith("…]")).toBe(true);
  expect(text.length).toBeLessThan(520);
});

/** Throws from every trap. */
function hostileProxy(target: object): object {
  const trap = () => {
    throw new Error("trap");
  };
  const traps = Object.fromEntries(
    Reflect.ownKeys(Reflect).filter((key) => typeof key === "string").map((key) => [key, trap]),
  );
  return new Proxy(target, traps);
}

Deno.test("toJson() never throws, whatever a value does when it is read", () => {
  const revoked = Proxy.revocable({}, {});
  revoked.revoke();
  const revokedList = Proxy.revocable([], {});
  revokedList.revoke();
  const hostile: [value: unknown, json: unknown][] = [
    [{
      get a() {
        throw new Error("getter");
      },
      b: 1,
    }, { a: "[Unreadable]", b: 1 }],
    [
      Object.defineProperty({ b: 1 }, "toJSON", {
        get() {
          throw new Error("getter");
        },
      }),
      "[Unreadable]",
    ],
    [{
      toJSON() {
        throw null;
      },
    }, "[Unreadable]"],
    [hostileProxy({}), "[Unreadable]"],
    // Whether a proxy stands for a list can be asked without a trap.
    [[hostileProxy([]), 1], ["[Unreadable]", 1]],
    [hostileProxy(() => {}), "[Function]"],
    [revoked.proxy, "[Unreadable]"],
    [{ a: revokedList.proxy }, { a: "[Unreadable]" }],
    [
      new (class extends Date {
        override toISOString(): string {
          throw new Error("date");
        }
      })(0),
      "[Unreadable]",
    ],
    [Object.create({ constructor: hostileProxy(() => {}) }), "[Object]"],
    [Object.create(hostileProxy({})), "[Unreadable]"],
  ];
  for (const [value, json] of hostile) expect(toJson(value)).toEqual(json);
});

Deno.test("toJson() does not follow a toJSON without end", () => {
  const forever = {
    toJSON(): unknown {
      return { toJSON: this.toJSON };
    },
  };
  expect(toJson(forever)).toBe("[Object …]");
  const itself = {
    toJSON(): unknown {
      return itself;
    },
  };
  expect(toJson(itself)).toBe("[Object]");
});

Deno.test("toJson() is not changed by what happens to the value later", () => {
  const list = [1];
  const converted = toJson({ list });
  list.push(2);
  expect(converted).toEqual({ list: [1] });
});

Deno.test("toJson() tells a long list with hardly anything in it in a few words", () => {
  const empty = new Array(2 ** 32 - 1);
  empty[5] = 1;
  expect(toJson({ a: empty })).toEqual({ a: "[List 4294967295 items, most of them empty]" });
  // A few holes are nulls, as in JSON.
  const holes = Array.from({ length: 200_000 }, (_, i) => i);
  delete holes[1];
  const told = toJson(holes) as unknown[];
  expect(told.length).toBe(200_000);
  expect(told[1]).toBe(null);
  expect(toJson(new Array(3))).toEqual([null, null, null]);
});
