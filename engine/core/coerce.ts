import { PsynapseError } from "./errors.ts";
import type { Inputs } from "./gather_inputs.ts";
import type { JsonValue } from "./json.ts";
import { isObject, setOwn } from "./own.ts";
import { parseBoolean, parseNumber } from "./parse_text.ts";
import type { OpSchema, ParamSchema, ValueType } from "./schema.ts";
import { toJson } from "./to_json.ts";

/** How many characters of a value an error shows. */
const MAX_SHOWN = 80;

/** What a converter returns for a value that it cannot convert. */
const REFUSED = Symbol("refused");

type Converter = (value: unknown, param: ParamSchema) => unknown;

const CONVERTERS = {
  float: toFloat,
  int: toInt,
  str: toText,
  bool: toBoolean,
  Literal: toLiteral,
  list: toList,
  dict: toDict,
  Image: toImage,
  Any: (value) => value,
} satisfies Record<ValueType, Converter>;

/**
 * Converts a value to a parameter's type. Anything becomes a text, also null; of the other types null is a value of
 * `Any` alone: whether a parameter may be empty is for {@link prepareArguments} to say.
 *
 * @throws {PsynapseError} "conversion": `Cannot convert "abc" to float for parameter "a"`, or that a number is not
 * within the parameter's bounds.
 */
export function coerce(value: unknown, param: ParamSchema): unknown {
  const converted = CONVERTERS[param.type](value, param);
  if (converted !== REFUSED) {
    if (typeof converted === "number") checkRange(converted, param);
    return converted;
  }
  throw new PsynapseError(
    "conversion",
    `Cannot convert ${show(value)} to ${typeName(param)} for parameter "${param.name}"`,
    { field: param.name },
  );
}

/**
 * The arguments for a call of an op, in the order of its parameters. Inputs are converted; a parameter without input
 * gets its literal default (a copy), else undefined, or null where its type admits that alone. An input that is null or
 * undefined, for a parameter that may be empty, is the same as none; but null stays null where the type admits it. A
 * rest parameter's list is spread.
 *
 * @throws {PsynapseError} "conversion", or "missing_param": `Missing required parameter "b"`.
 */
export function prepareArguments(schema: Pick<OpSchema, "params">, inputs: Inputs): unknown[] {
  const args: unknown[] = [];
  for (const param of schema.params) {
    const given = Object.hasOwn(inputs, param.name);
    const value = given ? inputs[param.name] : undefined;
    if (param.rest) {
      if (value === undefined || value === null) continue;
      for (const item of coerce(value, param) as unknown[]) args.push(item);
    } else if (given && !isEmpty(value, param)) {
      args.push(coerce(value, param));
    } else if (value === null && param.nullable) {
      args.push(null);
    } else {
      args.push(emptyArgument(param));
    }
  }
  return args;
}

/** Whether an input counts as none. `Any` takes null for what it is, and only undefined for none. */
function isEmpty(value: unknown, param: ParamSchema): boolean {
  if (value === undefined) return mayBeEmpty(param);
  return value === null && param.type !== "Any" && mayBeEmpty(param);
}

/** A number that is not within its bounds is refused; NaN is within none. */
function checkRange(value: number, { name, min = -Infinity, max = Infinity, unit }: ParamSchema) {
  if ((value >= min && value <= max) || (min === -Infinity && max === Infinity)) return;
  const wanted = max === Infinity
    ? `${min} or more`
    : min === -Infinity
    ? `${max} or less`
    : `from ${min} to ${max}`;
  throw new PsynapseError(
    "conversion",
    `${value} is out of range for parameter "${name}": it must be ${wanted}${
      unit ? ` ${unit}` : ""
    }`,
    { field: name },
  );
}

function mayBeEmpty(param: ParamSchema): boolean {
  return param.optional === true || param.default !== undefined;
}

function emptyArgument(param: ParamSchema): unknown {
  if (param.default !== undefined) return copyJson(param.default);
  if (param.nullable && !param.undefinable) return null;
  if (param.optional) return undefined;
  throw new PsynapseError("missing_param", `Missing required parameter "${param.name}"`, {
    field: param.name,
  });
}

/** A default belongs to the schema: an op that changes its argument must not change the next call's. */
function copyJson(value: JsonValue): JsonValue {
  return typeof value === "object" && value !== null ? toJson(value) : value;
}

function toFloat(value: unknown): unknown {
  switch (typeof value) {
    case "number":
      return value;
    case "boolean":
    case "bigint":
      return Number(value);
    case "string":
      return parseNumber(value) ?? REFUSED;
    default:
      return REFUSED;
  }
}

/** Numbers are truncated; a text must be whole, since whoever wrote "3.7" did not mean 3. */
function toInt(value: unknown): unknown {
  const number = toFloat(value);
  if (typeof number !== "number" || !Number.isFinite(number)) return REFUSED;
  if (typeof value === "string" && !Number.isInteger(number)) return REFUSED;
  // `+ 0` turns -0, which truncating -0.5 gives, into 0.
  return Math.trunc(number) + 0;
}

function toText(value: unknown): unknown {
  return typeof value === "string" ? value : valueText(value ?? null);
}

/** Any value as text: JSON text for lists and objects, the stand-in for what JSON cannot hold. */
export function valueText(value: unknown): string {
  const json = toJson(value);
  return typeof json === "string" ? json : JSON.stringify(json);
}

function toBoolean(value: unknown): unknown {
  switch (typeof value) {
    case "boolean":
      return value;
    case "number":
      return Number.isNaN(value) ? REFUSED : value !== 0;
    case "bigint":
      return value !== 0n;
    case "string":
      return parseBoolean(value) ?? REFUSED;
    default:
      return REFUSED;
  }
}

/** The literal itself, with its own type: a chosen `"3"` arrives as the number 3 where that is the literal. */
function toLiteral(value: unknown, param: ParamSchema): unknown {
  const literals = param.literals ?? param.literal_values ?? [];
  if ((literals as unknown[]).includes(value)) return value;
  if (typeof value !== "string" && typeof value !== "number") return REFUSED;
  const text = String(value);
  const number = typeof value === "number" ? value : parseNumber(value);
  for (const literal of literals) {
    if (String(literal) === text) return literal;
    if (typeof literal === "number" && literal === number) return literal;
  }
  return REFUSED;
}

function toList(value: unknown): unknown {
  if (Array.isArray(value)) return value;
  if (value instanceof Set) return [...value];
  if (ArrayBuffer.isView(value) && !(value instanceof DataView)) {
    return Array.from(value as Uint8Array);
  }
  const parsed = parseJson(value);
  return Array.isArray(parsed) ? parsed : REFUSED;
}

function toDict(value: unknown): unknown {
  if (value instanceof Map) return mapToObject(value);
  if (value instanceof Set || ArrayBuffer.isView(value)) return REFUSED;
  if (isObject(value)) return value;
  const parsed = parseJson(value);
  return isObject(parsed) ? parsed : REFUSED;
}

function mapToObject(map: Map<unknown, unknown>): unknown {
  const object: Record<string, unknown> = {};
  for (const [key, value] of map) {
    if (typeof key !== "string" && typeof key !== "number") return REFUSED;
    setOwn(object, String(key), value);
  }
  return object;
}

function parseJson(value: unknown): unknown {
  if (typeof value !== "string") return REFUSED;
  try {
    return JSON.parse(value);
  } catch {
    return REFUSED; // No JSON: the caller says so in its own words.
  }
}

function toImage(value: unknown): unknown {
  return typeof value === "string" && /^\s*data:/i.test(value) ? value.trim() : REFUSED;
}

function typeName(param: ParamSchema): string {
  if (param.type !== "Literal") return param.type;
  const literals = param.literals ?? param.literal_values ?? [];
  return `one of ${literals.map((literal) => JSON.stringify(literal)).join(", ")}`;
}

/** A value for people to read in a sentence, in short. */
function show(value: unknown): string {
  const json = toJson(value, { maxItems: MAX_SHOWN });
  const isStandIn = typeof json === "string" && typeof value !== "string";
  const text = isStandIn ? json : JSON.stringify(json);
  return text.length > MAX_SHOWN ? `${text.slice(0, MAX_SHOWN)}…` : text;
}
