import { expect } from "@std/expect";
import type { JsonValue } from "@/engine/core/json.ts";
import { arrange, cellOf, MOST_COLUMNS, toCsv, toTable } from "@/client/data/table.ts";

const ROWS: JsonValue[] = [
  { name: "b", n: 10 },
  { name: "a", n: 9, more: [1, 2] },
  { n: null, name: "a10" },
  { name: "a9" },
];

Deno.test("toTable() has the keys of all rows, in the order in which they come", () => {
  expect(toTable(ROWS).columns).toEqual(["name", "n", "more"]);
  expect(toTable([[1], [1, 2]]).columns).toEqual(["0", "1"]);
  expect(toTable([1, "x"]).columns).toEqual(["value"]);
  const wide = toTable([Object.fromEntries(Array.from({ length: 130 }, (_, i) => [`k${i}`, i]))]);
  expect(wide.columns).toHaveLength(MOST_COLUMNS);
  expect(wide.moreColumns).toBe(30);
});

Deno.test("cellOf() gives what is there, and nothing of the prototype", () => {
  expect(cellOf({ a: 1 }, "a")).toBe(1);
  expect(cellOf({ a: 1 }, "toString")).toBeUndefined();
  expect(cellOf([5, 6], "1")).toBe(6);
  expect(cellOf("x", "value")).toBe("x");
});

Deno.test("arrange() sorts numbers as numbers, texts as people do, and what is missing last", () => {
  const table = toTable(ROWS);
  expect(arrange(table, "", { column: "n", descending: false })).toEqual([1, 0, 2, 3]);
  expect(arrange(table, "", { column: "n", descending: true })).toEqual([0, 1, 2, 3]);
  expect(arrange(table, "", { column: "name", descending: false })).toEqual([1, 3, 2, 0]);
});

Deno.test("arrange() keeps rows that have the text, in any case", () => {
  expect(arrange(toTable(ROWS), "A1")).toEqual([2]);
  expect(arrange(toTable(ROWS), "list of 2")).toEqual([1]);
  expect(arrange(toTable(ROWS), "zzz")).toEqual([]);
});

Deno.test("arrange() takes 100,000 rows", () => {
  const rows = Array.from({ length: 100_000 }, (_, i) => ({ i, text: `row ${i % 1000}` }));
  const order = arrange(toTable(rows), "row 7", { column: "i", descending: true });
  expect(order).toHaveLength(11_100);
  expect(order[0]).toBe(99_799);
});

Deno.test("toCsv() quotes what needs it", () => {
  const table = toTable([{ a: 'say "x"', b: [1] }, { a: "1,2" }]);
  expect(toCsv(table, [1, 0])).toBe('a,b\r\n"1,2",\r\n"say ""x""",[1]\r\n');
});
