import { expect } from "@std/expect";
import { fittingZoom, isInCorner, isInView } from "@/client/models/in_view.ts";

const BOUNDS = { x: 100, y: 50, width: 400, height: 200 };

Deno.test("isInView() takes place and zoom of the view into account", () => {
  const size = { width: 500, height: 250 };
  expect(isInView(BOUNDS, { x: 0, y: 0, zoom: 1 }, size)).toBe(true);
  expect(isInView(BOUNDS, { x: 1, y: 0, zoom: 1 }, size)).toBe(false);
  expect(isInView(BOUNDS, { x: 0, y: 1, zoom: 1 }, size)).toBe(false);
  expect(isInView(BOUNDS, { x: -101, y: 0, zoom: 1 }, size)).toBe(false);
  expect(isInView(BOUNDS, { x: 0, y: -51, zoom: 1 }, size)).toBe(false);
  expect(isInView(BOUNDS, { x: 250, y: 100, zoom: 0.5 }, size)).toBe(true);
  expect(isInView(BOUNDS, { x: 0, y: 0, zoom: 1.01 }, size)).toBe(false);
});

Deno.test("fittingZoom() is the smaller of what width and height allow", () => {
  expect(fittingZoom(BOUNDS, { width: 400, height: 1000 }, 0)).toBe(1);
  expect(fittingZoom(BOUNDS, { width: 1000, height: 100 }, 0)).toBe(0.5);
  expect(fittingZoom(BOUNDS, { width: 500, height: 1000 }, 0.25)).toBe(1);
});

Deno.test("isInCorner() is about the lower right corner as it is on the page", () => {
  const size = { width: 1000, height: 800 };
  const corner = { width: 175, height: 127 };
  const box = { x: 700, y: 500, width: 200, height: 200 };
  const at = (view: Parameters<typeof isInView>[1]) => isInCorner(box, view, size, corner);
  expect(at({ x: 0, y: 0, zoom: 1 })).toBe(true);
  expect(at({ x: -100, y: 0, zoom: 1 })).toBe(false);
  expect(at({ x: 0, y: 0, zoom: 0.9 })).toBe(false);
});
