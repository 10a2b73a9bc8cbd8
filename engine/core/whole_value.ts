import { setOwn } from "./own.ts";

/** Longest text that {@link writeWhole} makes, in characters. */
export const MOST_WHOLE = 8 * 1024 * 1024;

const MOST_LEVELS = 500;

/** Marks of what JSON has not, at the head of a list. Lists themselves begin with 0. */
const LIST = 0, UNDEFINED = 1, NUMBER = 2, BIGINT = 3, DATE = 4, REGEXP = 5;
const MAP = 6, SET = 7, BYTES = 8, AGAIN = 9;

const BINARY = {
  ArrayBuffer,
  DataView,
  Int8Array,
  Uint8Array,
  Uint8ClampedArray,
  Int16Array,
  Uint16Array,
  Int32Array,
  Uint32Array,
  Float32Array,
  Float64Array,
  BigInt64Array,
  BigUint64Array,
} as const;
type BinaryName = keyof typeof BINARY;

/**
 * Writes a value as text from which {@link readWhole} makes one that no op can tell from it: JSON with marks for what
 * JSON has not (NaN, undefined, big integers, dates, regular expressions, maps, sets, binary data, and what is met
 * twice). Equal values have equal texts, also when they were read from one. Calls no code of the value.
 *
 * @param most characters that the text may have
 * @returns undefined when the value is larger, or holds something that would not come back as it is (functions,
 * symbols, instances of classes, getters)
 */
export function writeWhole(value: unknown, most: number = MOST_WHOLE): string | undefined {
  try {
    const text = JSON.stringify(new Writer(most).any(value, 0));
    return text.length <= most ? text : undefined;
  } catch {
    // Not writable, which is no error; what a proxy's traps throw is among it.
    return undefined;
  }
}

/** Makes the value again. Throws when it is no text that {@link writeWhole} wrote. */
export function readWhole(text: string): unknown {
  return new Reader().any(JSON.parse(text));
}

class NotWhole extends Error {}

class Writer {
  readonly #places = new Map<object, number>();
  readonly #buffers = new Set<object>();
  #room: number;

  constructor(most: number) {
    this.#room = most;
  }

  any(value: unknown, depth: number): unknown {
    this.#take(2);
    switch (typeof value) {
      case "string":
        this.#take(value.length);
        return value;
      case "boolean":
        return value;
      case "number":
        return Number.isFinite(value) && !Object.is(value, -0)
          ? value
          : [NUMBER, Object.is(value, -0) ? "-0" : String(value)];
      case "undefined":
        return [UNDEFINED];
      case "bigint":
        return [BIGINT, String(value)];
      case "object":
        return value === null ? null : this.#object(value, depth);
      default:
        throw new NotWhole();
    }
  }

  #take(characters: number): void {
    this.#room -= characters;
    if (this.#room < 0) throw new NotWhole();
  }

  #object(object: object, depth: number): unknown {
    if (depth > MOST_LEVELS) throw new NotWhole();
    const place = this.#places.get(object);
    if (place !== undefined) return [AGAIN, place];
    this.#places.set(object, this.#places.size);
    const prototype: unknown = Object.getPrototypeOf(object);
    switch (prototype) {
      case Object.prototype:
        return this.#fields(object, depth);
      case Array.prototype:
        return this.#list(object as unknown[], depth);
      case Map.prototype:
        return [MAP, ...this.#bare(Map.prototype.entries.call(object), object, depth)];
      case Set.prototype:
        return [SET, ...this.#bare(Set.prototype.values.call(object), object, depth)];
      case Date.prototype:
        noKeys(object);
        return [DATE, Date.prototype.getTime.call(object)];
      case RegExp.prototype:
        return regExp(object as RegExp);
      default:
        return this.#binary(object, prototype);
    }
  }

  #fields(object: object, depth: number): Record<string, unknown> {
    const written: Record<string, unknown> = {};
    for (const key of Reflect.ownKeys(object)) {
      const property = Object.getOwnPropertyDescriptor(object, key);
      if (typeof key !== "string" || !property?.enumerable || !("value" in property)) {
        throw new NotWhole();
      }
      this.#take(key.length);
      setOwn<unknown>(written, key, this.any(property.value, depth + 1));
    }
    return written;
  }

  #list(list: unknown[], depth: number): unknown[] {
    const written: unknown[] = [LIST];
    this.#take(list.length);
    // With its length, a list without gaps and other keys has as many as this.
    if (Reflect.ownKeys(list).length !== list.length + 1) throw new NotWhole();
    for (let i = 0; i < list.length; i++) {
      const property = Object.getOwnPropertyDescriptor(list, i);
      if (!property?.enumerable || !("value" in property)) throw new NotWhole();
      written.push(this.any(property.value, depth + 1));
    }
    return written;
  }

  #bare(items: Iterable<unknown>, object: object, depth: number): unknown[] {
    noKeys(object);
    const written: unknown[] = [];
    const isMap = Object.getPrototypeOf(object) === Map.prototype;
    for (const item of items) {
      if (!isMap) written.push(this.any(item, depth + 1));
      else for (const part of item as [unknown, unknown]) written.push(this.any(part, depth + 1));
    }
    return written;
  }

  #binary(object: object, prototype: unknown): unknown[] {
    const names = Object.keys(BINARY) as BinaryName[];
    const name = names.find((it) => BINARY[it].prototype === prototype);
    if (name === undefined) throw new NotWhole();
    const isView = ArrayBuffer.isView(object);
    const buffer = isView ? object.buffer : object as ArrayBuffer;
    // Part of a larger buffer, one that may change its size, or that others share, would come back as less.
    const isOwn = !this.#buffers.has(buffer) && (!isView || !this.#places.has(buffer));
    this.#buffers.add(buffer);
    const isFixed = buffer instanceof ArrayBuffer && !buffer.resizable &&
      Object.getPrototypeOf(buffer) === ArrayBuffer.prototype;
    const isAll = !isView || object.byteLength === buffer.byteLength;
    if (!isOwn || !isFixed || !isAll) throw new NotWhole();
    this.#take(Math.ceil(buffer.byteLength / 3) * 4);
    if (!isView) noKeys(object);
    return [BYTES, name, toBase64(new Uint8Array(buffer))];
  }
}

function regExp(object: RegExp): unknown[] {
  // Its `lastIndex` is an own key; the rest is what it was made from.
  if (object.lastIndex !== 0 || Reflect.ownKeys(object).length !== 1) throw new NotWhole();
  return [REGEXP, object.source, object.flags];
}

function noKeys(object: object): void {
  if (Reflect.ownKeys(object).length > 0) throw new NotWhole();
}

class Reader {
  readonly #objects: object[] = [];

  any(written: unknown): unknown {
    if (typeof written !== "object" || written === null) return written;
    if (!Array.isArray(written)) return this.#fields(written as Record<string, unknown>);
    const [mark, first, second] = written as unknown[];
    switch (mark) {
      case LIST:
        return this.#fill(this.#keep<unknown[]>([]), written);
      case UNDEFINED:
        return undefined;
      case NUMBER:
        return Number(first);
      case BIGINT:
        return BigInt(first as string);
      case DATE:
        return this.#keep(new Date(first === null ? Number.NaN : first as number));
      case REGEXP:
        return this.#keep(new RegExp(first as string, second as string));
      case MAP: {
        const map = this.#keep(new Map<unknown, unknown>());
        for (let k = 1; k + 1 < written.length; k += 2) {
          const key = this.any(written[k]);
          map.set(key, this.any(written[k + 1]));
        }
        return map;
      }
      case SET: {
        const set = this.#keep(new Set<unknown>());
        for (let k = 1; k < written.length; k++) set.add(this.any(written[k]));
        return set;
      }
      case BYTES:
        return this.#keep(binary(first, fromBase64(second as string)));
      case AGAIN:
        return this.#again(first);
      default:
        throw new TypeError(`A value is marked with ${JSON.stringify(mark)}, which means nothing`);
    }
  }

  #keep<T extends object>(object: T): T {
    this.#objects.push(object);
    return object;
  }

  #again(place: unknown): object {
    const object = this.#objects[place as number];
    if (object === undefined) throw new TypeError("A value refers to what is not in it");
    return object;
  }

  #fill(list: unknown[], written: unknown[]): unknown[] {
    for (let k = 1; k < written.length; k++) list.push(this.any(written[k]));
    return list;
  }

  #fields(written: Record<string, unknown>): Record<string, unknown> {
    const object = this.#keep<Record<string, unknown>>({});
    for (const key of Object.keys(written)) setOwn(object, key, this.any(written[key]));
    return object;
  }
}

function binary(name: unknown, { buffer }: Uint8Array<ArrayBuffer>): object {
  if (typeof name !== "string" || !Object.hasOwn(BINARY, name)) {
    throw new TypeError(`A value has binary data of a kind that is not known: ${String(name)}`);
  }
  if (name === "ArrayBuffer") return buffer;
  const View = BINARY[name as BinaryName] as new (buffer: ArrayBuffer) => ArrayBufferView;
  return new View(buffer);
}

interface Base64 {
  toBase64(): string;
}

function toBase64(bytes: Uint8Array): string {
  return (bytes as Uint8Array & Base64).toBase64();
}

function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  return (Uint8Array as unknown as { fromBase64(text: string): Uint8Array<ArrayBuffer> })
    .fromBase64(text);
}
