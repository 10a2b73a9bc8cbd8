import { expect } from "@std/expect";
import { describe, it } from "@std/testing/bdd";
import { previewed } from "../../../engine/core/preview.ts";

describe("previewed()", () => {
  it("leaves small values as they are", () => {
    for (const value of [null, true, 1.5, "text", [1, 2], { a: "b" }]) {
      expect(previewed(value)).toBe(value);
    }
  });

  it("leaves a value of exactly the limit", () => {
    expect(previewed("x".repeat(98), 100)).toBe("x".repeat(98));
    expect(previewed("x".repeat(99), 100)).toMatchObject({ $preview: true });
  });

  it("shows the beginning of a text and its length", () => {
    expect(previewed("ä".repeat(50_000))).toEqual({
      $preview: true,
      type: "str",
      size: 100_002,
      text: "ä".repeat(1000),
      length: 50_000,
    });
  });

  it("shows lists and dicts as the beginning of their JSON, with their number of items", () => {
    const list = Array.from({ length: 20_000 }, (_, i) => i);
    const json = JSON.stringify(list);
    expect(previewed(list)).toEqual({
      $preview: true,
      type: "list",
      size: json.length,
      text: json.slice(0, 1000),
      length: 20_000,
    });
    expect(previewed({ list, other: 1 })).toMatchObject({ type: "dict", length: 2 });
  });

  it("never cuts a character in two", () => {
    const preview = previewed("x" + "😀".repeat(20_000));
    expect(preview).toMatchObject({ text: "x" + "😀".repeat(499) });
  });

  it("counts what escapes make longer", () => {
    expect(previewed("\u0001".repeat(6000))).toMatchObject({ $preview: true, size: 36_002 });
  });
});
