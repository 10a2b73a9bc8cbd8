import { decode, encode, type Image as Pixels } from "image-js";
import type { Image } from "psynapse";
import { readDataUrl } from "./_data_url.ts";

/** The formats that images are written in. */
export type ImageFormat = "png" | "jpeg" | "bmp";

/**
 * The pixels of an image.
 *
 * @throws when it is no PNG, JPEG, TIFF or BMP, or damaged
 */
export function readPixels(image: Image): Pixels {
  const { type, bytes } = readDataUrl(image);
  try {
    return decode(bytes);
  } catch (cause) {
    throw new Error(`The image (${type}) cannot be read. PNG, JPEG, TIFF and BMP can be.`, {
      cause,
    });
  }
}

/**
 * Pixels as an image.
 *
 * @param quality for JPEG, 1 to 100
 */
export function writePixels(pixels: Pixels, format: ImageFormat = "png", quality = 90): Image {
  const bytes = format === "jpeg"
    ? encode(opaque(pixels), { format, encoderOptions: { quality } })
    : encode(format === "bmp" ? opaque(pixels) : pixels, { format });
  return `data:image/${format};base64,${new Uint8Array(bytes).toBase64()}`;
}

/** Pixels without transparency, on white: JPEG and BMP have none. */
function opaque(pixels: Pixels): Pixels {
  if (!pixels.alpha) return pixels;
  const colors = pixels.convertColor("RGBA");
  for (let i = 0; i < colors.size; i++) {
    const [red, green, blue, alpha] = colors.getPixelByIndex(i);
    const share = alpha / colors.maxValue;
    const onWhite = (value: number) => Math.round(value * share + colors.maxValue * (1 - share));
    colors.setPixelByIndex(i, [onWhite(red), onWhite(green), onWhite(blue), colors.maxValue]);
  }
  return colors.convertColor("RGB");
}
