import { coerce } from "./coerce.ts";
import { PsynapseError } from "./errors.ts";
import type { ParamSchema, TypeInfo, ValueType } from "./schema.ts";

/** Whether an output may be connected to an input, by the names of their types. */
export type Compatibility =
  | { ok: true; /** A conversion happens on the way. */ converts: boolean }
  | { ok: false; /** Why not, as a sentence part for people. */ reason: string };

/** A type in one or two words, for labels. */
export function typeWords(type: ValueType): string {
  return SHORT[type];
}

const SHORT: Record<ValueType, string> = {
  float: "number",
  int: "whole number",
  str: "text",
  bool: "true/false",
  Literal: "choice",
  list: "list",
  dict: "object",
  Image: "image",
  Any: "any",
};

/** Words for a type, for people. */
const WORDS: Record<ValueType, string> = {
  float: "a number",
  int: "a whole number",
  str: "a text",
  bool: "true or false",
  Literal: "one of its choices",
  list: "a list",
  dict: "an object",
  Image: "an image",
  Any: "any value",
};

/**
 * Which types of value a parameter takes beside its own, because they convert: all values of them, or those that look
 * right (`"12"` is a number). Whether a given text does is only known when it is there.
 */
const CONVERTS = {
  float: ["int", "str", "bool", "Literal"],
  int: ["float", "str", "bool", "Literal"],
  str: ["float", "int", "bool", "Literal", "list", "dict", "Image"],
  bool: ["str", "float", "int", "Literal"],
  Literal: ["str", "float", "int"],
  list: ["str"],
  dict: ["str"],
  Image: ["str"],
  Any: [],
} as const satisfies Record<ValueType, readonly ValueType[]>;

/** Types whose values are those of another type as they are. */
const SAME = {
  float: ["int"],
  int: [],
  str: ["Image"],
  bool: [],
  Literal: [],
  list: [],
  dict: [],
  Image: [],
  Any: [],
} as const satisfies Record<ValueType, readonly ValueType[]>;

/** Says whether an output of type `from` may feed the parameter `to`, and why not. */
export function canConnect(
  from: TypeInfo,
  to: TypeInfo & Pick<ParamSchema, "name">,
): Compatibility {
  if (from.type === "Any" || to.type === "Any") return { ok: true, converts: false };
  if (from.type === "Literal") return literalTo(from, to);
  if (from.type === to.type || includes(SAME[to.type], from.type)) {
    return { ok: true, converts: false };
  }
  return includes(CONVERTS[to.type], from.type) ? { ok: true, converts: true } : refuse(from, to);
}

/** A choice is as good as its choices: at least one of them must fit. */
function literalTo(from: TypeInfo, to: TypeInfo & { name: string }): Compatibility {
  const choices: unknown[] = from.literals ?? from.literal_values ?? [];
  if (to.type === "Literal") {
    const takes = new Set(to.literal_values ?? []);
    if (choices.some((choice) => takes.has(String(choice)))) return { ok: true, converts: false };
    const shown = [...takes].map((value) => `"${value}"`).join(", ");
    return { ok: false, reason: `"${to.name}" takes ${shown}, and this is never one of them` };
  }
  if (!choices.some((choice) => fits(choice, to))) return refuse(from, to);
  const asTheyAre = choices.every((choice) =>
    typeof choice === "string" ? to.type === "str" : to.type === "float"
  );
  return { ok: true, converts: !asTheyAre };
}

/** Whether a value that is known now can be converted. */
function fits(value: unknown, to: TypeInfo & { name: string }): boolean {
  try {
    coerce(value, to);
    return true;
  } catch (error) {
    if (error instanceof PsynapseError) return false;
    throw error;
  }
}

function refuse(from: TypeInfo, to: TypeInfo & { name: string }): Compatibility {
  const takes = to.type === "Literal"
    ? (to.literal_values ?? []).map((value) => `"${value}"`).join(", ")
    : WORDS[to.type];
  return { ok: false, reason: `"${to.name}" takes ${takes}, this is ${WORDS[from.type]}` };
}

function includes(types: readonly ValueType[], type: ValueType): boolean {
  return types.includes(type);
}
