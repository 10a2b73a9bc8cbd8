import { expect } from "@std/expect";
import { ProfileCsv } from "@/nodepacks/data/progress_ops.ts";
import { connectOp } from "@/tests/helpers/connect_op.ts";

/** Large enough for the parser to be given it in many pieces, whose ends fall into the middle of characters. */
const LARGE = "number,text\n" +
  Array.from({ length: 50_000 }, (_, i) => `${i},${"😀".repeat(i % 5)}\n`).join("");

Deno.test("ProfileCsv says what is in each column", async () => {
  const csv = 'n,name,zip,mixed,none\n1,"a",01234,2,\n5,b,01234,x,\n,a,99999,,\n';
  expect(await new ProfileCsv().call(csv)).toEqual([
    { column: "n", type: "number", filled: 2, empty: 1, distinct: 2, min: 1, max: 5, mean: 3 },
    {
      column: "name",
      type: "text",
      filled: 3,
      empty: 0,
      distinct: 2,
      min: null,
      max: null,
      mean: null,
    },
    {
      column: "zip",
      type: "mixed",
      filled: 3,
      empty: 0,
      distinct: 2,
      min: 99999,
      max: 99999,
      mean: 99999,
    },
    { column: "mixed", type: "mixed", filled: 2, empty: 1, distinct: 2, min: 2, max: 2, mean: 2 },
    {
      column: "none",
      type: "empty",
      filled: 0,
      empty: 3,
      distinct: 0,
      min: null,
      max: null,
      mean: null,
    },
  ]);
});

Deno.test("ProfileCsv reports how much it has read, up to all of it", async () => {
  const op = new ProfileCsv();
  const { reports } = connectOp(op);
  const [number, text] = await op.call(LARGE);
  expect(number).toMatchObject({ filled: 50_000, distinct: 50_000, max: 49_999, mean: 24_999.5 });
  expect(text).toMatchObject({ type: "text", filled: 40_000, empty: 10_000, distinct: 4 });
  expect(reports.length).toBeGreaterThan(10);
  expect(reports.length).toBeLessThanOrEqual(101);
  const shares = reports.map(([share]) => share);
  expect(shares.toSorted((a, b) => a - b)).toEqual(shares);
  expect(reports.at(-1)).toEqual([1, "Rows read: 50000"]);
});

Deno.test("ProfileCsv ends when it is stopped", async () => {
  const op = new ProfileCsv();
  const { reports } = connectOp(op, (record) => record.stop());
  await expect(op.call(LARGE)).rejects.toThrow("aborted");
  expect(reports.length).toBe(1);
});

Deno.test("ProfileCsv says where a table is broken", async () => {
  await expect(new ProfileCsv().call("a,b\n1,2,3")).rejects.toThrow("got 3 on line 2");
});
