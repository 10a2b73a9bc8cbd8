/** What the models need of `localStorage` and `sessionStorage`. */
export type TextStorage = Pick<Storage, "getItem" | "setItem" | "removeItem">;

/** Storage for where there is none: on the server, in tests, in browsers that forbid it. */
export function memoryStorage(entries: Record<string, string> = {}): TextStorage {
  const texts = new Map(Object.entries(entries));
  return {
    getItem: (key) => texts.get(key) ?? null,
    setItem: (key, text) => void texts.set(key, text),
    removeItem: (key) => void texts.delete(key),
  };
}

/** The browser's storage of that name, or one in memory where it is missing or forbidden. */
export function browserStorage(name: "localStorage" | "sessionStorage"): TextStorage {
  // Deno has both too, but what is rendered on the server must not see them.
  if (typeof document === "undefined") return memoryStorage();
  try {
    return globalThis[name];
  } catch {
    // Cookies are blocked: reading the property throws. The page works, and forgets.
    return memoryStorage();
  }
}

/** Reads JSON from storage; undefined when there is none or it is broken. */
export function readJson(storage: TextStorage, key: string): unknown {
  try {
    const text = storage.getItem(key);
    return text === null ? undefined : JSON.parse(text);
  } catch {
    // Somebody else wrote it, or reading is forbidden: the same as nothing kept.
    return undefined;
  }
}

/** Writes JSON to storage; says whether it was kept (it may be full or forbidden). */
export function writeJson(storage: TextStorage, key: string, value: unknown): boolean {
  try {
    storage.setItem(key, JSON.stringify(value));
    return true;
  } catch {
    return false;
  }
}
