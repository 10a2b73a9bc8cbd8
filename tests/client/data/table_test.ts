import { expect } from "@std/expect";
import type { JsonValue } from "@/engine/core/json.ts";
import { arrange, cellOf, MOST_COLUMNS, toTable } from "@/client/data/table.ts";
import { toCsv } from "@/client/data/table_csv.ts";

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
  expect(cellOf([5, 6], "length")).toBeUndefined();
});

Deno.test("arrange() sorts numbers as numbers, texts as people do, and what is missing last", () => {
  const table = toTable(ROWS);
  expect(arrange(table, "", { column: "n", descending: false })).toEqual([1, 0, 2, 3]);
  expect(arrange(table, "", { column: "n", descending: true })).toEqual([0, 1, 2, 3]);
  expect(arrange(table, "", { column: "name", descending: false })).toEqual([1, 3, 2, 0]);
});

Deno.test("toTable() takes null for a row without cells where others have some", () => {
  expect(toTable([{ a: 1 }, null]).columns).toEqual(["a"]);
  expect(toTable([null, null]).columns).toEqual(["value"]);
});

Deno.test("arrange() takes the words for infinite numbers as such among numbers", () => {
  const sorted = (values: JsonValue[], descending = false) =>
    arrange(toTable(values), "", { column: "value", descending }).map((row) => values[row]);
  const values = ["Infinity", 2, "NaN", "-Infinity", 10, "Infinity"];
  expect(sorted(values)).toEqual(["-Infinity", 2, 10, "Infinity", "Infinity", "NaN"]);
  expect(sorted(values, true)).toEqual(["Infinity", "Infinity", 10, 2, "-Infinity", "NaN"]);
  expect(sorted(["b", "Infinity", "NaN", "a"])).toEqual(["a", "b", "Infinity", "NaN"]);
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
  expect(toCsv(toTable(["a\nb", null, 1.5, true]), [0, 1, 2, 3]))
    .toBe('value\r\n"a\nb"\r\n""\r\n1.5\r\ntrue\r\n');
});
