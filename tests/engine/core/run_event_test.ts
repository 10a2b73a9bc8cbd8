import { expect } from "@std/expect";
import { isNodeEvent } from "@/engine/core/run_event.ts";

Deno.test("isNodeEvent() tells a node's error from the run's", () => {
  const node = { node_id: "a", node_number: 1, node_name: "f" };
  expect(isNodeEvent({ ...node, status: "error", error: "no" })).toBe(true);
  expect(isNodeEvent({ status: "error", error: "no" })).toBe(false);
  expect(isNodeEvent({ status: "done", results: {} })).toBe(false);
});
