import { expect } from "@std/expect";
import { KeptValues } from "@/engine/host/kept_values.ts";

Deno.test("KeptValues finds what is kept, as JSON", () => {
  const kept = new KeptValues(100);
  kept.keep(1, 0, [NaN], 10);
  expect(kept.find(1, 0)).toEqual(["NaN"]);
  expect(kept.find(2, 0)).toBe(undefined);
});

Deno.test("KeptValues lets the oldest go for new ones, and takes none that is too large", () => {
  const kept = new KeptValues(100);
  kept.keep(1, 0, "a", 60);
  kept.keep(1, 1, "b", 40);
  kept.keep(2, 0, "c", 40);
  kept.keep(3, 0, "d", 101);
  expect([kept.find(1, 0), kept.find(1, 1), kept.find(2, 0), kept.find(3, 0)]).toEqual(
    [undefined, "b", "c", undefined],
  );
});

Deno.test("KeptValues counts a value once that several nodes have", () => {
  const kept = new KeptValues(100);
  for (let node = 0; node < 5; node++) kept.keep(1, node, "same", 90);
  expect(kept.find(1, 0)).toBe("same");
  kept.keep(1, 5, "other", 20);
  expect([kept.find(1, 4), kept.find(1, 5)]).toEqual([undefined, "other"]);
});
