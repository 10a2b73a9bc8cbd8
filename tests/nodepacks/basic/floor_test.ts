import { expect } from "@std/expect";
import fc from "fast-check";
import { floorDivide, floorModulo } from "@/nodepacks/basic/_floor.ts";

/** As Python answers to `divmod(a, b)`. */
const PYTHON: [a: number, b: number, quotient: number, remainder: number][] = [
  [17, 5, 3, 2],
  [-17, 5, -4, 3],
  [17, -5, -4, -3],
  [-17, -5, 3, -2],
  [-0.5, 1, -1, 0.5],
  [1, 0.1, 9, 0.09999999999999995],
  [0.7, 0.1, 6, 0.09999999999999992],
  [1e300, 3, 3.3333333333333335e299, 0],
  [-1e-20, 3, -1, 3],
  [5, Infinity, 0, 5],
  [-5, Infinity, -1, Infinity],
];

Deno.test("floorDivide() and floorModulo() answer as Python does", () => {
  for (const [a, b, quotient, remainder] of PYTHON) {
    expect([a, b, floorDivide(a, b), floorModulo(a, b)]).toEqual([a, b, quotient, remainder]);
  }
});

Deno.test("floorModulo() has the sign of the divisor and is smaller than it", () => {
  fc.assert(fc.property(fc.integer(), fc.integer().filter((b) => b !== 0), (a, b) => {
    const remainder = floorModulo(a, b);
    expect(Math.sign(remainder) === 0 || Math.sign(remainder) === Math.sign(b)).toBe(true);
    expect(Math.abs(remainder)).toBeLessThan(Math.abs(b));
    expect(floorDivide(a, b) * b + remainder).toBe(a);
  }));
});
