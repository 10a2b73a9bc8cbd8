/**
 * Looks whether ops have changed what all code of a thread is made of: `Array.prototype`, `JSON`, `Map`, … A host in
 * which they have would do wrong by the next run.
 *
 * @module
 */

// Taken before ops are loaded: what looks must not be what was changed.
const { ownKeys, getOwnPropertyDescriptor, getPrototypeOf } = Reflect;
const { is, isExtensible } = Object;
const globals = globalThis as unknown as Record<PropertyKey, unknown>;

/** Something that must stay as it is. */
interface Known {
  object: Record<PropertyKey, unknown>;
  prototype: object | null;
  /** How many keys it has beside {@link SETTINGS}. */
  size: number;
  /** Its properties with a value. */
  keys: PropertyKey[];
  values: unknown[];
  /** Its accessors, and the functions that read them. */
  accessors: [key: PropertyKey, get: unknown][];
}

/** Keys that code sets as a matter of course. */
const SETTINGS = new Set<PropertyKey>(["stackTraceLimit", "prepareStackTrace"]);

/** Global objects of the language and of the platform that the host is made of; `.prototype` of each counts as well. */
const NAMES = [
  "Object",
  "Function",
  "Array",
  "String",
  "Number",
  "Boolean",
  "Symbol",
  "BigInt",
  "Promise",
  "Map",
  "Set",
  "WeakMap",
  "WeakSet",
  "WeakRef",
  "Date",
  "RegExp",
  "Error",
  "TypeError",
  "RangeError",
  "Uint8Array",
  "Int32Array",
  "ArrayBuffer",
  "SharedArrayBuffer",
  "JSON",
  "Math",
  "Reflect",
  "Atomics",
  "Proxy",
  "TextEncoder",
  "TextDecoder",
  "AbortController",
  "AbortSignal",
  "EventTarget",
  "Event",
  "MessageEvent",
  "MessageChannel",
  "MessagePort",
  "DOMException",
  "Performance",
];

/** Prototypes without a name of their own. */
function unnamed(): object[] {
  return [
    getPrototypeOf(Uint8Array)!,
    getPrototypeOf(Uint8Array.prototype)!,
    getPrototypeOf([][Symbol.iterator]())!,
    getPrototypeOf(new Map()[Symbol.iterator]())!,
    getPrototypeOf(new Set()[Symbol.iterator]())!,
    getPrototypeOf(""[Symbol.iterator]())!,
    getPrototypeOf(getPrototypeOf([][Symbol.iterator]())!)!,
    getPrototypeOf(async function () {})!,
    getPrototypeOf(function* () {})!,
  ];
}

/** Functions of the global object that the host calls. */
const CALLED = ["setImmediate", "setTimeout", "clearTimeout", "structuredClone", "queueMicrotask"];

/**
 * Notes how the intrinsics are now. What it gives says whether they still are the same: some 50 µs.
 */
export function watchIntrinsics(): () => boolean {
  const known: Known[] = [];
  const note = (object: unknown) => {
    const isObject = (typeof object === "object" && object !== null) ||
      typeof object === "function";
    if (isObject) known[known.length] = describe(object);
  };
  for (const name of NAMES) {
    note(globals[name]);
    if (typeof globals[name] === "function") {
      note((globals[name] as { prototype: unknown }).prototype);
    }
  }
  for (const object of unnamed()) note(object);
  const names = [...NAMES, ...CALLED];
  const values = names.map((name) => globals[name]);
  return () => {
    try {
      for (let i = 0; i < names.length; i++) if (globals[names[i]] !== values[i]) return false;
      for (let i = 0; i < known.length; i++) if (!isSame(known[i])) return false;
      return true;
    } catch {
      // What was a value is a function that throws.
      return false;
    }
  };
}

function describe(object: object): Known {
  const known: Known = {
    object: object as Record<PropertyKey, unknown>,
    prototype: getPrototypeOf(object),
    size: 0,
    keys: [],
    values: [],
    accessors: [],
  };
  for (const key of ownKeys(object)) {
    if (SETTINGS.has(key)) continue;
    known.size++;
    const property = getOwnPropertyDescriptor(object, key)!;
    if ("value" in property) {
      known.keys.push(key);
      known.values.push(property.value);
    } else {
      known.accessors.push([key, property.get]);
    }
  }
  return known;
}

function isSame({ object, prototype, size, keys, values, accessors }: Known): boolean {
  if (getPrototypeOf(object) !== prototype || !isExtensible(object)) return false;
  const now = ownKeys(object);
  let count = now.length;
  for (let i = 0; i < now.length; i++) {
    if (now[i] === "stackTraceLimit" || now[i] === "prepareStackTrace") count--;
  }
  if (count !== size) return false;
  for (let i = 0; i < keys.length; i++) {
    // Not `===`: NaN is one of them.
    if (!is(object[keys[i]], values[i])) return false;
  }
  for (let i = 0; i < accessors.length; i++) {
    if (getOwnPropertyDescriptor(object, accessors[i][0])?.get !== accessors[i][1]) return false;
  }
  return true;
}
