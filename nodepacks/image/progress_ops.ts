/**
 * Images that take a while.
 *
 * @module
 */
import { setImmediate as nextTurn } from "node:timers/promises";
import { type Image, type Int, ProgressOp } from "psynapse";
import { escapeTime, type Palette, PALETTES } from "./_mandelbrot.ts";

/** More pixels than this, and a machine of today is busy for minutes. */
const MOST_PIXELS = 4096 * 4096;

/**
 * Draws a part of the Mandelbrot set, row by row.
 *
 * @example
 * new RenderMandelbrot().call(480, 320, -0.743, 0.131, 100, 500)
 */
export class RenderMandelbrot extends ProgressOp {
  /**
   * @param width How wide the image is, in pixels.
   * @param height How high it is.
   * @param center_x The point in the middle: its real part.
   * @param center_y Its imaginary part.
   * @param zoom How much nearer than the whole set.
   * @param iterations How many steps a point has to escape: more show finer detail.
   * @param palette The colors.
   */
  async call(
    width: Int = 480,
    height: Int = 320,
    center_x = -0.65,
    center_y = 0,
    zoom = 1,
    iterations: Int = 200,
    palette: Palette = "fire",
  ): Promise<Image> {
    if (width < 1 || height < 1 || width * height > MOST_PIXELS) {
      throw new RangeError(`width times height must be between 1 and ${MOST_PIXELS}`);
    }
    if (!(zoom > 0)) throw new RangeError("zoom must be more than 0");
    // Loaded here because it is large: hosts are ready sooner without it.
    const { Image: Pixels } = await import("image-js");
    const { writePixels } = await import("./_pixels.ts");
    const color = PALETTES[palette];
    const pixels = new Pixels(width, height);
    const step = 2.6 / (zoom * height);
    for (let row = 0; row < height; row++) {
      const y = center_y - (row - height / 2) * step;
      for (let column = 0; column < width; column++) {
        const x = center_x + (column - width / 2) * step;
        const time = escapeTime(x, y, iterations);
        if (time < iterations) pixels.setPixel(column, row, color(time / iterations));
      }
      this.report(row + 1, height, `Row ${row + 1}/${height}`);
      // Lets the report out and a stop in.
      await nextTurn();
      this.signal.throwIfAborted();
    }
    return writePixels(pixels);
  }
}
