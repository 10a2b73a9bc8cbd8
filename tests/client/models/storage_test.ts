import { expect } from "@std/expect";
import { browserStorage, memoryStorage, readJson, writeJson } from "@/client/models/storage.ts";

Deno.test("readJson() gives what writeJson() kept", () => {
  const storage = memoryStorage();
  expect(readJson(storage, "key")).toBeUndefined();
  expect(writeJson(storage, "key", { a: [1] })).toBe(true);
  expect(readJson(storage, "key")).toEqual({ a: [1] });
});

Deno.test("readJson() takes broken text as nothing", () => {
  expect(readJson(memoryStorage({ key: "{" }), "key")).toBeUndefined();
});

Deno.test("writeJson() says when storage is full", () => {
  const full = {
    ...memoryStorage(),
    setItem() {
      throw new DOMException("Full", "QuotaExceededError");
    },
  };
  expect(writeJson(full, "key", 1)).toBe(false);
});

Deno.test("browserStorage() is in memory where there is no page, and each is its own", () => {
  const storage = browserStorage("sessionStorage");
  storage.setItem("key", "value");
  expect(storage.getItem("key")).toBe("value");
  expect(browserStorage("sessionStorage").getItem("key")).toBeNull();
  expect(globalThis.sessionStorage.getItem("key")).toBeNull();
});
