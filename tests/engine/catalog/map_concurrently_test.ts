import { expect } from "@std/expect";
import { mapConcurrently } from "@/engine/catalog/map_concurrently.ts";

Deno.test("mapConcurrently() keeps the order, and at most so many calls under way", async () => {
  const open: (() => void)[] = [];
  let running = 0;
  let most = 0;
  const all = mapConcurrently([3, 1, 2, 5, 4], 2, async (n) => {
    most = Math.max(most, ++running);
    await new Promise<void>((resolve) => open.push(resolve));
    running--;
    return n * 10;
  });
  for (let done = 0; done < 5; done++) {
    // The last of those under way goes first.
    open.pop()?.();
    await new Promise((resolve) => setTimeout(resolve));
  }
  expect(await all).toEqual([30, 10, 20, 50, 40]);
  expect(most).toBe(2);
});

Deno.test("mapConcurrently() makes no further calls after one failed, and waits for those under way", async () => {
  const called: number[] = [];
  const ended: number[] = [];
  const all = mapConcurrently([1, 2, 3, 4], 2, async (n) => {
    called.push(n);
    if (n === 1) throw new Error("one");
    await new Promise((resolve) => setTimeout(resolve));
    ended.push(n);
  });
  await expect(all).rejects.toThrow("one");
  expect(called).toEqual([1, 2]);
  expect(ended).toEqual([2]);
});

Deno.test("mapConcurrently() of nothing is nothing", async () => {
  expect(await mapConcurrently([], 4, () => Promise.resolve(1))).toEqual([]);
});
