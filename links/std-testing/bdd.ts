/**
 * Stands in for `@std/testing/bdd`, whose functions are those of Node's test runner under Jest's names.
 *
 * @module
 */
import { after, afterEach as each, before, beforeEach as eachBefore } from "node:test";

export { describe, it } from "node:test";

/** A function around tests. No more than a promise may be given, as with the original. */
export type Hook = (fn: () => void | Promise<void>) => void;

/** Calls a function before the first test. */
export const beforeAll: Hook = before;
/** Calls a function behind the last test. */
export const afterAll: Hook = after;
/** Calls a function before each test. */
export const beforeEach: Hook = eachBefore;
/** Calls a function behind each test. */
export const afterEach: Hook = each;
