import { expect } from "@std/expect";
import { readPixels } from "@/nodepacks/image/_pixels.ts";
import * as image from "@/nodepacks/image/ops.ts";
import { pngOf } from "@/tests/helpers/images.ts";

const RED = [255, 0, 0];
const GREEN = [0, 255, 0];
const BLUE = [0, 0, 255];
const WHITE = [255, 255, 255];
const BLACK = [0, 0, 0];

/** Red, green and blue above, white, black and red below. */
const PHOTO = pngOf(3, 2, [RED, GREEN, BLUE, WHITE, BLACK, RED]);

async function info(url: string | Promise<string>) {
  return await image.image_info(await url);
}

/** Colors of an image, row by row. */
async function colorsOf(image: string | Promise<string>): Promise<number[][]> {
  const pixels = readPixels(await image);
  return Array.from({ length: pixels.size }, (_, i) => pixels.getPixelByIndex(i));
}

Deno.test("image_info() says what an image is made of", async () => {
  expect(await info(PHOTO)).toEqual({
    type: "image/png",
    width: 3,
    height: 2,
    gray: false,
    transparent: false,
    bytes: atob(PHOTO.slice(PHOTO.indexOf(",") + 1)).length,
  });
  expect((await info(image.grayscale_image(PHOTO))).gray).toBe(true);
});

Deno.test("image_info() calls an image transparent when one of its pixels is", async () => {
  expect((await info(pngOf(2, 1, [[...RED, 255], [...RED, 254]]))).transparent).toBe(true);
  expect((await info(pngOf(2, 1, [[...RED, 255], [...RED, 255]]))).transparent).toBe(false);
});

Deno.test("ops on images say what is wrong with one", async () => {
  await expect(image.image_info("photo.png")).rejects.toThrow(
    "An image is a data URL that begins like",
  );
  await expect(image.image_info("data:image/svg+xml,<svg/>")).rejects.toThrow(
    "An image is a data URL",
  );
  await expect(image.image_info("data:image/png;base64,%%%")).rejects.toThrow("damaged");
  await expect(image.image_info("data:image/gif;base64,R0lGODlhAQABAAAAACw=")).rejects.toThrow(
    "The image (image/gif) cannot be read. PNG, JPEG, TIFF and BMP can be.",
  );
  await expect(image.image_info(PHOTO.slice(0, 60))).rejects.toThrow(
    "The image (image/png) cannot be read",
  );
});

Deno.test("resize_image() keeps the ratio when one side is given", async () => {
  const size = async (url: Promise<string>) => {
    const { width, height } = await info(url);
    return [width, height];
  };
  expect(await size(image.resize_image(PHOTO, 30))).toEqual([30, 20]);
  expect(await size(image.resize_image(PHOTO, undefined, 4))).toEqual([6, 4]);
  expect(await size(image.resize_image(PHOTO, 5, 7))).toEqual([5, 7]);
  expect(await size(image.resize_image(pngOf(4, 1, [RED, RED, RED, RED]), 1))).toEqual([1, 1]);
  await expect(image.resize_image(PHOTO)).rejects.toThrow("needs a width, a height, or both");
  await expect(image.resize_image(PHOTO, 0)).rejects.toThrow("must be at least 1");
});

Deno.test("resize_image() blends pixels, or keeps their colors", async () => {
  const stripes = pngOf(4, 1, [BLACK, WHITE, BLACK, WHITE]);
  const sharp = await image.resize_image(pngOf(2, 1, [BLACK, WHITE]), 4, 1, false);
  expect(await colorsOf(sharp)).toEqual([BLACK, BLACK, WHITE, WHITE]);
  const [[left], [right]] = await colorsOf(await image.resize_image(stripes, 2, 1));
  expect(left).toBeGreaterThan(64);
  expect(right).toBeLessThan(192);
});

Deno.test("resize_image() keeps gray gray and transparency transparent", async () => {
  const glass = pngOf(2, 1, [[...BLUE, 0], [...BLUE, 128]]);
  expect(await info(image.resize_image(glass, 4))).toMatchObject({
    width: 4,
    transparent: true,
  });
  const gray = await image.grayscale_image(PHOTO);
  expect((await info(image.resize_image(gray, 9))).gray).toBe(true);
});

Deno.test("crop_image() cuts a box out", async () => {
  expect(await colorsOf(image.crop_image(PHOTO, [1, 0, 2, 2]))).toEqual([GREEN, BLUE, BLACK, RED]);
  for (const box of [[2, 0, 2, 1], [-1, 0, 1, 1], [0, 0, 0, 1], [0.5, 0, 1, 1]] as const) {
    await expect(image.crop_image(PHOTO, [...box])).rejects.toThrow(
      `The box [${box}] is not inside the image, which is 3 wide and 2 high`,
    );
  }
});

Deno.test("rotate_image() and flip_image() move pixels", async () => {
  expect(await colorsOf(image.rotate_image(PHOTO))).toEqual([WHITE, RED, BLACK, GREEN, RED, BLUE]);
  expect(await colorsOf(image.rotate_image(PHOTO, 180))).toEqual([
    RED,
    BLACK,
    WHITE,
    BLUE,
    GREEN,
    RED,
  ]);
  expect(await colorsOf(image.rotate_image(PHOTO, 270))).toEqual([
    BLUE,
    RED,
    GREEN,
    BLACK,
    RED,
    WHITE,
  ]);
  expect(await colorsOf(image.flip_image(PHOTO))).toEqual([BLUE, GREEN, RED, RED, BLACK, WHITE]);
  expect(await colorsOf(image.flip_image(PHOTO, "vertical"))).toEqual([
    WHITE,
    BLACK,
    RED,
    RED,
    GREEN,
    BLUE,
  ]);
  expect(await colorsOf(image.flip_image(PHOTO, "both"))).toEqual(
    await colorsOf(image.rotate_image(PHOTO, 180)),
  );
});

Deno.test("grayscale_image() and invert_image() change colors", async () => {
  const [[red], [green], [blue], [white], [black]] = await colorsOf(image.grayscale_image(PHOTO));
  expect([white, black]).toEqual([255, 0]);
  // The eye takes green for the brightest and blue for the darkest.
  expect(green > red && red > blue && blue > 0).toBe(true);
  expect((await colorsOf(image.invert_image(PHOTO))).slice(0, 2)).toEqual([[0, 255, 255], [
    255,
    0,
    255,
  ]]);
});

Deno.test("blur_image() spreads a dot", async () => {
  const dot = Array.from({ length: 81 }, (_, i) => i === 40 ? WHITE : BLACK);
  const blurred = (await colorsOf(image.blur_image(pngOf(9, 9, dot), 1))).map(([red]) => red);
  expect(blurred[40]).toBeLessThan(255);
  expect(blurred[41]).toBeGreaterThan(0);
  expect(blurred[0]).toBe(0);
  expect(await colorsOf(image.blur_image(pngOf(1, 1, [RED]), 50))).toEqual([RED]);
  await expect(image.blur_image(PHOTO, 0)).rejects.toThrow("radius must be more than 0");
});

Deno.test("convert_image() writes other formats, transparent pixels on white", async () => {
  const glass = pngOf(2, 1, [[...BLUE, 0], [...BLACK, 255]]);
  expect(await colorsOf(image.convert_image(glass, "bmp"))).toEqual([WHITE, BLACK]);
  expect((await info(image.convert_image(glass, "png"))).transparent).toBe(true);
  const jpeg = image.convert_image(PHOTO);
  expect(await info(jpeg)).toMatchObject({ type: "image/jpeg", width: 3, height: 2 });
  const noise = pngOf(
    32,
    32,
    Array.from({ length: 1024 }, (_, i) => [i * 37 % 256, i * 91 % 256, i * 17 % 256]),
  );
  const small = await image.convert_image(noise, "jpeg", 5);
  const good = await image.convert_image(noise, "jpeg", 100);
  expect(small.length).toBeLessThan(good.length / 2);
});

Deno.test("average_color() and brightness_histogram() measure", async () => {
  expect(await image.average_color(pngOf(2, 1, [[255, 100, 0], [255, 0, 1]]))).toEqual([
    255,
    50,
    1,
  ]);
  expect(await image.average_color(await image.grayscale_image(pngOf(1, 1, [[9, 9, 9]])))).toEqual([
    9,
    9,
    9,
  ]);
  expect(await image.brightness_histogram(pngOf(3, 1, [BLACK, WHITE, WHITE]), 4)).toEqual([
    1,
    0,
    0,
    2,
  ]);
  await expect(image.brightness_histogram(PHOTO, 0)).rejects.toThrow(
    "steps must be between 1 and 256",
  );
});
