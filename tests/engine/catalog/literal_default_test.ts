import { expect } from "@std/expect";
import { readSourceParams } from "@/engine/catalog/literal_default.ts";

const paramsOf = (value: unknown) => readSourceParams(String(value));

Deno.test("readSourceParams() reads functions, arrows and methods of each form", () => {
  class Op extends Object {
    #private = 1;
    call(a: number, b = -1) {
      return a + b + this.#private + super.toString().length;
    }
    async *stream(a = "x") {
      yield a;
    }
    static ["computed name"](a = 1) {
      return a;
    }
  }
  const both = [
    { name: "a", rest: false, hasDefault: false },
    { name: "b", rest: false, hasDefault: true, default: -1 },
  ];
  expect(paramsOf(Op.prototype.call)).toEqual(both);
  expect(paramsOf(function (a: number, b = -1) {
    return a + b;
  })).toEqual(both);
  expect(paramsOf((a: number, b = -1) => a + b)).toEqual(both);
  expect(readSourceParams("async (a, b = -1) => await a + b // done")).toEqual(both);
  expect(readSourceParams("a => a")).toEqual([{ name: "a", rest: false, hasDefault: false }]);
  expect(paramsOf(Op.prototype.stream)).toEqual([
    { name: "a", rest: false, hasDefault: true, default: "x" },
  ]);
  expect(paramsOf(Op["computed name"])).toEqual([
    { name: "a", rest: false, hasDefault: true, default: 1 },
  ]);
  expect(readSourceParams("get() {}")).toEqual([]);
});

Deno.test("readSourceParams() names patterns after what they bind, and marks rest parameters", () => {
  expect(readSourceParams("({ a, b: { c = 1 }, ...d }, [e, , f], ...[g, h]) => 1")).toEqual([
    { name: "a_c_d", rest: false, hasDefault: false },
    { name: "e_f", rest: false, hasDefault: false },
    { name: "g_h", rest: true, hasDefault: false },
  ]);
});

Deno.test("readSourceParams() gives no default for one that is computed", () => {
  for (
    const code of [
      "f()",
      "x",
      "undefined",
      "1 + 1",
      "-x",
      "!0",
      "`${1}`",
      "1n",
      "/x/",
      "[1, , 2]",
      "[...x]",
      "{ [x]: 1 }",
      "{ ...x }",
      "{ x }",
      "{ m() {} }",
      "{ get x() { return 1 } }",
      "{ __proto__: null }",
      "1e999",
      "[1e999]",
    ]
  ) {
    expect(readSourceParams(`(p = ${code}) => 1`)).toEqual([
      { name: "p", rest: false, hasDefault: true },
    ]);
  }
});

Deno.test("readSourceParams() is undefined for sources that are no JavaScript functions", () => {
  expect(paramsOf(Math.max)).toBe(undefined);
  expect(paramsOf((() => 1).bind(null))).toBe(undefined);
  expect(readSourceParams("")).toBe(undefined);
  expect(readSourceParams("1) + (2")).toBe(undefined);
});
