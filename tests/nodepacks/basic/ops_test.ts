import { expect } from "@std/expect";
import * as basic from "@/nodepacks/basic/ops.ts";

Deno.test("basic has the ops that saved graphs refer to", () => {
  expect(Object.keys(basic).sort()).toEqual([
    "add",
    "at_index",
    "divide",
    "divmod_numbers",
    "exp",
    "greet",
    "log",
    "modulo",
    "multiply",
    "power",
    "split_name",
    "sqrt",
    "subtract",
  ]);
});

Deno.test("arithmetic ops calculate", () => {
  expect(basic.add(2, 3)).toBe(5);
  expect(basic.subtract(2, 3)).toBe(-1);
  expect(basic.multiply(8, 6)).toBe(48);
  expect(basic.divide(1, 4)).toBe(0.25);
  expect(basic.power(2, -1)).toBe(0.5);
  expect(basic.sqrt(2)).toBe(Math.SQRT2);
  expect(basic.log(Math.E)).toBe(1);
  expect(basic.exp(1)).toBe(Math.E);
});

Deno.test("divide(), modulo() and divmod_numbers() refuse to divide by zero", () => {
  for (const op of [basic.divide, basic.modulo, basic.divmod_numbers]) {
    for (const zero of [0, -0]) expect(() => op(1, zero)).toThrow("Division by zero");
  }
});

Deno.test("modulo() has the sign of the divisor", () => {
  expect(basic.modulo(7, 3)).toBe(1);
  expect(basic.modulo(-7, 3)).toBe(2);
  expect(basic.modulo(7, -3)).toBe(-2);
  expect(basic.modulo(-7, -3)).toBe(-1);
});

Deno.test("divmod_numbers() rounds the quotient down", () => {
  expect(basic.divmod_numbers(17, 5)).toEqual({ quotient: 3, remainder: 2 });
  expect(basic.divmod_numbers(-17, 5)).toEqual({ quotient: -4, remainder: 3 });
});

Deno.test("greet() has defaults for greeting and punctuation", () => {
  expect(basic.greet("Ada")).toBe("Hello, Ada!");
  expect(basic.greet("Ada", "Hi", "")).toBe("Hi, Ada");
});

Deno.test("split_name() gives the first word and the rest", () => {
  expect(basic.split_name("Ada King Lovelace")).toEqual({ first: "Ada", last: "King Lovelace" });
  expect(basic.split_name("  Ada \t King  ")).toEqual({ first: "Ada", last: "King" });
  expect(basic.split_name("Ada")).toEqual({ first: "Ada", last: "" });
  expect(basic.split_name("")).toEqual({ first: "", last: "" });
});

Deno.test("at_index() takes an item of a list, from the end with a negative index", () => {
  const list = [10, 20, 30];
  expect(basic.at_index(list, 0)).toBe(10);
  expect(basic.at_index(list, "1")).toBe(20);
  expect(basic.at_index(list, -1)).toBe(30);
  expect(basic.at_index(list, "-3")).toBe(10);
});

Deno.test("at_index() takes a character of a text as a reader counts", () => {
  expect(basic.at_index("a😀b", 1)).toBe("😀");
  expect(() => basic.at_index("abc", 3)).toThrow("string index out of range");
});

Deno.test("at_index() takes the value of an object's key, a number's too", () => {
  expect(basic.at_index({ k: "val", 1: "one" }, "k")).toBe("val");
  expect(basic.at_index({ k: "val", 1: "one" }, 1)).toBe("one");
});

Deno.test("at_index() says what is not there", () => {
  for (const index of [3, 9, -4]) {
    expect(() => basic.at_index([10, 20, 30], index)).toThrow("list index out of range");
  }
  for (const index of ["", "x", 1.5]) {
    expect(() => basic.at_index([10], index)).toThrow(
      `The index of a list is a whole number, not "${index}"`,
    );
  }
  expect(() => basic.at_index({ a: 1 }, "toString")).toThrow('The object has no key "toString"');
  expect(() => basic.at_index(5 as unknown as string, 0)).toThrow("a list, an object or a text");
});
