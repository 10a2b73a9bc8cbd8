/**
 * Arithmetic and small helpers.
 *
 * @module
 */
import { floorDivide, floorModulo } from "./_floor.ts";

/**
 * Adds two numbers.
 *
 * @param a The first number.
 * @param b The number that is added to it.
 * @example
 * add(2, 3) // 5
 */
export function add(a: number, b: number): number {
  return a + b;
}

/**
 * Subtracts the second number from the first.
 *
 * @param a The number to start from.
 * @param b The number that is taken away.
 * @example
 * subtract(5, 3) // 2
 */
export function subtract(a: number, b: number): number {
  return a - b;
}

/**
 * Multiplies two numbers.
 *
 * @param a The first factor.
 * @param b The second factor.
 * @example
 * multiply(8, 6) // 48
 */
export function multiply(a: number, b: number): number {
  return a * b;
}

/**
 * Divides the first number by the second. Fails when the second is 0.
 *
 * @param a The number to divide.
 * @param b The divisor.
 * @example
 * divide(10, 4) // 2.5
 */
export function divide(a: number, b: number): number {
  refuseZero(b);
  return a / b;
}

/**
 * The remainder of a division; it has the sign of the divisor. Fails when the divisor is 0.
 *
 * @param a The number to divide.
 * @param b The divisor.
 * @example
 * modulo(-7, 3) // 2
 * @example
 * modulo(7, -3) // -2
 */
export function modulo(a: number, b: number): number {
  refuseZero(b);
  return floorModulo(a, b);
}

/**
 * Raises the first number to the power of the second.
 *
 * @param a The base.
 * @param b The exponent.
 * @example
 * power(2, 10) // 1024
 */
export function power(a: number, b: number): number {
  return a ** b;
}

/**
 * The square root; NaN for a number below 0.
 *
 * @param a The number.
 * @example
 * sqrt(9) // 3
 */
export function sqrt(a: number): number {
  return Math.sqrt(a);
}

/**
 * The natural logarithm; -Infinity for 0 and NaN for a number below 0.
 *
 * @param a The number.
 * @example
 * log(1) // 0
 */
export function log(a: number): number {
  return Math.log(a);
}

/**
 * Raises e, the base of the natural logarithm, to a power.
 *
 * @param a The exponent.
 * @example
 * exp(0) // 1
 */
export function exp(a: number): number {
  return Math.exp(a);
}

/**
 * Greets somebody.
 *
 * @param name Who is greeted.
 * @param greeting The word before the name.
 * @param punctuation What comes behind the name.
 * @example
 * greet("Ada") // "Hello, Ada!"
 */
export function greet(name: string, greeting = "Hello", punctuation = "!"): string {
  return `${greeting}, ${name}${punctuation}`;
}

/**
 * The item of a list, the character of a text, or the value of an object at a place. Fails when there
 * is none.
 *
 * @param object The list, text or object to look into.
 * @param index The place, from 0; negative ones count from the end. For an object, its key.
 * @example
 * at_index([10, 20, 30], -1) // 30
 * @example
 * at_index({ k: "val" }, "k") // "val"
 */
export function at_index(
  object: unknown[] | Record<string, unknown> | string,
  index: number | string,
): unknown {
  if (typeof object === "string") return itemAt(Array.from(object), index, "string");
  if (Array.isArray(object)) return itemAt(object, index, "list");
  if (typeof object !== "object" || object === null) {
    throw new TypeError("at_index looks into a list, an object or a text");
  }
  const key = String(index);
  if (!Object.hasOwn(object, key)) throw new RangeError(`The object has no key "${key}"`);
  return object[key];
}

/**
 * Splits a name into the first word and the rest.
 *
 * @param full_name The whole name, words separated by blanks.
 * @example
 * split_name("Ada King Lovelace") // { first: "Ada", last: "King Lovelace" }
 */
export function split_name(full_name: string): { first: string; last: string } {
  const [first, ...rest] = full_name.trim().split(/\s+/);
  return { first, last: rest.join(" ") };
}

/**
 * Divides with a whole quotient, rounded down, and the remainder. Fails when the divisor is 0.
 *
 * @param a The number to divide.
 * @param b The divisor.
 * @example
 * divmod_numbers(17, 5) // { quotient: 3, remainder: 2 }
 * @example
 * divmod_numbers(-17, 5) // { quotient: -4, remainder: 3 }
 */
export function divmod_numbers(a: number, b: number): { quotient: number; remainder: number } {
  refuseZero(b);
  return { quotient: floorDivide(a, b), remainder: floorModulo(a, b) };
}

function refuseZero(divisor: number): void {
  if (divisor === 0) throw new RangeError("Division by zero");
}

function itemAt(items: unknown[], index: number | string, what: "list" | "string"): unknown {
  const isBlank = typeof index === "string" && index.trim() === "";
  const place = isBlank ? NaN : Number(index);
  if (!Number.isInteger(place)) {
    throw new TypeError(`The index of a ${what} is a whole number, not "${index}"`);
  }
  const item = place < 0 ? items.length + place : place;
  if (item < 0 || item >= items.length) throw new RangeError(`${what} index out of range`);
  return items[item];
}
