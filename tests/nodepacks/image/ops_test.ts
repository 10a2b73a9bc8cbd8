import { expect } from "@std/expect";
import { readPixels } from "@/nodepacks/image/_data_url.ts";
import * as image from "@/nodepacks/image/ops.ts";
import { pngOf } from "@/tests/helpers/images.ts";

const RED = [255, 0, 0];
const GREEN = [0, 255, 0];
const BLUE = [0, 0, 255];
const WHITE = [255, 255, 255];
const BLACK = [0, 0, 0];

/** Red, green and blue above, white, black and red below. */
const PHOTO = pngOf(3, 2, [RED, GREEN, BLUE, WHITE, BLACK, RED]);

/** Colors of an image, row by row. */
function colorsOf(url: string): number[][] {
  const pixels = readPixels(url);
  return Array.from({ length: pixels.size }, (_, i) => pixels.getPixelByIndex(i));
}

Deno.test("image_info() says what an image is made of", () => {
  expect(image.image_info(PHOTO)).toEqual({
    type: "image/png",
    width: 3,
    height: 2,
    gray: false,
    transparent: false,
    bytes: atob(PHOTO.slice(PHOTO.indexOf(",") + 1)).length,
  });
  expect(image.image_info(image.grayscale_image(PHOTO)).gray).toBe(true);
});

Deno.test("image_info() calls an image transparent when one of its pixels is", () => {
  expect(image.image_info(pngOf(2, 1, [[...RED, 255], [...RED, 254]])).transparent).toBe(true);
  expect(image.image_info(pngOf(2, 1, [[...RED, 255], [...RED, 255]])).transparent).toBe(false);
});

Deno.test("ops on images say what is wrong with one", () => {
  expect(() => image.image_info("photo.png")).toThrow("An image is a data URL that begins like");
  expect(() => image.image_info("data:image/svg+xml,<svg/>")).toThrow("An image is a data URL");
  expect(() => image.image_info("data:image/png;base64,%%%")).toThrow("damaged");
  expect(() => image.image_info("data:image/gif;base64,R0lGODlhAQABAAAAACw=")).toThrow(
    "The image (image/gif) cannot be read. PNG, JPEG, TIFF and BMP can be.",
  );
  expect(() => image.image_info(PHOTO.slice(0, 60))).toThrow(
    "The image (image/png) cannot be read",
  );
});

Deno.test("resize_image() keeps the ratio when one side is given", async () => {
  const size = async (url: Promise<string>) => {
    const { width, height } = image.image_info(await url);
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
  expect(colorsOf(sharp)).toEqual([BLACK, BLACK, WHITE, WHITE]);
  const [[left], [right]] = colorsOf(await image.resize_image(stripes, 2, 1));
  expect(left).toBeGreaterThan(64);
  expect(right).toBeLessThan(192);
});

Deno.test("resize_image() keeps gray gray and transparency transparent", async () => {
  const glass = pngOf(2, 1, [[...BLUE, 0], [...BLUE, 128]]);
  expect(image.image_info(await image.resize_image(glass, 4))).toMatchObject({
    width: 4,
    transparent: true,
  });
  const gray = image.grayscale_image(PHOTO);
  expect(image.image_info(await image.resize_image(gray, 9)).gray).toBe(true);
});

Deno.test("crop_image() cuts a box out", () => {
  expect(colorsOf(image.crop_image(PHOTO, [1, 0, 2, 2]))).toEqual([GREEN, BLUE, BLACK, RED]);
  for (const box of [[2, 0, 2, 1], [-1, 0, 1, 1], [0, 0, 0, 1], [0.5, 0, 1, 1]] as const) {
    expect(() => image.crop_image(PHOTO, [...box])).toThrow(
      `The box [${box}] is not inside the image, which is 3 wide and 2 high`,
    );
  }
});

Deno.test("rotate_image() and flip_image() move pixels", () => {
  expect(colorsOf(image.rotate_image(PHOTO))).toEqual([WHITE, RED, BLACK, GREEN, RED, BLUE]);
  expect(colorsOf(image.rotate_image(PHOTO, 180))).toEqual([RED, BLACK, WHITE, BLUE, GREEN, RED]);
  expect(colorsOf(image.rotate_image(PHOTO, 270))).toEqual([BLUE, RED, GREEN, BLACK, RED, WHITE]);
  expect(colorsOf(image.flip_image(PHOTO))).toEqual([BLUE, GREEN, RED, RED, BLACK, WHITE]);
  expect(colorsOf(image.flip_image(PHOTO, "vertical"))).toEqual([
    WHITE,
    BLACK,
    RED,
    RED,
    GREEN,
    BLUE,
  ]);
  expect(colorsOf(image.flip_image(PHOTO, "both"))).toEqual(
    colorsOf(image.rotate_image(PHOTO, 180)),
  );
});

Deno.test("grayscale_image() and invert_image() change colors", () => {
  const [[red], [green], [blue], [white], [black]] = colorsOf(image.grayscale_image(PHOTO));
  expect([white, black]).toEqual([255, 0]);
  // The eye takes green for the brightest and blue for the darkest.
  expect(green > red && red > blue && blue > 0).toBe(true);
  expect(colorsOf(image.invert_image(PHOTO)).slice(0, 2)).toEqual([[0, 255, 255], [255, 0, 255]]);
});

Deno.test("blur_image() spreads a dot", () => {
  const dot = Array.from({ length: 81 }, (_, i) => i === 40 ? WHITE : BLACK);
  const blurred = colorsOf(image.blur_image(pngOf(9, 9, dot), 1)).map(([red]) => red);
  expect(blurred[40]).toBeLessThan(255);
  expect(blurred[41]).toBeGreaterThan(0);
  expect(blurred[0]).toBe(0);
  expect(colorsOf(image.blur_image(pngOf(1, 1, [RED]), 50))).toEqual([RED]);
  expect(() => image.blur_image(PHOTO, 0)).toThrow("radius must be more than 0");
});

Deno.test("convert_image() writes other formats, transparent pixels on white", () => {
  const glass = pngOf(2, 1, [[...BLUE, 0], [...BLACK, 255]]);
  expect(colorsOf(image.convert_image(glass, "bmp"))).toEqual([WHITE, BLACK]);
  expect(image.image_info(image.convert_image(glass, "png")).transparent).toBe(true);
  const jpeg = image.convert_image(PHOTO);
  expect(image.image_info(jpeg)).toMatchObject({ type: "image/jpeg", width: 3, height: 2 });
  const noise = pngOf(
    32,
    32,
    Array.from({ length: 1024 }, (_, i) => [i * 37 % 256, i * 91 % 256, i * 17 % 256]),
  );
  const [small, good] = [
    image.convert_image(noise, "jpeg", 5),
    image.convert_image(noise, "jpeg", 100),
  ];
  expect(small.length).toBeLessThan(good.length / 2);
});

Deno.test("average_color() and brightness_histogram() measure", () => {
  expect(image.average_color(pngOf(2, 1, [[255, 100, 0], [255, 0, 1]]))).toEqual([255, 50, 1]);
  expect(image.average_color(image.grayscale_image(pngOf(1, 1, [[9, 9, 9]])))).toEqual([9, 9, 9]);
  expect(image.brightness_histogram(pngOf(3, 1, [BLACK, WHITE, WHITE]), 4)).toEqual([1, 0, 0, 2]);
  expect(() => image.brightness_histogram(PHOTO, 0)).toThrow("steps must be between 1 and 256");
});
