import { isOpIcon, OP_ICONS } from "../core/op_icons.ts";
import type { OpSchema, ParamSchema } from "../core/schema.ts";

/** A JSDoc tag that shapes an op, its fields or its place in the library. */
export interface OpTag {
  name: string;
  /** What stands behind the name. */
  text: string;
}

type OpTagName = "title" | "icon" | "category" | "hidden";
type ParamTagName = "unit" | "min" | "max" | "step" | "multiline" | "password";

/** What a tag of an op adds to its schema, or why it cannot. */
const OP_TAGS: Record<OpTagName, (text: string) => Partial<OpSchema> | string> = {
  title: (text) => text === "" ? "it needs a text" : { title: text },
  icon: (text) => isOpIcon(text) ? { icon: text } : `there is no icon "${text}", only ${ICONS}`,
  category: (text) => text === "" ? "it needs a text" : { category: text },
  hidden: () => ({ hidden: true }),
};

/** What a tag of a parameter adds to its schema, or why it cannot. */
const PARAM_TAGS: Record<
  ParamTagName,
  (text: string, param: ParamSchema) => Partial<ParamSchema> | string
> = {
  unit: (text) => text === "" ? "it needs a text" : { unit: text },
  min: (text, param) => numberTag(text, param, (min) => ({ min })),
  max: (text, param) => numberTag(text, param, (max) => ({ max })),
  step: (text, param) =>
    numberTag(text, param, (step) => step > 0 ? { step } : "it must be more than 0"),
  multiline: (_, param) => textTag(param, { multiline: true }),
  password: (_, param) => textTag(param, { password: true }),
};

const ICONS = OP_ICONS.join(", ");

/** The tag that a text such as `@min a 0` is; undefined for tags that mean nothing here. */
export function opTag(text: string): OpTag | undefined {
  const [, name, rest] = /^@(\w+)\s*([^]*)$/.exec(text.trim()) ?? [];
  if (name === undefined || !(Object.hasOwn(OP_TAGS, name) || Object.hasOwn(PARAM_TAGS, name))) {
    return undefined;
  }
  // What follows on further lines belongs to the tag as far as JSDoc goes, but is no value.
  return { name, text: rest.split("\n", 1)[0].trim() };
}

/**
 * Puts what tags say into a schema. Fields are there only where a tag sets them.
 *
 * @returns the schema, and what is wrong with tags that were left out
 */
export function applyTags(
  schema: OpSchema,
  tags: readonly OpTag[] = [],
): { schema: OpSchema; problems: string[] } {
  if (tags.length === 0) return { schema, problems: [] };
  const problems: string[] = [];
  const tagged: OpSchema = { ...schema, params: schema.params.map((it) => ({ ...it })) };
  for (const tag of tags) {
    const problem = applyTag(tagged, tag);
    if (problem === undefined) continue;
    problems.push(`@${tag.name} of ${JSON.stringify(schema.name)} is not used: ${problem}.`);
  }
  for (const param of tagged.params) {
    const { name, min = -Infinity, max = Infinity } = param;
    if (min <= max) continue;
    delete param.min;
    delete param.max;
    problems.push(
      `@min and @max of ${JSON.stringify(schema.name)} are not used: ` +
        `${min} is more than ${max}, so that "${name}" could have no value.`,
    );
  }
  return { schema: tagged, problems };
}

function applyTag(schema: OpSchema, { name, text }: OpTag): string | undefined {
  if (Object.hasOwn(OP_TAGS, name)) return put(schema, OP_TAGS[name as OpTagName](text));
  const [paramName, ...rest] = text.split(/\s+/);
  const param = schema.params.find((it) => it.name === paramName);
  if (param === undefined) {
    return paramName === ""
      ? "it begins with the name of a parameter"
      : `there is no parameter "${paramName}"`;
  }
  return put(param, PARAM_TAGS[name as ParamTagName](rest.join(" "), param));
}

/** Adds the fields; a text says why there are none. */
function put<T extends object>(target: T, fields: Partial<T> | string): string | undefined {
  if (typeof fields === "string") return fields;
  Object.assign(target, fields);
  return undefined;
}

function numberTag(
  text: string,
  param: ParamSchema,
  fields: (value: number) => Partial<ParamSchema> | string,
): Partial<ParamSchema> | string {
  if (param.type !== "float" && param.type !== "int") {
    return `"${param.name}" is no number, but ${param.type}`;
  }
  const value = text === "" ? Number.NaN : Number(text);
  return Number.isFinite(value) ? fields(value) : `"${text}" is no number`;
}

function textTag(param: ParamSchema, fields: Partial<ParamSchema>): Partial<ParamSchema> | string {
  return param.type === "str" ? fields : `"${param.name}" is no text, but ${param.type}`;
}
