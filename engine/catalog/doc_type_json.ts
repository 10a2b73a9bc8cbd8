import { isObject, own } from "../core/own.ts";
import type { ObjectBody, ObjectMember, Param, RefSource, Signature, TsType } from "./ts_type.ts";
import type { TypeParam } from "./ts_type.ts";

/** The value as an object; {} when it is none. */
export function object(value: unknown): Record<string, unknown> {
  return isObject(value) ? value : {};
}

/** The value as a list of objects; [] when it is none. */
export function objects(value: unknown): Record<string, unknown>[] {
  return Array.isArray(value) ? value.map(object) : [];
}

/** The value as text; "" when it is none. */
export function text(value: unknown): string {
  return typeof value === "string" ? value : "";
}

/** Reads a type of `deno doc --json`. What it does not know becomes text, never an error. */
export function parseType(json: unknown): TsType {
  const { kind, value, repr } = object(json);
  const read = typeof kind === "string" && Object.hasOwn(TYPE_READERS, kind)
    ? TYPE_READERS[kind]
    : undefined;
  return read?.(value) ?? { kind: "other", text: text(repr) || text(kind) || "unknown" };
}

/** As {@link parseType}, for a type that may be left out. */
export function parseOptionalType(json: unknown): TsType | undefined {
  return json === undefined || json === null ? undefined : parseType(json);
}

const types = (value: unknown): TsType[] => Array.isArray(value) ? value.map(parseType) : [];

const TYPE_READERS: Record<string, (value: unknown) => TsType | undefined> = {
  keyword: (value) => ({ kind: "keyword", name: text(value) }),
  this: () => ({ kind: "keyword", name: "this" }),
  literal: parseLiteral,
  typeRef: parseRef,
  array: (value) => ({ kind: "array", element: parseType(value) }),
  tuple: (value) => ({ kind: "tuple", elements: types(value) }),
  optional: (value) => ({ kind: "optional", inner: parseType(value) }),
  rest: (value) => ({ kind: "rest", inner: parseType(value) }),
  parenthesized: (value) => ({ kind: "paren", inner: parseType(value) }),
  union: (value) => ({ kind: "union", members: types(value) }),
  intersection: (value) => ({ kind: "intersection", members: types(value) }),
  typeLiteral: (value) => ({ kind: "object", ...parseObjectBody(value) }),
  typeQuery: (value) => ({ kind: "query", name: text(value) }),
  typeOperator(value) {
    const { operator, tsType } = object(value);
    return { kind: "operator", operator: text(operator), inner: parseType(tsType) };
  },
  indexedAccess(value) {
    const { objType, indexType } = object(value);
    return { kind: "indexed", object: parseType(objType), index: parseType(indexType) };
  },
  fnOrConstructor(value) {
    const fn = object(value);
    const signature = parseSignature({ ...fn, returnType: fn.tsType });
    return { kind: "function", signature, isConstructor: own(fn, "constructor") === true };
  },
  mapped(value) {
    const { typeParam, nameType, tsType, optional } = object(value);
    return {
      kind: "mapped",
      key: parseTypeParam(object(typeParam)),
      rename: parseOptionalType(nameType),
      value: parseOptionalType(tsType),
      optional: optional === true || optional === "+",
    };
  },
  conditional(value) {
    const { checkType, extendsType, trueType, falseType } = object(value);
    return {
      kind: "conditional",
      check: parseType(checkType),
      extends: parseType(extendsType),
      yes: parseType(trueType),
      no: parseType(falseType),
    };
  },
  typePredicate(value) {
    const { asserts, param, type } = object(value);
    const name = text(object(param).name) || "this";
    const is = object(type).repr;
    const suffix = typeof is === "string" ? ` is ${is}` : "";
    const prefix = asserts === true ? "asserts " : "";
    return { kind: "predicate", asserts: asserts === true, text: `${prefix}${name}${suffix}` };
  },
  importType(value) {
    const { specifier, qualifier, typeParams } = object(value);
    return {
      kind: "import",
      specifier: text(specifier),
      name: text(qualifier),
      args: types(typeParams),
    };
  },
};

function parseLiteral(value: unknown): TsType | undefined {
  const literal = object(value);
  switch (literal.kind) {
    case "string":
      return { kind: "literal", value: text(literal.string) };
    case "number":
      return typeof literal.number === "number"
        ? { kind: "literal", value: literal.number }
        : undefined;
    case "boolean":
      return { kind: "literal", value: literal.boolean === true };
    case "bigInt":
      return { kind: "other", text: `${text(literal.string)}n` };
    case "template":
      return { kind: "template", parts: types(literal.tsTypes) };
    default:
      return undefined;
  }
}

const REF_SOURCES: Record<string, RefSource> = {
  local: "local",
  import: "import",
  typeParam: "type-param",
};

function parseRef(value: unknown): TsType {
  const { typeName, typeParams, resolution } = object(value);
  const from = REF_SOURCES[text(object(resolution).kind)] ?? "global";
  return { kind: "ref", name: text(typeName), args: types(typeParams), from };
}

/** Reads the members of an object type or interface. */
export function parseObjectBody(json: unknown): ObjectBody {
  const { properties, methods, indexSignatures, callSignatures } = object(json);
  const members = [
    ...objects(properties).map((it) => ({ at: it.location, member: parseProperty(it) })),
    ...objects(methods)
      .filter((it) => it.kind !== "setter")
      .map((it) => ({ at: it.location, member: parseMethodMember(it) })),
  ];
  // Properties and methods come apart; outputs are listed as they are written.
  members.sort((a, b) => compareLocations(object(a.at), object(b.at)));
  const body: ObjectBody = { members: members.map(({ member }) => member) };
  const [index] = objects(indexSignatures);
  if (index !== undefined) {
    const [key] = objects(index.params);
    body.index = { key: parseType(object(key).tsType), value: parseType(index.tsType) };
  }
  const [call] = objects(callSignatures);
  if (call !== undefined) body.call = parseSignature({ ...call, returnType: call.tsType });
  return body;
}

function parseProperty(property: Record<string, unknown>): ObjectMember {
  return {
    name: memberName(property.name),
    optional: property.optional === true,
    readonly: property.readonly === true,
    type: parseOptionalType(property.tsType),
  };
}

function parseMethodMember(method: Record<string, unknown>): ObjectMember {
  const optional = method.optional === true;
  const name = memberName(method.name);
  const signature = parseSignature(method);
  return method.kind === "getter"
    ? { name, optional, readonly: true, type: signature.returnType }
    : { name, optional, readonly: false, method: signature };
}

/** The name of a member without the brackets and quotes of `["name"]`. */
export function memberName(name: unknown): string {
  return text(name).replace(/^\[(["'])(.*)\1\]$/, "$2");
}

function compareLocations(a: Record<string, unknown>, b: Record<string, unknown>): number {
  return Number(a.line) - Number(b.line) || Number(a.col) - Number(b.col);
}

/** Reads parameters, return type and type parameters. `this` is no parameter. */
export function parseSignature(json: unknown): Signature {
  const { params, returnType, typeParams } = object(json);
  return {
    params: parseParams(params),
    returnType: parseOptionalType(returnType),
    typeParams: parseTypeParams(typeParams),
  };
}

/** Reads the list of type parameters. */
export function parseTypeParams(json: unknown): TypeParam[] {
  return objects(json).map(parseTypeParam);
}

function parseTypeParam(param: Record<string, unknown>): TypeParam {
  return {
    name: text(param.name),
    constraint: parseOptionalType(param.constraint),
    default: parseOptionalType(param.default),
  };
}

/** Reads a list of parameters. */
export function parseParams(json: unknown): Param[] {
  return objects(json).filter((param) => param.name !== "this").map(parseParam);
}

function parseParam(param: Record<string, unknown>): Param {
  if (param.kind === "assign") {
    return { ...parseParam(object(param.left)), hasDefault: true };
  }
  if (param.kind === "rest") {
    const inner = parseParam(object(param.arg));
    return { ...inner, rest: true, type: parseOptionalType(param.tsType) ?? inner.type };
  }
  const isPattern = param.kind === "object" || param.kind === "array";
  return {
    name: isPattern ? patternNames(param).join("_") : text(param.name),
    isPattern,
    type: parseOptionalType(param.tsType),
    optional: param.optional === true,
    hasDefault: false,
    rest: false,
  };
}

/** The names that a pattern binds: `{ a, b: { c }, ...rest }` gives a, c, rest. */
function patternNames(pattern: unknown): string[] {
  const part = object(pattern);
  switch (part.kind) {
    case "identifier":
      return [text(part.name)];
    case "array":
      return objects(part.elements).flatMap(patternNames);
    case "object":
      return objects(part.props).flatMap(propertyNames);
    case "assign":
      return patternNames(part.left);
    case "rest":
      return patternNames(part.arg);
    default:
      return [];
  }
}

function propertyNames(property: Record<string, unknown>): string[] {
  switch (property.kind) {
    case "assign":
      return [text(property.key)];
    case "keyValue":
      return patternNames(property.value);
    default:
      return patternNames(property);
  }
}
