import { expect } from "@std/expect";
import fc from "fast-check";
import { ReuseStore } from "@/engine/run/reuse_store.ts";

const key = (inputs: string, identity = "op", shape = "shape") => ({ identity, shape, inputs });
/** What a result of one character takes. */
const ONE = sizeOf(1);

function sizeOf(output: number | string): number {
  const store = new ReuseStore();
  store.put(key("a"), { output });
  return store.bytes;
}

Deno.test("ReuseStore gives back what was put in", () => {
  const store = new ReuseStore();
  store.put(key("a"), { output: [1] });
  store.put(key("b"), { output: "NaN", whole: '[2,"NaN"]' });
  expect(store.peek("op", "a")).toMatchObject({ output: [1] });
  expect(store.peek("op", "b")).toMatchObject({ output: "NaN", whole: '[2,"NaN"]' });
  expect(store.peek("op", "c")).toBeUndefined();
  expect(store.peek("other", "a")).toBeUndefined();
  expect(store.size).toBe(2);
  store.put(key("a"), { output: 2 });
  expect(store.peek("op", "a")).toMatchObject({ output: 2 });
  expect(store.size).toBe(2);
});

Deno.test("ReuseStore lets go of what was used longest ago", () => {
  const store = new ReuseStore({ bytes: 5 * ONE });
  for (const inputs of ["a", "b", "c", "d", "e"]) store.put(key(inputs), { output: 1 });
  store.touch("op", "a");
  // To look is no use.
  store.peek("op", "b");
  store.put(key("f"), { output: 1 });
  expect(["a", "b", "c", "d", "e", "f"].filter((it) => store.peek("op", it)))
    .toEqual(["a", "c", "d", "e", "f"]);
  expect(store.bytes).toBe(5 * ONE);
});

Deno.test("ReuseStore does not keep a result that would push out most others", () => {
  const store = new ReuseStore({ bytes: 5 * ONE });
  store.put(key("a"), { output: 1 });
  store.put(key("b"), { output: "x".repeat(10_000) });
  store.put(key("c"), { output: 1, whole: "x".repeat(10_000) });
  expect(store.size).toBe(1);
  expect(store.peek("op", "a")).toBeDefined();
});

Deno.test("ReuseStore keeps everything where it has no bound", () => {
  const store = new ReuseStore({ bytes: Infinity });
  store.put(key("a"), { output: "x".repeat(100_000) });
  expect(store.size).toBe(1);
});

Deno.test("ReuseStore.candidates() are the inputs of a shape, those used last behind", () => {
  const store = new ReuseStore();
  for (const inputs of ["a", "b", "c"]) store.put(key(inputs), { output: 1 });
  store.put(key("d", "op", "other shape"), { output: 1 });
  store.touch("op", "a");
  expect(store.candidates("shape")).toEqual(["b", "c", "a"]);
  expect(store.candidates("no shape")).toEqual([]);
  store.retain(() => false);
  expect(store.candidates("shape")).toEqual([]);
});

Deno.test("ReuseStore.candidates() are not more than can be told", () => {
  const store = new ReuseStore();
  for (let k = 0; k < 10_010; k++) store.put(key(`${k}`), { output: 1 });
  const candidates = store.candidates("shape");
  expect([candidates.length, candidates[0]]).toEqual([10_000, "10"]);
});

Deno.test("ReuseStore.retain() forgets what others do not need", () => {
  const store = new ReuseStore();
  store.put(key("a", "p1"), { output: 1 });
  store.put(key("a", "p2"), { output: 1 });
  store.retain((identity) => identity === "p2");
  expect([store.peek("p1", "a"), store.peek("p2", "a")]).toEqual([undefined, expect.anything()]);
  store.clear();
  expect([store.size, store.bytes]).toEqual([0, 0]);
});

Deno.test("ReuseStore never takes more than it may, and its sums are right", () => {
  const steps = fc.array(fc.tuple(fc.nat(2), fc.nat(30), fc.nat(300)), { maxLength: 80 });
  fc.assert(
    fc.property(steps, (all) => {
      const store = new ReuseStore({ bytes: 8 * ONE });
      for (const [what, at, length] of all) {
        if (what === 0) store.touch("op", `${at}`);
        else store.put(key(`${at}`, "op", `shape ${at % 3}`), { output: "x".repeat(length) });
        expect(store.bytes).toBeLessThanOrEqual(8 * ONE);
      }
      const kept = Array.from({ length: 31 }, (_, at) => store.peek("op", `${at}`));
      const found = kept.flatMap((it) => it ?? []);
      expect(found.reduce((sum, { size }) => sum + size, 0)).toBe(store.bytes);
      expect(found.length).toBe(store.size);
      const candidates = [0, 1, 2].flatMap((it) => store.candidates(`shape ${it}`));
      expect(candidates.map(Number).sort((a, b) => a - b))
        .toEqual(kept.flatMap((it, at) => it ? [at] : []));
    }),
  );
});
