import { Image as Pixels } from "image-js";
import { Pica } from "pica";

/** The size of an image, in pixels. */
export interface Size {
  width: number;
  height: number;
}

/**
 * The size to resize to: a side that is not given follows from the other, so that nothing is distorted.
 *
 * @throws when no side is given, or one is less than a pixel
 */
export function targetSize(from: Size, width?: number, height?: number): Size {
  if (width === undefined && height === undefined) {
    throw new Error("resize_image needs a width, a height, or both");
  }
  for (const side of [width, height]) {
    if (side !== undefined && side < 1) throw new RangeError("width and height must be at least 1");
  }
  const follow = (side: number, ratio: number) => Math.max(1, Math.round(side * ratio));
  return {
    width: width ?? follow(height!, from.width / from.height),
    height: height ?? follow(width!, from.height / from.width),
  };
}

/** Resizes so that every pixel keeps its color. */
export function resizeSharp(pixels: Pixels, size: Size): Pixels {
  return pixels.resize({ ...size, preserveAspectRatio: false, interpolationType: "nearest" });
}

/** Resizes by blending pixels: an image made smaller shows no patterns that are not in it. The result has 8 bits. */
export async function resizeSmooth(pixels: Pixels, { width, height }: Size): Promise<Pixels> {
  const from = pixels.convertBitDepth(8).convertColor("RGBA");
  // The part of the library that needs no browser, WebAssembly or worker.
  const data = await new Pica({ features: ["js"] }).resizeBuffer({
    src: new Uint8Array(from.getRawImage().data),
    width: from.width,
    height: from.height,
    toWidth: width,
    toHeight: height,
  });
  const resized = new Pixels(width, height, { data: new Uint8Array(data), colorModel: "RGBA" });
  return resized.convertColor(pixels.colorModel);
}
