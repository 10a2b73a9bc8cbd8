/**
 * Short texts for values that JSON cannot hold: `[Function add]`, `[Uint8Array 12 bytes]`, `[Point {"x":1}]`. What is
 * described may be hostile (proxies, getters that throw): nothing here throws.
 *
 * @module
 */

/** How many characters of an instance's fields are shown. */
const MAX_FIELDS_TEXT = 500;

/** Reads a property of anything; undefined when reading it throws. */
export function readSafely(target: object, key: PropertyKey): unknown {
  try {
    return Reflect.get(target, key);
  } catch {
    return undefined;
  }
}

/** `[Function add]`, `[Function]`, `[Class Point]`. */
export function functionText(fn: object): string {
  const name = readSafely(fn, "name");
  const kind = isClass(fn) ? "Class" : "Function";
  return typeof name === "string" && name !== "" ? `[${kind} ${name}]` : `[${kind}]`;
}

function isClass(fn: object): boolean {
  try {
    return /^class\b/.test(Function.prototype.toString.call(fn));
  } catch {
    return false;
  }
}

/** `[Symbol name]`. */
export function symbolText(symbol: symbol): string {
  return symbol.description ? `[Symbol ${symbol.description}]` : "[Symbol]";
}

/** The name of an object's class; `Object` when it tells none. */
export function className(object: object): string {
  const constructor = readSafely(object, "constructor");
  if (typeof constructor !== "function") return "Object";
  const name = readSafely(constructor, "name");
  return typeof name === "string" && name !== "" ? name : "Object";
}

/**
 * The text for binary data, by its size; undefined for anything else. Buffers are known by what they are, not by
 * what they say they are.
 */
export function binaryText(object: object): string | undefined {
  const isBinary = ArrayBuffer.isView(object) || object instanceof ArrayBuffer ||
    // Browsers have it on isolated pages alone.
    (typeof SharedArrayBuffer === "function" && object instanceof SharedArrayBuffer);
  return isBinary ? `[${className(object)} ${object.byteLength} bytes]` : undefined;
}

/** The text for an error: `[TypeError: x is not a function]`. */
export function errorText(error: Error): string {
  const message = readSafely(error, "message");
  const name = readSafely(error, "name");
  const shownName = typeof name === "string" && name !== "" ? name : className(error);
  return typeof message === "string" && message !== ""
    ? `[${shownName}: ${message}]`
    : `[${shownName}]`;
}

/** The text for an instance of a class, with its fields as JSON text: `[Point {"x":1,"y":2}]`. */
export function instanceText(name: string, fieldsText: string): string {
  if (fieldsText === "{}") return `[${name}]`;
  const shown = fieldsText.length > MAX_FIELDS_TEXT
    ? `${fieldsText.slice(0, MAX_FIELDS_TEXT)}…`
    : fieldsText;
  return `[${name} ${shown}]`;
}
