/**
 * Looks at images and changes them. PNG, JPEG, TIFF and BMP are read.
 *
 * @module
 */
import type { Image as Pixels } from "image-js";
import type { Image, Int } from "psynapse";
import { readDataUrl } from "./_data_url.ts";
import type { ImageFormat } from "./_pixels.ts";

/** What the examples work on: orange, 4 wide and 2 high. */
export const _photo: Image =
  "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAQAAAACCAIAAADwyuo0AAAADklEQVR4XmP434BAKBwAo6oL+QyO8/EAAAAASUVORK5CYII=";

/** Loaded when the first image comes: the library is large, and hosts are ready sooner without it. */
const loadPixels = () => import("./_pixels.ts");

async function change(
  image: Image,
  how: (pixels: Pixels) => Pixels | Promise<Pixels>,
): Promise<Image> {
  const { readPixels, writePixels } = await loadPixels();
  return writePixels(await how(readPixels(image)));
}

/**
 * Says how large an image is and what it is made of.
 *
 * @param image The image.
 * @returns `bytes` is the size of its file.
 * @example
 * image_info(_photo)
 * // { type: "image/png", width: 4, height: 2, gray: false, transparent: false, bytes: 71 }
 */
export async function image_info(image: Image): Promise<{
  type: string;
  width: Int;
  height: Int;
  gray: boolean;
  transparent: boolean;
  bytes: Int;
}> {
  const { type, bytes } = readDataUrl(image);
  const { readPixels } = await loadPixels();
  const pixels = readPixels(image);
  return {
    type,
    width: pixels.width,
    height: pixels.height,
    gray: pixels.components === 1,
    // Readers of formats without transparency give every pixel one too.
    transparent: pixels.alpha && pixels.minMax().min[pixels.components] < pixels.maxValue,
    bytes: bytes.length,
  };
}

/**
 * Makes an image larger or smaller. With only a width or a height the other follows, so that nothing is distorted.
 *
 * @param image The image.
 * @param width The new width in pixels.
 * @param height The new height in pixels.
 * @param smooth Whether pixels are blended; else each keeps its color, as pixel art wants it.
 * @example
 * resize_image(_photo, 320) // an image 320 wide, the height follows
 */
export async function resize_image(
  image: Image,
  width?: Int,
  height?: Int,
  smooth = true,
): Promise<Image> {
  const { resizeSharp, resizeSmooth, targetSize } = await import("./_resize.ts");
  return await change(image, (pixels) => {
    const size = targetSize(pixels, width, height);
    return smooth ? resizeSmooth(pixels, size) : resizeSharp(pixels, size);
  });
}

/**
 * Cuts a part out of an image.
 *
 * @param image The image.
 * @param box The part: left and top edge, width and height, in pixels.
 * @example
 * crop_image(_photo, [0, 0, 2, 2]) // the left half of an image 4 wide and 2 high
 */
export async function crop_image(
  image: Image,
  box: [left: Int, top: Int, width: Int, height: Int],
): Promise<Image> {
  const [column, row, width, height] = box;
  return await change(image, (pixels) => {
    const inside = box.every(Number.isInteger) && column >= 0 && row >= 0 && width > 0 &&
      height > 0 && column + width <= pixels.width && row + height <= pixels.height;
    if (!inside) {
      const { width, height } = pixels;
      throw new RangeError(
        `The box [${box}] is not inside the image, which is ${width} wide and ${height} high`,
      );
    }
    return pixels.crop({ origin: { column, row }, width, height });
  });
}

/**
 * Takes the colors out of an image.
 *
 * @param image The image.
 * @example
 * grayscale_image(_photo)
 */
export async function grayscale_image(image: Image): Promise<Image> {
  return await change(image, (pixels) => pixels.grey());
}

/**
 * Turns every color into its opposite.
 *
 * @param image The image.
 * @example
 * invert_image(_photo)
 */
export async function invert_image(image: Image): Promise<Image> {
  return await change(image, (pixels) => pixels.invert());
}

/**
 * Turns an image clockwise.
 *
 * @param image The image.
 * @param degrees By how much.
 * @example
 * rotate_image(_photo, 90)
 */
export async function rotate_image(image: Image, degrees: 90 | 180 | 270 = 90): Promise<Image> {
  return await change(image, (pixels) => pixels.rotate(degrees));
}

/**
 * Mirrors an image.
 *
 * @param image The image.
 * @param direction Which sides change places: left and right, top and bottom, or both.
 * @example
 * flip_image(_photo, "vertical") // upside down
 */
export async function flip_image(
  image: Image,
  direction: "horizontal" | "vertical" | "both" = "horizontal",
): Promise<Image> {
  return await change(image, (pixels) => pixels.flip({ axis: direction }));
}

/**
 * Blurs an image.
 *
 * @param image The image.
 * @param radius How far, in pixels: the standard deviation of the Gaussian bell.
 * @example
 * blur_image(_photo, 4)
 */
export async function blur_image(image: Image, radius = 2): Promise<Image> {
  if (!(radius > 0)) throw new RangeError("radius must be more than 0");
  return await change(image, (pixels) => {
    // Beyond the edges the image is mirrored, so the bell cannot reach further than it is large.
    const reach = Math.min(Math.ceil(2 * radius), pixels.width - 1, pixels.height - 1);
    return pixels.gaussianBlur({ sigma: radius, size: 2 * reach + 1 });
  });
}

/**
 * Writes an image in another format. JPEG and BMP have no transparency: what is behind becomes white.
 *
 * @param image The image.
 * @param format The format.
 * @param quality For JPEG: 1, small, to 100, good.
 * @example
 * convert_image(_photo, "jpeg", 60)
 */
export async function convert_image(
  image: Image,
  format: ImageFormat = "jpeg",
  quality: Int = 90,
): Promise<Image> {
  const { readPixels, writePixels } = await loadPixels();
  return writePixels(readPixels(image), format, quality);
}

/**
 * The average color of an image, as red, green and blue from 0 to 255.
 *
 * @param image The image.
 * @example
 * average_color(_photo) // [255, 128, 0]
 */
export async function average_color(
  image: Image,
): Promise<[red: number, green: number, blue: number]> {
  const { readPixels } = await loadPixels();
  const pixels = readPixels(image).convertBitDepth(8).convertColor("RGB");
  const [red, green, blue] = pixels.mean();
  return [Math.round(red), Math.round(green), Math.round(blue)];
}

/**
 * How many pixels of an image are how bright.
 *
 * @param image The image.
 * @param steps Into how many steps the brightness is divided, from black to white.
 * @returns The number of pixels for each step.
 * @example
 * brightness_histogram(_photo, 4) // [0, 0, 8, 0]
 */
export async function brightness_histogram(image: Image, steps: Int = 16): Promise<Int[]> {
  if (!Number.isInteger(steps) || steps < 1 || steps > 256) {
    throw new RangeError("steps must be between 1 and 256");
  }
  const { readPixels } = await loadPixels();
  const counts = readPixels(image).convertBitDepth(8).grey().histogram();
  const histogram = new Array<number>(steps).fill(0);
  counts.forEach((count, brightness) => histogram[Math.floor(brightness * steps / 256)] += count);
  return histogram;
}
