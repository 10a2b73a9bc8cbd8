import { expect } from "@std/expect";
import { readPixels } from "@/nodepacks/image/_pixels.ts";
import { RenderMandelbrot } from "@/nodepacks/image/progress_ops.ts";
import { connectOp } from "@/tests/helpers/connect_op.ts";

Deno.test("RenderMandelbrot draws the set black, and what is outside in color", async () => {
  const op = new RenderMandelbrot();
  const { reports } = connectOp(op);
  const pixels = readPixels(await op.call(60, 40));
  expect([pixels.width, pixels.height]).toEqual([60, 40]);
  // The middle of the image is the point -0.65, which never escapes.
  expect(pixels.getPixel(30, 20)).toEqual([0, 0, 0]);
  expect(pixels.getPixel(0, 0)).not.toEqual([0, 0, 0]);
  expect(reports.length).toBe(40);
  expect(reports[0]).toEqual([1 / 40, "Row 1/40"]);
  expect(reports[39]).toEqual([1, "Row 40/40"]);
});

Deno.test("RenderMandelbrot draws what the center and zoom say", async () => {
  const outside = readPixels(await new RenderMandelbrot().call(4, 4, 3, 3, 100, 50, "gray"));
  expect(outside.minMax().min.every((value) => value > 0)).toBe(true);
  const inside = readPixels(await new RenderMandelbrot().call(4, 4, 0, 0, 100, 50, "ice"));
  expect(inside.minMax().max).toEqual([0, 0, 0]);
});

Deno.test("RenderMandelbrot ends when it is stopped", async () => {
  const op = new RenderMandelbrot();
  const { reports } = connectOp(op, (record) => record.stop());
  await expect(op.call(10, 10)).rejects.toThrow("aborted");
  expect(reports.length).toBe(1);
});

Deno.test("RenderMandelbrot refuses sizes that make no image", async () => {
  await expect(new RenderMandelbrot().call(0, 10)).rejects.toThrow("width times height");
  await expect(new RenderMandelbrot().call(1e5, 1e5)).rejects.toThrow("width times height");
  await expect(new RenderMandelbrot().call(1, 1, 0, 0, 0)).rejects.toThrow("zoom must be more");
});
