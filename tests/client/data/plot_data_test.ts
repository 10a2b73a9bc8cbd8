import { expect } from "@std/expect";
import {
  canPlot,
  firstKind,
  histogram,
  namesAlong,
  plotData,
  plotSummary,
  thinned,
} from "@/client/data/plot_data.ts";

Deno.test("plotData() takes numbers out of lists, records, rows and columns", () => {
  expect(plotData([1, 2, "x"]).series).toEqual([{ name: "value", values: [1, 2, null] }]);
  expect(plotData([{ c: "a", n: 1 }, { c: "b", n: 2 }])).toEqual({
    labels: ["a", "b"],
    series: [{ name: "n", values: [1, 2] }],
  });
  expect(plotData({ a: 1, b: 2, c: "no" })).toEqual({
    labels: ["a", "b"],
    series: [{ name: "value", values: [1, 2] }],
  });
  expect(plotData({ x: [1, 2], y: [3, 4], z: "w" }).series.map(({ name }) => name))
    .toEqual(["x", "y"]);
  expect(plotData([[1, 2], [3, 4]]).series.map(({ values }) => values)).toEqual([[1, 3], [2, 4]]);
});

Deno.test("canPlot() says no where there is nothing to draw", () => {
  for (const value of ["x", 5, null, [], [1], ["a", "b"], { a: 1 }, [{ a: "x" }, { a: "y" }]]) {
    expect(canPlot(value)).toBe(false);
  }
  expect(firstKind(plotData({ a: 1, b: 2 }))).toBe("bar");
  expect(firstKind(plotData([1, 2]))).toBe("line");
});

Deno.test("namesAlong() has names where every one of them has its place", () => {
  const few = plotData([{ c: "a", n: 1 }, { c: "b", n: 2 }]);
  expect(namesAlong(few, "line")).toEqual(["a", "b"]);
  expect(namesAlong(few, "scatter")).toBeUndefined();
  const many = plotData(Array.from({ length: 5000 }, (_, n) => ({ c: `c${n}`, n })));
  expect(namesAlong(many, "line")).toBeUndefined();
  expect(namesAlong(many, "bar")).toHaveLength(5000);
});

Deno.test("thinned() keeps the peaks", () => {
  const values = Array.from({ length: 10_000 }, (_, i) => i === 5003 ? 999 : i === 7001 ? -999 : 0);
  const points = thinned(values, 100);
  expect(points.length).toBeLessThanOrEqual(102);
  expect(points).toContainEqual({ x: 5003, y: 999 });
  expect(points).toContainEqual({ x: 7001, y: -999 });
  expect(thinned([1, null], 100, [5, 6])).toEqual([{ x: 5, y: 1 }, { x: 6, y: null }]);
});

Deno.test("histogram() counts every number once", () => {
  const bins = histogram([0, 1, 2, 3, 4, 10, null]);
  expect(bins.reduce((sum, { count }) => sum + count, 0)).toBe(6);
  expect([bins[0].from, bins.at(-1)?.to]).toEqual([0, 10]);
  expect(histogram([3, 3])).toEqual([{ from: 3, to: 3, count: 2 }]);
  expect(histogram([])).toEqual([]);
});

Deno.test("plotSummary() says in words what is drawn", () => {
  expect(plotSummary("line", [{ name: "n", values: [2, null, 8] }]))
    .toBe("Line of n, 2 numbers from 2 to 8");
});
