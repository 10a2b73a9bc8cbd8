/**
 * The border between the server's JSON and the page: one parse function for each answer. Fields of a
 * newer server that this page does not know are left as they are.
 *
 * @module
 */
import type { JsonValue } from "../engine/core/json.ts";
import { NODE_PREDICTIONS, type NodePrediction } from "../engine/core/prediction.ts";
import { type OpSchema, type Problem, type TypeInfo, VALUE_TYPES } from "../engine/core/schema.ts";
import type { PackListing, WorkflowListing } from "./api.ts";

type Fields = Readonly<Record<string, unknown>>;

/** `GET /get_schema`. Throws an Error that names the place of what has the wrong form. */
export function parseSchemas(body: unknown): OpSchema[] {
  return list(body, "schemas").map((item, index) => parseSchema(item, `schemas[${index}]`));
}

/** `GET /problems`. Throws as {@link parseSchemas} does. */
export function parseProblems(body: unknown): Problem[] {
  return list(body, "problems").map((item, index) => {
    const place = `problems[${index}]`;
    const { pack, file, line, column, message } = fields(item, place);
    return {
      ...optional("pack", pack, isText),
      ...optional("file", file, isText),
      ...optional("line", line, isNumber),
      ...optional("column", column, isNumber),
      message: text(message, `${place}.message`),
    };
  });
}

/** `GET /packs`. Throws as {@link parseSchemas} does. */
export function parsePacks(body: unknown): PackListing[] {
  return list(body, "packs").map((item, index) => {
    const place = `packs[${index}]`;
    const { name, permissions } = fields(item, place);
    return {
      name: text(name, `${place}.name`),
      permissions: list(permissions, `${place}.permissions`).filter(isText),
    };
  });
}

/** `GET /workflows`. Throws as {@link parseSchemas} does. */
export function parseListings(body: unknown): WorkflowListing[] {
  return list(body, "workflows").map((item, index) => {
    const place = `workflows[${index}]`;
    const { name, title, description, nodes, edges } = fields(item, place);
    const named = text(name, `${place}.name`);
    return {
      name: named,
      title: typeof title === "string" && title !== "" ? title : named,
      description: typeof description === "string" ? description : "",
      nodes: typeof nodes === "number" ? nodes : 0,
      edges: typeof edges === "number" ? edges : 0,
    };
  });
}

/** An event of `GET /catalog/changes`. Throws as {@link parseSchemas} does. */
export function parseVersion(body: unknown): string {
  return text(fields(body, "change").version, "change.version");
}

/** `POST /execute/plan`: by node id; words that are not known are left out. Throws as {@link parseSchemas} does. */
export function parsePredictions(body: unknown): ReadonlyMap<string, NodePrediction> {
  const { nodes } = fields(body, "answer");
  return new Map(
    Object.entries(fields(nodes, "nodes")).flatMap(([id, word]) =>
      NODE_PREDICTIONS.filter((it) => it === word).map((it) => [id, it] as const)
    ),
  );
}

/** Any JSON: what `JSON.parse` gives is nothing else. */
export function parseValue(body: unknown): JsonValue {
  return body as JsonValue;
}

function parseSchema(item: unknown, place: string): OpSchema {
  const op = fields(item, place);
  return {
    name: text(op.name, `${place}.name`),
    params: list(op.params, `${place}.params`).map((param, index) => {
      const at = `${place}.params[${index}]`;
      const {
        default: byDefault,
        optional: isOptional,
        nullable,
        rest,
        description,
        unit,
        min,
        max,
        step,
        multiline,
        password,
        ...own
      } = fields(param, at);
      return {
        name: text(own.name, `${at}.name`),
        ...parseType(own, at),
        ...(byDefault === undefined ? {} : { default: parseValue(byDefault) }),
        ...flag("optional", isOptional),
        ...flag("nullable", nullable),
        ...flag("rest", rest),
        ...optional("description", description, isText),
        ...optional("unit", unit, isText),
        ...optional("min", min, isNumber),
        ...optional("max", max, isNumber),
        ...optional("step", step, isNumber),
        ...flag("multiline", multiline),
        ...flag("password", password),
      };
    }),
    returns: list(op.returns, `${place}.returns`).map((output, index) => {
      const at = `${place}.returns[${index}]`;
      const own = fields(output, at);
      return { name: text(own.name, `${at}.name`), ...parseType(own, at) };
    }),
    docstring: typeof op.docstring === "string" ? op.docstring : "",
    filepath: typeof op.filepath === "string" ? op.filepath : "",
    pack: text(op.pack, `${place}.pack`),
    is_progress_node: op.is_progress_node === true,
    is_stream_node: op.is_stream_node === true,
    ...(Array.isArray(op.examples) ? { examples: op.examples.filter(isText) } : {}),
    ...optional("deprecated", op.deprecated, isText),
    ...optional("title", op.title, isText),
    ...optional("icon", op.icon, isText),
    ...optional("category", op.category, isText),
    ...flag("hidden", op.hidden),
  };
}

function parseType(own: Fields, place: string): TypeInfo {
  const type = VALUE_TYPES.find((name) => name === own.type);
  if (type === undefined) throw new Error(`${place}.type is not known: ${String(own.type)}`);
  const { literal_values: texts, literals } = own;
  return {
    type,
    ts_type: typeof own.ts_type === "string" ? own.ts_type : type,
    ...(Array.isArray(texts) ? { literal_values: texts.filter(isText) } : {}),
    ...(Array.isArray(literals) ? { literals: literals.filter(isLiteral) } : {}),
  };
}

function fields(value: unknown, place: string): Fields {
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return { ...value };
  throw new Error(`${place} is not an object`);
}

function list(value: unknown, place: string): unknown[] {
  if (Array.isArray(value)) return value;
  throw new Error(`${place} is not a list`);
}

function text(value: unknown, place: string): string {
  if (typeof value === "string") return value;
  throw new Error(`${place} is not a text`);
}

function isText(value: unknown): value is string {
  return typeof value === "string";
}

function isNumber(value: unknown): value is number {
  return typeof value === "number";
}

function isLiteral(value: unknown): value is string | number {
  return typeof value === "string" || typeof value === "number";
}

function flag<K extends string>(key: K, value: unknown): { [key in K]?: true } {
  const found: { [key in K]?: true } = {};
  if (value === true) found[key] = true;
  return found;
}

function optional<K extends string, T extends string | number>(
  key: K,
  value: unknown,
  isWanted: (value: unknown) => value is T,
): { [key in K]?: T } {
  const found: { [key in K]?: T } = {};
  if (isWanted(value)) found[key] = value;
  return found;
}
