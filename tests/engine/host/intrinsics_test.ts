import { expect } from "@std/expect";
import { watchIntrinsics } from "@/engine/host/intrinsics.ts";

/** Each changes something, and gives the way back. */
const CHANGES: Record<string, () => () => void> = {
  "a method is replaced": () => {
    const before = Map.prototype.get;
    Map.prototype.get = () => undefined;
    return () => Map.prototype.get = before;
  },
  "a method is added": () => {
    Object.assign(Array.prototype, { added: 1 });
    return () => Reflect.deleteProperty(Array.prototype, "added");
  },
  "a method is deleted": () => {
    const before = Object.getOwnPropertyDescriptor(Array.prototype, "at")!;
    Reflect.deleteProperty(Array.prototype, "at");
    return () => Object.defineProperty(Array.prototype, "at", before);
  },
  "a getter is replaced": () => {
    const before = Object.getOwnPropertyDescriptor(Map.prototype, "size")!;
    Object.defineProperty(Map.prototype, "size", { ...before, get: () => 0 });
    return () => Object.defineProperty(Map.prototype, "size", before);
  },
  "a value becomes a getter that throws": () => {
    const before = Object.getOwnPropertyDescriptor(Promise.prototype, "constructor")!;
    const get = () => {
      throw new Error("read");
    };
    Object.defineProperty(Promise.prototype, "constructor", { get, configurable: true });
    return () => Object.defineProperty(Promise.prototype, "constructor", before);
  },
  "a global is replaced": () => {
    const before = globalThis.structuredClone;
    globalThis.structuredClone = () => undefined as never;
    return () => globalThis.structuredClone = before;
  },
};

for (const [name, change] of Object.entries(CHANGES)) {
  Deno.test(`watchIntrinsics() notices that ${name}, and that it is put back`, () => {
    const isIntact = watchIntrinsics();
    const back = change();
    const found = isIntact();
    back();
    expect(found).toBe(false);
    expect(isIntact()).toBe(true);
  });
}

Deno.test("watchIntrinsics() leaves settings of the stack of errors to those who set them", () => {
  const isIntact = watchIntrinsics();
  const before = Error.stackTraceLimit;
  Error.stackTraceLimit = before + 1;
  expect(isIntact()).toBe(true);
  Error.stackTraceLimit = before;
});
