import { expect } from "@std/expect";
import { Slots } from "@/engine/host/slots.ts";

const NEVER = new AbortController().signal;

Deno.test("Slots lets so many in at once, and the others in order", async () => {
  const slots = new Slots(2);
  const order: string[] = [];
  const enter = (name: string) => slots.take(NEVER).then(() => order.push(name));
  const all = ["a", "b", "c", "d"].map(enter);
  await Promise.all(all.slice(0, 2));
  expect(order).toEqual(["a", "b"]);
  slots.free();
  await all[2];
  slots.free();
  await all[3];
  expect(order).toEqual(["a", "b", "c", "d"]);
  slots.free();
  slots.free();
  await Promise.all([slots.take(NEVER), slots.take(NEVER)]);
});

Deno.test("Slots lets go of those whose signal aborts", async () => {
  const slots = new Slots(1);
  await slots.take(NEVER);
  const abort = new AbortController();
  const gone = slots.take(abort.signal);
  const next = slots.take(NEVER);
  abort.abort(new Error("enough"));
  await expect(gone).rejects.toThrow("enough");
  slots.free();
  await next;
  await expect(slots.take(abort.signal)).rejects.toThrow("enough");
});
