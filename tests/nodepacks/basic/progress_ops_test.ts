import { expect } from "@std/expect";
import { ProgressOpp } from "@/nodepacks/basic/progress_ops.ts";
import { connectOp } from "@/tests/helpers/connect_op.ts";

Deno.test("ProgressOpp reports each item and returns the sum", async () => {
  const op = new ProgressOpp();
  const { reports } = connectOp(op);
  expect(await op.call(4)).toBe(12);
  expect(reports).toEqual([
    [0.25, "Processing item 1/4"],
    [0.5, "Processing item 2/4"],
    [0.75, "Processing item 3/4"],
    [1, "Processing item 4/4"],
  ]);
});

Deno.test("ProgressOpp has nothing to do for no items", async () => {
  expect(await new ProgressOpp().call(0)).toBe(0);
});

Deno.test("ProgressOpp ends when it is stopped", async () => {
  const op = new ProgressOpp();
  const { reports } = connectOp(op, (record) => record.stop());
  await expect(op.call(1000)).rejects.toThrow("aborted");
  expect(reports).toEqual([[0.001, "Processing item 1/1000"]]);
});
