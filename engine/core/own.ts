/**
 * Reading and writing keys that come from outside, where `__proto__` and `constructor` are ordinary names.
 *
 * @module
 */

/** An object that is no list and not null: what JSON calls an object. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The object's own value under that key; undefined when it only inherits one. */
export function own(object: Record<string, unknown>, key: string): unknown {
  return Object.hasOwn(object, key) ? object[key] : undefined;
}

/** Sets an own key of a plain object; `__proto__` becomes a key like any other, not the prototype. */
export function setOwn<T>(object: Record<string, T>, key: string, value: T): void {
  if (key === "__proto__") {
    Object.defineProperty(object, key, {
      value,
      enumerable: true,
      configurable: true,
      writable: true,
    });
  } else {
    object[key] = value;
  }
}

/**
 * Says whether lists and objects in a value are nested at most `limit` levels deep. A value without any has depth 0.
 * Looks no deeper than the limit, so that a hostile value cannot exhaust the stack.
 */
export function isWithinDepth(value: unknown, limit: number): boolean {
  if (typeof value !== "object" || value === null) return true;
  if (limit <= 0) return false;
  if (Array.isArray(value)) {
    for (const item of value) {
      if (typeof item === "object" && !isWithinDepth(item, limit - 1)) return false;
    }
    return true;
  }
  for (const key in value) {
    const item = (value as Record<string, unknown>)[key];
    if (typeof item === "object" && !isWithinDepth(item, limit - 1)) return false;
  }
  return true;
}
