import { expect } from "@std/expect";
import { opKind, type OpSchema } from "@/engine/core/schema.ts";

const SCHEMA: OpSchema = {
  name: "f",
  params: [],
  returns: [],
  docstring: "",
  filepath: "nodepacks/p/ops.ts",
  pack: "p",
  is_progress_node: false,
  is_stream_node: false,
};

Deno.test("opKind() tells the three kinds of op", () => {
  expect(opKind(SCHEMA)).toBe("function");
  expect(opKind({ ...SCHEMA, is_progress_node: true })).toBe("progress");
  expect(opKind({ ...SCHEMA, is_stream_node: true })).toBe("stream");
});
