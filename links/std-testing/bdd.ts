/**
 * Stands in for `@std/testing/bdd`, whose functions are those of Node's test runner under Jest's names.
 *
 * @module
 */
export {
  after as afterAll,
  afterEach,
  before as beforeAll,
  beforeEach,
  describe,
  it,
} from "node:test";
