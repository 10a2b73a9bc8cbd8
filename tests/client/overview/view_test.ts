import { expect } from "@std/expect";
import { contains, covers, nextWindow, placeOfPicture, viewOf } from "@/client/overview/view.ts";

const SIZE = { width: 1000, height: 500 };
const MARGIN = { x: 250, y: 125 };

Deno.test("nextWindow() stays while the view lies in it, and is not much larger than needed", () => {
  const seen = { x: 0, y: 0, width: 100, height: 50 };
  const first = nextWindow(undefined, seen);
  expect(contains(first, seen)).toBe(true);
  expect(nextWindow(first, { ...seen, x: 40 })).toBe(first);
  expect(nextWindow(first, { ...seen, x: 60 })).not.toBe(first);
  expect(nextWindow(first, { x: 40, y: 20, width: 10, height: 5 }).width).toBeLessThan(50);
});

Deno.test("viewOf() shows a box as a whole, in the middle", () => {
  const limits = { padding: 0.1, minZoom: 0.02, maxZoom: 1 };
  const { x, y, zoom } = viewOf({ x: 100, y: 0, width: 2000, height: 100 }, SIZE, limits);
  expect(zoom).toBeCloseTo(1000 / 2200);
  expect([1100 * zoom + x, 50 * zoom + y]).toEqual([500, 250]);
  expect(viewOf({ x: 0, y: 0, width: 10, height: 10 }, SIZE, limits).zoom).toBe(1);
});

Deno.test("placeOfPicture() lays what was painted where it is now", () => {
  const painted = { x: 10, y: 20, zoom: 0.1 };
  const now = { x: -30, y: 5, zoom: 0.2 };
  const { x, y, scale } = placeOfPicture(painted, now, MARGIN);
  // The place (400, 300) of the graph, in the picture and on the page.
  const inPicture = [400 * 0.1 + 10 + MARGIN.x, 300 * 0.1 + 20 + MARGIN.y];
  expect(inPicture[0] * scale + x).toBeCloseTo(400 * 0.2 - 30);
  expect(inPicture[1] * scale + y).toBeCloseTo(300 * 0.2 + 5);
});

Deno.test("covers() says whether a picture still reaches, and is sharp", () => {
  const painted = { x: 0, y: 0, zoom: 0.1 };
  expect(covers(painted, { x: 200, y: 100, zoom: 0.1 }, SIZE, MARGIN)).toBe(true);
  expect(covers(painted, { x: 300, y: 0, zoom: 0.1 }, SIZE, MARGIN)).toBe(false);
  expect(covers(painted, { x: -200, y: -100, zoom: 0.14 }, SIZE, MARGIN)).toBe(true);
  expect(covers(painted, { x: -500, y: -250, zoom: 0.2 }, SIZE, MARGIN)).toBe(false);
});
