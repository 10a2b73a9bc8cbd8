/**
 * The remainder with the sign of the divisor, as Python's `%` on floats: exact also where `a + b` would lose digits,
 * and `b` itself for a remainder of an infinite divisor with the other sign.
 *
 * @param b not 0
 */
export function floorModulo(a: number, b: number): number {
  const remainder = a % b;
  if (remainder === 0) return b < 0 ? -0 : 0;
  return remainder < 0 === b < 0 ? remainder : remainder + b;
}

/**
 * The quotient rounded down, as Python's `//` on floats. It is taken from the remainder: `Math.floor(a / b)` is one too
 * many where the division rounds up to a whole number (1 / 0.1 is 10, but 0.1 fits into 1 nine whole times).
 *
 * @param b not 0
 */
export function floorDivide(a: number, b: number): number {
  const remainder = a % b;
  let quotient = (a - remainder) / b;
  if (remainder !== 0 && remainder < 0 !== b < 0) quotient -= 1;
  return Math.round(quotient);
}
