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

/** How long the server remembers, in seconds. */
const YEAR_SECONDS = 365 * 24 * 3600;

/**
 * The same storage, but what is written goes into a cookie of the same name as well: the server renders the page as it
 * was left, and nothing jumps or flashes when it loads. For short texts that are no secret; storage is the truth, and
 * without cookies the page changes a moment after it is there.
 */
export function withCookies(storage: TextStorage): TextStorage {
  if (typeof document === "undefined") return storage;
  return {
    getItem: (key) => storage.getItem(key),
    setItem(key, text) {
      // Also where storage is full.
      document.cookie = `${key}=${encodeURIComponent(text)}; Path=/; Max-Age=${YEAR_SECONDS}; ` +
        "SameSite=Lax";
      storage.setItem(key, text);
    },
    removeItem: (key) => storage.removeItem(key),
  };
}
