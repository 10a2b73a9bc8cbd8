import type { TypeInfo, ValueType } from "../core/schema.ts";
import { isEmpty } from "./global_types.ts";
import { type Closure, type Head, membersOf, OPAQUE } from "./head.ts";

/** What a node needs to know of a type, but for its text. */
export interface Classified extends Omit<TypeInfo, "ts_type"> {
  /** The type admits undefined or null. */
  optional: boolean;
  /** The type admits null. */
  nullable: boolean;
  /** The type admits undefined. */
  undefinable: boolean;
}

/** Says which type on the wire an evaluated type has, by the table of the specification. */
export function classify(head: Head, evaluate: (closure: Closure) => Head): Classified {
  const members = membersOf(head).flatMap((it) => awaited(it, evaluate));
  const rest = members.filter((it) => !isEmpty(it));
  const admits = (name: string) => members.some((it) => it.kind === "keyword" && it.name === name);
  return {
    ...classifyMembers(rest),
    optional: rest.length < members.length,
    nullable: admits("null"),
    undefinable: admits("undefined"),
  };
}

/** `Promise<T>` counts as `T`, also several times over. */
function awaited(head: Head, evaluate: (closure: Closure) => Head, depth = 0): Head[] {
  if (head.kind !== "promise") return [head];
  return depth > 8
    ? [OPAQUE]
    : membersOf(evaluate(head.inner)).flatMap((it) => awaited(it, evaluate, depth + 1));
}

/** A family holds types of which one value can be put for another. */
type Family = "number" | "text" | "bool" | "list" | "dict" | "Any";

const FAMILIES: Record<Exclude<ValueType, "Literal">, Family> = {
  float: "number",
  int: "number",
  str: "text",
  Image: "text",
  bool: "bool",
  list: "list",
  dict: "dict",
  Any: "Any",
};

function classifyMembers(members: Head[]): Omit<TypeInfo, "ts_type"> {
  const values = members.flatMap((it) => it.kind === "literal" ? [it.value] : []);
  const choices = [...new Set(values.filter((it) => typeof it !== "boolean"))];
  if (
    members.length > 0 && members.length === values.filter((it) => typeof it !== "boolean").length
  ) {
    return { type: "Literal", literal_values: choices.map(String), literals: choices };
  }
  const types = new Set(members.flatMap((it) => it.kind === "literal" ? [] : [valueType(it)]));
  const families = new Set<Family>([
    ...[...types].map((it) => FAMILIES[it]),
    ...values.map((it) => LITERAL_FAMILIES[typeof it as "string" | "number" | "boolean"]),
  ]);
  const [family, ...others] = families;
  if (family === undefined || others.length > 0) return { type: "Any" };
  if (types.size === 1 && !(family === "text" && values.length > 0)) {
    const [only] = types;
    return { type: only };
  }
  return { type: WIDEST[family] };
}

const LITERAL_FAMILIES = { string: "text", number: "number", boolean: "bool" } as const;

const WIDEST: Record<Family, Exclude<ValueType, "Literal">> = {
  number: "float",
  text: "str",
  bool: "bool",
  list: "list",
  dict: "dict",
  Any: "Any",
};

function valueType(head: Head): Exclude<ValueType, "Literal"> {
  switch (head.kind) {
    case "list":
      return "list";
    case "object":
      return "dict";
    case "keyword":
      return KEYWORD_TYPES[head.name];
    default:
      return "Any";
  }
}

const KEYWORD_TYPES = {
  string: "str",
  number: "float",
  boolean: "bool",
  object: "dict",
  Int: "int",
  Image: "Image",
  null: "Any",
  undefined: "Any",
  void: "Any",
  never: "Any",
} as const;
