import { encode, Image as Pixels } from "image-js";

/** A PNG of so many pixels, as a data URL. Values run from 0 to 255: red, green, blue, and alpha where there are four. */
export function pngOf(width: number, height: number, colors: number[][]): string {
  const pixels = new Pixels(width, height, { colorModel: colors[0].length === 4 ? "RGBA" : "RGB" });
  colors.forEach((color, i) => pixels.setPixelByIndex(i, color));
  return `data:image/png;base64,${new Uint8Array(encode(pixels)).toBase64()}`;
}
