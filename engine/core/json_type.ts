/** How many items of a list, and keys of an object, are looked at. */
const MAX_ITEMS = 200;
/** How deep it is looked. */
const MAX_DEPTH = 4;
/** Longest text of a type: more says less. */
const MAX_LENGTH = 2_000;

/** The TypeScript text of the type of a JSON value; `any` where it is too deep or too large to say. */
export function jsonType(value: unknown): string {
  const text = typeOf(value, 0);
  return text.length > MAX_LENGTH ? Array.isArray(value) ? "any[]" : "any" : text;
}

function typeOf(value: unknown, depth: number): string {
  if (value === null) return "null";
  if (typeof value !== "object") {
    return typeof value === "number" || typeof value === "string" || typeof value === "boolean"
      ? typeof value
      : "any";
  }
  if (depth >= MAX_DEPTH) return Array.isArray(value) ? "any[]" : "any";
  if (Array.isArray(value)) {
    if (value.length === 0 || value.length > MAX_ITEMS) return "any[]";
    const items = new Set(value.map((item) => typeOf(item, depth + 1)));
    return items.has("any") ? "any[]" : `(${[...items].join(" | ")})[]`;
  }
  const keys = Object.keys(value);
  if (keys.length > MAX_ITEMS) return "any";
  const fields = keys.map((key) =>
    `${JSON.stringify(key)}: ${typeOf((value as Record<string, unknown>)[key], depth + 1)}`
  );
  return `{ ${fields.join("; ")} }`;
}
