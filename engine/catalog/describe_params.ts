import type { JsonValue } from "../core/json.ts";
import type { ParamSchema } from "../core/schema.ts";
import { classify } from "./classify_type.ts";
import { type JsDoc, NO_DOC } from "./doc_model.ts";
import type { TypeEvaluator } from "./evaluate_type.ts";
import type { Scope } from "./head.ts";
import type { SourceParam } from "./literal_default.ts";
import { printType } from "./print_type.ts";
import { type Param, type TsType, UNKNOWN } from "./ts_type.ts";

/** A parameter with the scope of its type. */
export interface ScopedParam extends Param {
  scope: Scope;
}

/**
 * Describes the parameters of an op.
 *
 * @param params as they are declared
 * @param source the same parameters as the loaded function has them, for the defaults
 */
export function describeParams(
  params: ScopedParam[],
  source: SourceParam[] | undefined,
  jsDoc: JsDoc,
  evaluator: TypeEvaluator,
): ParamSchema[] {
  const names = uniqueNames(params);
  const described = params.map((param, i): ParamSchema => {
    // An overload may leave the default to the implementation, and write `p?`.
    const loaded = param.hasDefault || param.optional ? source?.[i] : undefined;
    const hasDefault = param.hasDefault || loaded?.hasDefault === true;
    const { text, type } = declaredType(param, loaded?.default);
    const { optional, nullable, undefinable, ...info } = classify(
      evaluator.head({ type, scope: param.scope }),
      evaluator.head,
    );
    const schema: ParamSchema = { name: names[i], ...info, ts_type: text };
    if (param.rest) return { ...schema, type: "list", optional: true, rest: true };
    if (loaded?.default !== undefined) schema.default = loaded.default;
    if (hasDefault || param.optional || optional) schema.optional = true;
    if (nullable && !hasDefault) {
      schema.nullable = true;
      if (param.optional || undefinable) schema.undefinable = true;
    }
    return schema;
  });
  return withDescriptions(described, params, jsDoc);
}

/** Describes parameters of which only the loaded function is known. */
export function describeSourceParams(
  source: SourceParam[] | undefined,
  evaluator: TypeEvaluator,
): ParamSchema[] {
  // A native function does not say what it takes.
  const known = source ?? [{ name: "args", rest: true, hasDefault: false }];
  const scope: Scope = { file: "", bindings: new Map() };
  const params = known.map(({ name, rest, hasDefault }): ScopedParam => ({
    name,
    rest,
    hasDefault,
    optional: false,
    // Names of patterns can be empty, or twice there.
    isPattern: true,
    scope,
  }));
  return describeParams(params, known, NO_DOC, evaluator);
}

/** The type that is written, else that of the default. */
function declaredType(
  { type, rest }: Param,
  value: JsonValue | undefined,
): { type: TsType; text: string } {
  if (type !== undefined && !isPoorGuess(type, value)) return { type, text: printType(type) };
  const inferred = value === undefined ? UNKNOWN : typeOfValue(value);
  return { type: inferred, text: printType(inferred) + (rest ? "[]" : "") };
}

/**
 * Whether `deno doc` made the type from a default and knew less of it than TypeScript: it takes a template for the type
 * of that one text, negative numbers in a list for `any`, and leaves them open in an object.
 */
function isPoorGuess(type: TsType, value: JsonValue | undefined): boolean {
  switch (type.kind) {
    case "template":
      return typeof value === "string";
    case "array":
      return Array.isArray(value) && printType(type) === "any[]";
    case "object":
      return type.members.some((it) => it.type === undefined && it.method === undefined);
    default:
      return false;
  }
}

/** The type that TypeScript gives a parameter with that default. */
function typeOfValue(value: JsonValue): TsType {
  if (value === null) return { kind: "keyword", name: "null" };
  if (Array.isArray(value)) {
    const texts = new Map(value.map(typeOfValue).map((type) => [printType(type), type]));
    const members = [...texts.values()];
    const element = members.length === 1 ? members[0] : { kind: "union" as const, members };
    return { kind: "array", element: members.length === 0 ? UNKNOWN : element };
  }
  if (typeof value === "object") {
    const members = Object.entries(value).map(([name, item]) => ({
      name,
      optional: false,
      readonly: false,
      type: typeOfValue(item),
    }));
    return { kind: "object", members };
  }
  return { kind: "keyword", name: typeof value };
}

/** Patterns can be without names, or with those of others. */
function uniqueNames(params: Param[]): string[] {
  const taken = new Set(params.filter((it) => !it.isPattern).map((it) => it.name));
  return params.map((param, i) => {
    if (!param.isPattern) return param.name || `arg${i + 1}`;
    const wanted = param.name || `arg${i + 1}`;
    let name = wanted;
    for (let n = 2; taken.has(name); n++) name = `${wanted}_${n}`;
    taken.add(name);
    return name;
  });
}

/** Adds the `@param` texts: by name, for patterns those that no name has, in order. */
function withDescriptions(schemas: ParamSchema[], params: Param[], jsDoc: JsDoc): ParamSchema[] {
  const names = new Set(schemas.map((it) => it.name));
  const spare = jsDoc.params.filter((it) => !names.has(it.name) && !it.name.includes("."));
  return schemas.map((schema, i) => {
    const tag = jsDoc.params.find((it) => it.name === schema.name) ??
      (params[i].isPattern ? spare.shift() : undefined);
    return tag === undefined || tag.text === "" ? schema : { ...schema, description: tag.text };
  });
}
