import type { JsonValue } from "../core/json.ts";

/** Whether two values have the same JSON text, the order of keys included. Looks no deeper than the first difference. */
export function sameJson(a: JsonValue, b: JsonValue): boolean {
  if (a === b) return true;
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return false;
  if (Array.isArray(a) || Array.isArray(b)) {
    return Array.isArray(a) && Array.isArray(b) && a.length === b.length &&
      a.every((item, i) => sameJson(item, b[i]));
  }
  const keys = Object.keys(a);
  const others = Object.keys(b);
  return keys.length === others.length &&
    keys.every((key, i) => key === others[i] && sameJson(a[key], b[key]));
}
