import { expect } from "@std/expect";
import { describe, it } from "@std/testing/bdd";
import { likeness, nearest, nearestOps } from "../../../engine/core/near_names.ts";
import { testOp } from "../../helpers/test_catalog.ts";

describe("nearest()", () => {
  it("gives what is most alike first, and nothing that is not alike", () => {
    const names = ["read_csv", "write_csv", "sum", "readCsvTable"];
    expect(nearest("read_csv_table", names, (name) => name)).toEqual([
      "readCsvTable",
      "read_csv",
    ]);
    expect(nearest("mandelbrot", names, (name) => name)).toEqual([]);
  });

  it("knows letters and words", () => {
    expect(likeness("Add", "add")).toBe(1);
    expect(likeness("resize_image", "image_resize")).toBeGreaterThan(0.8);
    expect(likeness("", "x")).toBe(0);
  });
});

Deno.test("nearestOps() prefers ops with the inputs that are used", () => {
  const param = (name: string) => ({ name, type: "float" as const, ts_type: "number" });
  const ops = [
    testOp("round_up", { params: [param("x")] }),
    testOp("round_to", { params: [param("value"), param("digits")] }),
  ].map(({ schema }) => schema);
  const missing = { name: "round", used: new Set(["value", "digits"]) };
  expect(nearestOps(missing, ops).map(({ name }) => name)).toEqual(["round_to", "round_up"]);
});
