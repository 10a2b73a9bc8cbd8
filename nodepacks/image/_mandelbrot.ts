/** The colors that the Mandelbrot set is drawn in. */
export type Palette = "fire" | "ice" | "gray";

/** Red, green and blue, 0 to 255, for a share from 0 to 1 of the steps that a point takes to escape. */
export const PALETTES = {
  fire: (share) => ramp([0, 0, 20], [220, 60, 20], [255, 240, 160], Math.sqrt(share)),
  ice: (share) => ramp([0, 5, 30], [30, 110, 200], [235, 250, 255], Math.sqrt(share)),
  gray: (share) => ramp([0, 0, 0], [128, 128, 128], [255, 255, 255], Math.sqrt(share)),
} satisfies Record<Palette, (share: number) => Color>;

type Color = [red: number, green: number, blue: number];

function ramp(low: Color, middle: Color, high: Color, share: number): Color {
  const [from, to, part] = share < 0.5 ? [low, middle, share * 2] : [middle, high, share * 2 - 1];
  const mix = (channel: 0 | 1 | 2) =>
    Math.round(from[channel] + (to[channel] - from[channel]) * part);
  return [mix(0), mix(1), mix(2)];
}

/** After how many steps of `z ← z² + c` a point is sure to run away, smoothed; `most` for one that does not. */
export function escapeTime(x: number, y: number, most: number): number {
  let [real, imaginary, step] = [0, 0, 0];
  while (step < most) {
    const [real2, imaginary2] = [real * real, imaginary * imaginary];
    if (real2 + imaginary2 > 16) {
      return Math.max(0, step + 1 - Math.log2(Math.log2(real2 + imaginary2) / 2));
    }
    imaginary = 2 * real * imaginary + y;
    real = real2 - imaginary2 + x;
    step++;
  }
  return most;
}
