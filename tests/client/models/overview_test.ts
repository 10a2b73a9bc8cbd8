import { expect } from "@std/expect";
import type { EditorNode } from "@/client/flow.ts";
import { around, drawOverview, fitBox, visibleBox } from "@/client/models/overview.ts";

function node(type: "viewNode" | "listNode", x: number, y: number): EditorNode {
  const measured = { width: 100, height: 50 };
  return { id: `${x}`, type, position: { x, y }, data: {}, measured };
}

Deno.test("drawOverview() draws one path for each type, and knows the box around all", () => {
  const { paths, bounds } = drawOverview([
    ...[node("viewNode", 0.4, 0), node("viewNode", 200, -50), node("listNode", -100, 300)],
  ]);
  expect([...paths]).toEqual([
    ["viewNode", "M0 0h100v50h-100zM200 -50h100v50h-100z"],
    ["listNode", "M-100 300h100v50h-100z"],
  ]);
  expect(bounds).toEqual({ x: -100, y: -50, width: 400, height: 400 });
  expect(drawOverview([])).toEqual({ paths: new Map(), bounds: undefined });
});

Deno.test("visibleBox() is what the view shows, in the canvas's own pixels", () => {
  expect(visibleBox({ x: -100, y: 50, zoom: 0.5 }, { width: 800, height: 600 })).toEqual({
    ...{ x: 200, y: -100, width: 1600, height: 1200 },
  });
});

Deno.test("around() and fitBox() keep everything inside, in the shape that is asked for", () => {
  const box = around({ x: 0, y: 0, width: 10, height: 10 }, {
    x: 100,
    y: -5,
    width: 10,
    height: 1,
  });
  expect(box).toEqual({ x: 0, y: -5, width: 110, height: 15 });
  const fit = fitBox(box, { width: 200, height: 100 });
  expect(fit.width / fit.height).toBeCloseTo(2);
  expect(fit.x).toBeLessThan(box.x);
  expect(fit.y + fit.height).toBeGreaterThan(box.y + box.height);
});
