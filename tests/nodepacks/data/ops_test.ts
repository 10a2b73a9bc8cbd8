import { expect } from "@std/expect";
import * as data from "@/nodepacks/data/ops.ts";

const CITIES = [
  { city: "Oslo", country: "NO", people: 709_037 },
  { city: "Bergen", country: "NO", people: 291_940 },
  { city: "Turku", country: "FI", people: "" },
  { city: "Espoo", country: "FI", people: 314_024 },
];

Deno.test("parse_csv() reads numbers, and leaves texts of digits alone", () => {
  const csv =
    '\uFEFFname,zip,n,quoted,big\r\n"A ""B"", C",01234,-1.5e3,"7",12345678901234567890\r\n\r\n';
  expect(data.parse_csv(csv)).toEqual([
    { name: 'A "B", C', zip: "01234", n: -1500, quoted: "7", big: "12345678901234567890" },
  ]);
  expect(data.parse_csv("a,b\n1,\n", "comma", true, false)).toEqual([{ a: "1", b: "" }]);
});

Deno.test("parse_csv() reads every separator, and tables without a header", () => {
  for (const [separator, mark] of [["semicolon", ";"], ["tab", "\t"], ["pipe", "|"]] as const) {
    expect(data.parse_csv(`a${mark}b\n1${mark}x,y`, separator)).toEqual([{ a: 1, b: "x,y" }]);
  }
  expect(data.parse_csv("1,2\n3,4", "comma", false)).toEqual([
    { column_1: 1, column_2: 2 },
    { column_1: 3, column_2: 4 },
  ]);
  expect(data.parse_csv("")).toEqual([]);
});

Deno.test("parse_csv() says where a table is broken", () => {
  expect(() => data.parse_csv("a,b\n1,2\n1,2,3")).toThrow("columns length is 2, got 3 on line 3");
  expect(() => data.parse_csv("a, a\n1,2")).toThrow('Two columns are named "a"');
  expect(() => data.parse_csv('a\n"x')).toThrow("Quote Not Closed");
});

Deno.test("to_csv() writes what parse_csv() reads, with the columns of all rows", () => {
  const rows = [{ a: 'x "y", z', b: 1 }, { a: "two\nlines", b: 2.5, c: true }];
  const csv = data.to_csv(rows);
  expect(csv.split("\n")[0]).toBe("a,b,c");
  expect(data.parse_csv(csv)).toEqual([{ ...rows[0], c: "" }, { ...rows[1], c: "true" }]);
  expect(data.to_csv([{ a: 1, b: "x;y" }], "semicolon")).toBe('a;b\n1;"x;y"\n');
});

Deno.test("filter_rows() keeps rows by every comparison", () => {
  const rows = [{ v: 5 }, { v: "10" }, { v: "abc" }, { v: "" }, { v: null }];
  const kept = (comparison: Parameters<typeof data.filter_rows>[2], value?: unknown) =>
    data.filter_rows(rows, "v", comparison, value).map((row) => row.v);
  expect(kept("equals", "5.0")).toEqual([5]);
  expect(kept("equals", "")).toEqual(["", null]);
  expect(kept("differs from", 5)).toEqual(["10", "abc", "", null]);
  expect(kept("less than", "9")).toEqual([5]);
  expect(kept("at most", 10)).toEqual([5, "10"]);
  expect(kept("more than", 5)).toEqual(["10", "abc"]);
  expect(kept("at least", 10)).toEqual(["10", "abc"]);
  expect(kept("contains", "b")).toEqual(["abc"]);
  expect(kept("begins with", 1)).toEqual(["10"]);
  expect(kept("is empty")).toEqual(["", null]);
  expect(kept("is filled")).toEqual([5, "10", "abc"]);
  expect(data.filter_rows([{ v: ["a", 2] }, { v: ["b"] }], "v", "contains", "2")).toEqual([
    { v: ["a", 2] },
  ]);
});

Deno.test("sort_rows() sorts numbers by size and texts by alphabet, with empty values last", () => {
  const sorted = (order?: "ascending" | "descending") =>
    data.sort_rows(CITIES, "people", order).map((row) => row.city);
  expect(sorted()).toEqual(["Bergen", "Espoo", "Oslo", "Turku"]);
  expect(sorted("descending")).toEqual(["Oslo", "Espoo", "Bergen", "Turku"]);
  expect(data.sort_rows([{ t: "b10" }, { t: "ä" }, { t: "b9" }], "t").map(({ t }) => t)).toEqual(
    ["ä", "b9", "b10"],
  );
});

Deno.test("take_rows() takes from either end", () => {
  expect(data.take_rows(CITIES, 1)).toEqual([CITIES[0]]);
  expect(data.take_rows(CITIES, -1)).toEqual([CITIES[3]]);
  expect(data.take_rows(CITIES)).toEqual(CITIES);
});

Deno.test("select_columns() and get_column() take columns", () => {
  const [oslo] = data.select_columns(CITIES, ["people", "city"]);
  expect(Object.entries(oslo)).toEqual([["people", 709_037], ["city", "Oslo"]]);
  expect(data.get_column(CITIES, "country")).toEqual(["NO", "NO", "FI", "FI"]);
});

Deno.test("group_rows() keeps the order in which values first occur", () => {
  const groups = data.group_rows(CITIES, "country");
  expect(Object.entries(groups)).toEqual([["NO", CITIES.slice(0, 2)], ["FI", CITIES.slice(2)]]);
});

Deno.test("summarise_column() leaves empty values out", () => {
  expect(data.summarise_column(CITIES, "people")).toEqual({
    count: 3,
    sum: 1_315_001,
    mean: 1_315_001 / 3,
    median: 314_024,
    min: 291_940,
    max: 709_037,
    standard_deviation: expect.closeTo(234_695.86, 2),
  });
  expect(data.summarise_column([{ n: "4" }], "n").standard_deviation).toBe(null);
});

Deno.test("summarise_groups() gives a row for each group", () => {
  const groups = data.group_rows(CITIES, "country");
  expect(data.summarise_groups(groups, "people")).toMatchObject([
    { group: "NO", count: 2, mean: 500_488.5 },
    { group: "FI", count: 1, mean: 314_024 },
  ]);
});

Deno.test("ops on columns name the column that is wrong", () => {
  const missing = 'There is no column "x". The columns are "city", "country", "people".';
  expect(() => data.filter_rows(CITIES, "x")).toThrow(missing);
  expect(() => data.sort_rows(CITIES, "x")).toThrow(missing);
  expect(() => data.select_columns(CITIES, ["city", "x"])).toThrow(missing);
  expect(() => data.get_column(CITIES, "x")).toThrow(missing);
  expect(() => data.group_rows(CITIES, "x")).toThrow(missing);
  expect(() => data.summarise_column(CITIES, "x")).toThrow(missing);
  expect(() => data.join_tables(CITIES, CITIES, "x")).toThrow(missing);
  expect(() => data.summarise_column(CITIES, "city")).toThrow(
    'Column "city" holds "Oslo", which is no number',
  );
  expect(() => data.summarise_column([{ n: "" }], "n")).toThrow('Column "n" holds no numbers');
});

Deno.test("join_tables() joins rows with the same value, and keeps those without when asked to", () => {
  const countries = [{ country: "NO", name: "Norway", people: 0 }, {
    country: "SE",
    name: "Sweden",
  }];
  expect(data.join_tables(CITIES, countries, "country")).toEqual([
    { ...CITIES[0], name: "Norway" },
    { ...CITIES[1], name: "Norway" },
  ]);
  expect(data.join_tables(CITIES, countries, "country", "all of the first")).toEqual([
    { ...CITIES[0], name: "Norway" },
    { ...CITIES[1], name: "Norway" },
    CITIES[2],
    CITIES[3],
  ]);
});

Deno.test("parse_json() and to_json() are each other's inverse", () => {
  expect(data.parse_json(data.to_json({ a: [1, null, "x"] }))).toEqual({ a: [1, null, "x"] });
  expect(data.to_json({ a: 1 }, 4)).toBe('{\n    "a": 1\n}');
  expect(data.to_json(undefined)).toBe("null");
  expect(() => data.parse_json("{")).toThrow("JSON");
});

Deno.test("query_json() finds values by JSONPath", () => {
  const shop = { books: [{ title: "A", price: 8 }, { title: "B", price: 23 }] };
  expect(data.query_json(shop, "$.books[*].title")).toEqual(["A", "B"]);
  expect(data.query_json(shop, "$..[?@.price < 10].title")).toEqual(["A"]);
  expect(data.query_json(shop, "$.nothing")).toEqual([]);
  expect(() => data.query_json(shop, "$.[")).toThrow("unexpected");
});
