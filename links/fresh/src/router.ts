import type { Method } from "./types.ts";

/** Where a request leads. */
export interface Match<Item> {
  /** The pattern that fits the path; null where none does. */
  pattern: string | null;
  /** What is registered for pattern and method; null where the method is not. */
  item: Item | null;
  /** Decoded values of the pattern's parameters. */
  params: Record<string, string>;
}

interface Entry<Item> {
  pattern: string;
  matcher: URLPattern | null;
  byMethod: Map<Method, Item>;
}

/** Finds the item of a path and method: plain paths first, then patterns in their order. */
export class Router<Item> {
  #plain = new Map<string, Entry<Item>>();
  #patterns: Entry<Item>[] = [];

  /** Registers `item`; the first registration of a path and method wins. */
  add(method: Method, pattern: string, item: Item): void {
    const entry = this.#entry(pattern);
    if (!entry.byMethod.has(method)) entry.byMethod.set(method, item);
  }

  /** Finds what answers `method` at `url`; HEAD falls back to GET. */
  match(method: Method, url: URL): Match<Item> {
    const plain = this.#plain.get(url.pathname) ?? this.#plain.get(otherSlash(url.pathname));
    if (plain !== undefined) {
      return { pattern: plain.pattern, item: pick(plain, method), params: {} };
    }
    for (const entry of this.#patterns) {
      const found = entry.matcher?.exec({ pathname: url.pathname });
      if (!found) continue;
      const params: Record<string, string> = {};
      for (const [name, value] of Object.entries(found.pathname.groups)) {
        params[name] = value === undefined ? "" : decodeURI(value);
      }
      return { pattern: entry.pattern, item: pick(entry, method), params };
    }
    return { pattern: null, item: null, params: {} };
  }

  /** The methods registered for a pattern, for an `Allow` header. */
  methods(pattern: string): Method[] {
    const entry = this.#plain.get(pattern) ?? this.#patterns.find((e) => e.pattern === pattern);
    return entry === undefined ? [] : [...entry.byMethod.keys()];
  }

  #entry(pattern: string): Entry<Item> {
    const isPlain = !/[:*{}()?+]/.test(pattern);
    const known = isPlain
      ? this.#plain.get(pattern)
      : this.#patterns.find((entry) => entry.pattern === pattern);
    if (known !== undefined) return known;
    const matcher = isPlain ? null : new URLPattern({ pathname: pattern });
    const entry: Entry<Item> = { pattern, matcher, byMethod: new Map() };
    if (isPlain) this.#plain.set(pattern, entry);
    else this.#patterns.push(entry);
    return entry;
  }
}

function pick<Item>(entry: Entry<Item>, method: Method): Item | null {
  const item = entry.byMethod.get(method);
  if (item !== undefined) return item;
  return (method === "HEAD" ? entry.byMethod.get("GET") : undefined) ?? null;
}

function otherSlash(pathname: string): string {
  if (pathname === "/") return pathname;
  return pathname.endsWith("/") ? pathname.slice(0, -1) : `${pathname}/`;
}
