import { expect } from "@std/expect";
import { afterAll, afterEach, beforeAll, beforeEach, describe, it } from "@std/testing/bdd";

const order: string[] = [];

describe("bdd", () => {
  beforeAll(() => {
    order.push("beforeAll");
  });
  beforeEach(() => {
    order.push("beforeEach");
  });
  afterEach(() => {
    order.push("afterEach");
  });
  afterAll(() => {
    order.push("afterAll");
    expect(order).toEqual([
      "beforeAll",
      "beforeEach",
      "one",
      "afterEach",
      "beforeEach",
      "beforeEach inner",
      "two",
      "afterEach",
      "afterAll",
    ]);
  });
  it("one", () => {
    order.push("one");
  });
  describe("inner", () => {
    beforeEach(() => {
      order.push("beforeEach inner");
    });
    it("two", async () => {
      await Promise.resolve();
      order.push("two");
    });
  });
});
