import { expect } from "@std/expect";
import { fittingZoom, isInView } from "@/client/models/in_view.ts";

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
