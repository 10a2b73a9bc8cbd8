import type { EdgeVerdict, SolvedTypes, ValueRefusal } from "../engine/core/edge_types.ts";
import { isObject } from "../engine/core/own.ts";
import { type TypeInfo, VALUE_TYPES } from "../engine/core/schema.ts";

/** What `POST /types/check` said. */
export interface ParsedTypes {
  edges: EdgeVerdict[];
  nodes: Map<string, SolvedTypes>;
  values: ValueRefusal[];
}

/** `POST /types/check`. Throws an Error that names the place of what has the wrong form. */
export function parseTypes(body: unknown): ParsedTypes {
  if (!isObject(body) || !Array.isArray(body.edges) || !isObject(body.nodes)) {
    throw new Error("The server's answer on types has no edges or nodes");
  }
  return {
    edges: body.edges.map(parseVerdict),
    nodes: new Map(Object.entries(body.nodes).map(([id, node]) => [id, parseSolved(node)])),
    values: Array.isArray(body.values) ? body.values.map(parseRefusal) : [],
  };
}

function parseVerdict(raw: unknown, index: number): EdgeVerdict {
  if (!isObject(raw) || typeof raw.ok !== "boolean") {
    throw new Error(`edges[${index}] says nothing`);
  }
  if (!raw.ok) return { ok: false, reason: text(raw.reason) ?? "The types do not fit" };
  const converts = text(raw.converts), depends = text(raw.depends);
  return {
    ok: true,
    ...(converts === undefined ? {} : { converts }),
    ...(depends === undefined ? {} : { depends }),
  };
}

function parseRefusal(raw: unknown, index: number): ValueRefusal {
  const { node, param, reason } = isObject(raw) ? raw : {};
  const refusal = { node: text(node), param: text(param), reason: text(reason) };
  if (refusal.node === undefined || refusal.param === undefined) {
    throw new Error(`values[${index}] is about no value`);
  }
  const { node: id, param: name, reason: why = "The value does not fit" } = refusal;
  return { node: id, param: name, reason: why };
}

function parseSolved(raw: unknown): SolvedTypes {
  const { outputs = {}, inputs } = isObject(raw) ? raw : {};
  const solved: SolvedTypes = {
    outputs: Object.fromEntries(
      Object.entries(isObject(outputs) ? outputs : {}).flatMap(([handle, info]) => {
        const type = parseInfo(info);
        return type === undefined ? [] : [[handle, type]];
      }),
    ),
  };
  if (!isObject(inputs)) return solved;
  const texts = Object.entries(inputs).filter((entry): entry is [string, string] =>
    typeof entry[1] === "string"
  );
  return { ...solved, inputs: Object.fromEntries(texts) };
}

function parseInfo(raw: unknown): TypeInfo | undefined {
  if (!isObject(raw)) return undefined;
  const type = VALUE_TYPES.find((name) => name === raw.type);
  const shown = text(raw.ts_type);
  return type === undefined || shown === undefined ? undefined : { type, ts_type: shown };
}

function text(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}
