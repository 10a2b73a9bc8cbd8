/**
 * Stands in for `@std/expect`, whose `expect()` follows this package.
 *
 * @module
 */
export { expect } from "expect";
