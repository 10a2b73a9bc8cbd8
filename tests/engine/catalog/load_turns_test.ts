import { expect } from "@std/expect";
import { loadInTurns, type TurnTimes } from "@/engine/catalog/load_turns.ts";

/** Nothing takes so long that a test would wait for it. */
const PATIENT: TurnTimes = { hold: 60_000, slow: 60_000, factor: 1, none: 60_000 };

/** Loads that a test ends, and what was begun. */
function gated(items: string[]) {
  const gates = new Map(items.map((it) => [it, Promise.withResolvers<void>()]));
  const begun: string[] = [];
  const waiting = new Map<string, () => void>();
  return {
    begun,
    end: (item: string) => gates.get(item)!.resolve(),
    fail: (item: string, reason: Error) => gates.get(item)!.reject(reason),
    load: (item: string) => {
      begun.push(item);
      waiting.get(item)?.();
      return gates.get(item)!.promise;
    },
    hasBegun: (item: string) =>
      begun.includes(item)
        ? Promise.resolve()
        : new Promise<void>((resolve) => waiting.set(item, resolve)),
  };
}

Deno.test("loadInTurns() loads as many at a time as it may", async () => {
  const items = ["a", "b", "c"];
  const { load, end, begun, hasBegun } = gated(items);
  const loading = loadInTurns({ items, limit: 2, load, times: PATIENT });
  expect(begun).toEqual(["a", "b"]);
  end("b");
  await hasBegun("c");
  end("a");
  end("c");
  await loading;
  await loadInTurns({ items: [], limit: 2, load, times: PATIENT });
});

Deno.test("loadInTurns() gives the turn of one that takes long to the next", async () => {
  const items = ["a", "b", "c"];
  const { load, end, hasBegun } = gated(items);
  const loading = loadInTurns({ items, limit: 1, load, times: { ...PATIENT, hold: 1 } });
  await hasBegun("c");
  items.forEach(end);
  await loading;
});

Deno.test("loadInTurns() tells what is slow once the rest is ready, and of each that is ready then", async () => {
  const items = ["a", "b", "c"];
  const { load, end } = gated(items);
  const slow: string[][] = [];
  let told = Promise.withResolvers<void>();
  const onSlow = (pending: ReadonlySet<string>) => {
    slow.push([...pending]);
    told.resolve();
  };
  const loading = loadInTurns({
    items,
    limit: 3,
    load,
    onSlow,
    times: { ...PATIENT, slow: 1, factor: 0 },
  });
  end("b");
  await told.promise;
  expect(slow).toEqual([["a", "c"]]);
  told = Promise.withResolvers();
  end("c");
  await told.promise;
  expect(slow).toEqual([["a", "c"], ["a"]]);
  end("a");
  await loading;
  expect(slow.length).toBe(2);
});

Deno.test("loadInTurns() tells that none is ready after longer", async () => {
  const { load, end } = gated(["a"]);
  const told = Promise.withResolvers<string[]>();
  const onSlow = (pending: ReadonlySet<string>) => told.resolve([...pending]);
  const times = { ...PATIENT, none: 1 };
  const loading = loadInTurns({ items: ["a"], limit: 1, load, onSlow, times });
  expect(await told.promise).toEqual(["a"]);
  end("a");
  await loading;
});

Deno.test("loadInTurns() begins no more after a failure, and waits for those under way", async () => {
  const items = ["a", "b", "c"];
  const { load, end, fail, begun } = gated(items);
  let isDone = false;
  const loading = loadInTurns({ items, limit: 2, load, times: PATIENT })
    .finally(() => isDone = true);
  fail("a", new Error("no"));
  await Promise.allSettled([load("a")]);
  expect(isDone).toBe(false);
  end("b");
  await expect(loading).rejects.toThrow("no");
  expect(begun.filter((it) => it === "c")).toEqual([]);
});
