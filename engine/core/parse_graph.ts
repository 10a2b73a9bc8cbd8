import { PsynapseError } from "./errors.ts";
import { FormReader } from "./form.ts";
import {
  type Graph,
  type GraphEdge,
  type GraphNode,
  type RunRequest,
  VARIABLE_TYPES,
  type VariableNode,
} from "./graph.ts";
import { isObject, isWithinDepth, own } from "./own.ts";

/** How deep lists and objects in a value of a request may be nested. */
export const MAX_VALUE_DEPTH = 256;

/** Fields of a function node's data that are no parameter values in the original's flat form. */
const OWN_FIELDS: ReadonlySet<string> = new Set(["functionName", "label", "pack", "values"]);

const read: FormReader = new FormReader("bad_request");

/**
 * Reads the body of `POST /execute`, parsed from JSON: the border where requests get their types. Unknown fields are
 * ignored.
 *
 * @throws {PsynapseError} "bad_request" when a field is missing, has the wrong type or is nested too deep,
 * "bad_graph" when a node id occurs twice or an edge's node is not there. `details.field` names the place.
 */
export function parseRunRequest(body: unknown): RunRequest {
  const request = isObject(body) ? body : read.fail("The body", "a JSON object", body ?? null);
  const nodeList = read.list(own(request, "nodes"), "nodes");
  const edgeList = read.list(own(request, "edges"), "edges");
  const graph: Graph = { nodes: nodeList.map(parseNode), edges: edgeList.map(parseEdge) };
  checkIds(graph);
  return {
    nodes: graph.nodes,
    edges: graph.edges,
    envVars: parseEnvVars(own(request, "env_vars")),
    onError: read.oneOf(own(request, "on_error"), "on_error", ["skip", "null"], "skip"),
    ...(parseReuse(own(request, "reuse")) ? { reuse: true } : {}),
  };
}

function parseNode(raw: unknown, index: number): GraphNode {
  const path = `nodes[${index}]`;
  const node = read.object(raw, path);
  const id = read.name(own(node, "id"), `${path}.id`);
  const type = read.name(own(node, "type"), `${path}.type`);
  const rawData = own(node, "data");
  const dataPath = `${path}.data`;
  const data = rawData === undefined || rawData === null ? {} : read.object(rawData, dataPath);
  const label = read.optionalText(data, "label", dataPath);
  return withLabel(parseKind(id, type, data, dataPath), label);
}

function withLabel(node: GraphNode, label: string | undefined): GraphNode {
  if (label !== undefined) node.label = label;
  return node;
}

function parseKind(
  id: string,
  type: string,
  data: Record<string, unknown>,
  path: string,
): GraphNode {
  switch (type) {
    case "variableNode":
      return parseVariable(id, data, path);
    case "listNode":
      return { kind: "list", id };
    case "viewNode":
      return { kind: "view", id };
    case "functionNode":
      return parseFunction(id, data, path);
    default: {
      const op = own(data, "functionName");
      return op === undefined || op === null
        ? { kind: "unknown", id, type }
        : parseFunction(id, data, path);
    }
  }
}

function parseFunction(id: string, data: Record<string, unknown>, path: string): GraphNode {
  const op = read.name(own(data, "functionName"), `${path}.functionName`);
  const pack = read.optionalText(data, "pack", path);
  const values = parseValues(data, path);
  return pack === undefined
    ? { kind: "function", id, op, values }
    : { kind: "function", id, op, pack, values };
}

/** Flat values first, those under `data.values` above them. */
function parseValues(data: Record<string, unknown>, path: string): Record<string, unknown> {
  const values: Record<string, unknown> = Object.create(null);
  for (const key of Object.keys(data)) {
    if (!OWN_FIELDS.has(key)) values[key] = checkDepth(data[key], path, key);
  }
  const under = own(data, "values");
  if (isObject(under)) {
    for (const key of Object.keys(under)) {
      values[key] = checkDepth(under[key], `${path}.values`, key);
    }
  } else if (typeof under === "string" || Array.isArray(under)) {
    // A parameter that is itself called "values", in the original's flat form.
    values.values = checkDepth(under, path, "values");
  } else if (under !== undefined && under !== null) {
    read.fail(`${path}.values`, "an object", under);
  }
  return values;
}

function checkDepth(value: unknown, path: string, key: string): unknown {
  if (isWithinDepth(value, MAX_VALUE_DEPTH)) return value;
  const field = `${path}.${key}`;
  throw new PsynapseError(
    "bad_request",
    `${field} is nested deeper than ${MAX_VALUE_DEPTH} levels: pass it as a JSON text instead`,
    { field },
  );
}

function parseVariable(id: string, data: Record<string, unknown>, path: string): VariableNode {
  const name = own(data, "variableName");
  if (name !== undefined && name !== null && typeof name !== "string") {
    read.fail(`${path}.variableName`, "a text", name);
  }
  const typeName = own(data, "variableType");
  // Only known to be a switch; an image's form is chosen by `llmMessageFormat` alone.
  read.flag(data, "imageContentFormat", path);
  const role = read.optionalText(data, "llmMessageRole", path) ?? "user";
  const node: VariableNode = {
    kind: "variable",
    id,
    variableType: read.oneOf(typeName, `${path}.variableType`, VARIABLE_TYPES, "String"),
    value: checkDepth(own(data, "variableValue") ?? null, path, "variableValue"),
    textContent: read.flag(data, "textContentFormat", path),
  };
  if (read.flag(data, "llmMessageFormat", path)) node.llmRole = role;
  return node;
}

function parseReuse(raw: unknown): boolean {
  if (raw === undefined || raw === null) return false;
  return typeof raw === "boolean" ? raw : read.fail("reuse", "true or false", raw);
}

function parseEdge(raw: unknown, index: number): GraphEdge {
  const path = `edges[${index}]`;
  const edge = read.object(raw, path);
  const parsed: GraphEdge = {
    source: read.name(own(edge, "source"), `${path}.source`),
    target: read.name(own(edge, "target"), `${path}.target`),
  };
  const sourceHandle = read.optionalText(edge, "sourceHandle", path);
  const targetHandle = read.optionalText(edge, "targetHandle", path);
  if (sourceHandle !== undefined) parsed.sourceHandle = sourceHandle;
  if (targetHandle !== undefined) parsed.targetHandle = targetHandle;
  return parsed;
}

function checkIds({ nodes, edges }: Graph): void {
  const ids = new Set<string>();
  for (let i = 0; i < nodes.length; i++) {
    const { id } = nodes[i];
    if (ids.has(id)) {
      const details = { nodeId: id, field: `nodes[${i}].id` };
      throw new PsynapseError(
        "bad_graph",
        `Two nodes have the id "${id}": ids must be unique`,
        details,
      );
    }
    ids.add(id);
  }
  for (let i = 0; i < edges.length; i++) {
    for (const end of ["source", "target"] as const) {
      const id = edges[i][end];
      if (ids.has(id)) continue;
      const field = `edges[${i}].${end}`;
      const message = `${field} is "${id}", but there is no node with that id`;
      throw new PsynapseError("bad_graph", message, { nodeId: id, field });
    }
  }
}

function parseEnvVars(raw: unknown): Record<string, string> {
  const envVars: Record<string, string> = Object.create(null);
  if (raw === undefined || raw === null) return envVars;
  const given = read.object(raw, "env_vars");
  for (const name of Object.keys(given)) {
    const value = given[name];
    const field = `env_vars.${name}`;
    if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(name)) {
      throw new PsynapseError(
        "bad_request",
        `env_vars has the name ${JSON.stringify(name)}: ` +
          `a name is made of letters, digits and _, and does not begin with a digit`,
        { field },
      );
    }
    if (typeof value !== "string") read.fail(field, "a text", value);
    if (value.includes("\0")) {
      const message = `${field} holds a NUL character, which environment variables cannot`;
      throw new PsynapseError("bad_request", message, { field });
    }
    envVars[name] = value;
  }
  return envVars;
}
