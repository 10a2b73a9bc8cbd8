import { PsynapseError } from "./errors.ts";
import { FormReader } from "./form.ts";
import { VARIABLE_TYPES } from "./graph.ts";
import type { JsonValue } from "./json.ts";
import { isObject, isWithinDepth, own, setOwn } from "./own.ts";
import {
  parseGroup,
  parseMarks,
  parseNote,
  parsePoints,
  parseViewSize,
  pinWarning,
} from "./parse_annotations.ts";
import { MAX_VALUE_DEPTH } from "./parse_graph.ts";
import type {
  FunctionData,
  PlainData,
  VariableData,
  Workflow,
  WorkflowEdge,
  WorkflowNode,
} from "./workflow.ts";

/** A workflow and what had to be left out or mended to read it, each a sentence for people. */
export interface ParsedWorkflow {
  workflow: Workflow;
  warnings: string[];
}

/** What helps to read a file. */
export interface ParseOptions {
  /**
   * Names of an op's parameters, undefined when the op is not known. Files of the original keep values among other
   * fields: with the names, values are told from the rest for certain.
   */
  paramsOf?: (op: string, pack?: string) => readonly string[] | undefined;
}

/** Fields that the original keeps in a function node's data beside the values of parameters. */
const NO_VALUES: ReadonlySet<string> = new Set([
  ...["functionName", "label", "pack", "values", "schema", "params", "returns", "docstring"],
  ...["filepath", "nodes", "edges", "connectedInputs", "result", "results", "output", "outputs"],
  ...["status", "executionStatus", "executing", "error", "inputs", "inputCount", "progress"],
  ...["progressMessage", "progress_message", "streamingText", "streaming_text", "isProgressNode"],
  ...["isStreamNode", "is_progress_node", "is_stream_node", "nodeNumber", "node_number"],
]);

const read: FormReader = new FormReader("bad_workflow");

/**
 * Reads a workflow file: this editor's, or the original's (no `version`; flat values, copies of edges, results and
 * statuses in its nodes, which are cleaned up).
 *
 * @throws {PsynapseError} "bad_workflow" with what is wrong and, in `details.field`, where.
 */
export function parseWorkflow(file: unknown, options: ParseOptions = {}): ParsedWorkflow {
  const raw = typeof file === "string" ? parseText(file) : file;
  if (!isObject(raw)) {
    throw new PsynapseError(
      "bad_workflow",
      'This is no workflow: a workflow file is a JSON object with "nodes" and "edges"',
    );
  }
  checkVersion(own(raw, "version"));
  const warnings: string[] = [];
  const nodes = parseNodes(read.list(own(raw, "nodes"), "nodes"), options, warnings);
  const edges = parseEdges(read.list(own(raw, "edges"), "edges"), nodes, warnings);
  const workflow: Workflow = { version: 1, nodes, edges };
  for (const key of ["name", "description"] as const) {
    const text = own(raw, key);
    if (typeof text === "string" && text !== "") workflow[key] = text;
  }
  const viewport = parseViewport(own(raw, "viewport"));
  if (viewport) workflow.viewport = viewport;
  return { workflow, warnings };
}

function parseText(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    const reason = cause instanceof Error ? `: ${cause.message}` : "";
    throw new PsynapseError("bad_workflow", `The file is not JSON${reason}`, { cause });
  }
}

function checkVersion(version: unknown): void {
  if (version === undefined || version === 1) return;
  throw new PsynapseError(
    "bad_workflow",
    `The file says version ${JSON.stringify(version)}, and this editor reads version 1: ` +
      `open it with the newer Psynapse that saved it`,
    { field: "version" },
  );
}

function parseNodes(list: unknown[], options: ParseOptions, warnings: string[]): WorkflowNode[] {
  const nodes: WorkflowNode[] = [];
  const ids = new Set<string>();
  let unplaced = 0;
  for (let i = 0; i < list.length; i++) {
    const path = `nodes[${i}]`;
    const raw = read.object(list[i], path);
    const id = read.name(own(raw, "id"), `${path}.id`);
    if (ids.has(id)) {
      const message = `Two nodes have the id "${id}": ids must be unique`;
      throw new PsynapseError("bad_workflow", message, { nodeId: id, field: `${path}.id` });
    }
    ids.add(id);
    let position = parsePosition(own(raw, "position"));
    if (!position) position = { x: 300 * (unplaced % 4), y: 200 * Math.floor(unplaced++ / 4) };
    const type = read.name(own(raw, "type"), `${path}.type`);
    const rawData = own(raw, "data") ?? {};
    const data = read.object(rawData, `${path}.data`);
    const node = parseNode({ id, type, position, data, path }, options);
    const warning = pinWarning(id, data);
    if (warning) warnings.push(warning);
    if (node) nodes.push(node);
    else warnings.push(`Node "${id}" was left out: its type "${type}" is not known`);
  }
  if (unplaced > 0) warnings.push(`${count(unplaced, "node")} had no place and got one`);
  return nodes;
}

interface RawNode {
  id: string;
  type: string;
  position: { x: number; y: number };
  data: Record<string, unknown>;
  path: string;
}

function parseNode(raw: RawNode, options: ParseOptions): WorkflowNode | undefined {
  const { id, type, position, data } = raw;
  const path = `${raw.path}.data`;
  switch (type) {
    case "variableNode":
      return { id, type, position, data: parseVariable(data, path) };
    case "listNode":
      return { id, type, position, data: plain(data, "List", path) };
    case "viewNode":
      return { id, type, position, data: { ...plain(data, "View", path), ...parseViewSize(data) } };
    case "noteNode":
      return { id, type, position, data: parseNote(data) };
    case "groupNode":
      return { id, type, position, data: parseGroup(data) };
    default: {
      if (type !== "functionNode" && typeof own(data, "functionName") !== "string") return;
      return { id, type: "functionNode", position, data: parseFunction(data, path, options) };
    }
  }
}

function parseFunction(
  data: Record<string, unknown>,
  path: string,
  options: ParseOptions,
): FunctionData {
  const functionName = read.name(own(data, "functionName"), `${path}.functionName`);
  const pack = read.optionalText(data, "pack", path);
  const label = read.optionalText(data, "label", path);
  const under = own(data, "values");
  const values: Record<string, JsonValue> = {};
  if (isObject(under)) {
    for (const key of Object.keys(under)) {
      setOwn(values, key, parseValue(under[key], `${path}.values.${key}`));
    }
  } else {
    const params = options.paramsOf?.(functionName, pack) ?? schemaParams(own(data, "schema"));
    for (const key of Object.keys(data)) {
      const isValue = params ? params.includes(key) : isFlatValue(key, data[key]);
      if (isValue && !(key === "label" && data[key] === label)) {
        setOwn(values, key, parseValue(data[key], `${path}.${key}`));
      }
    }
  }
  return {
    functionName,
    ...(pack ? { pack } : {}),
    ...(label && label !== functionName ? { label } : {}),
    values,
    // Without `values` every other field may be a parameter's value.
    ...(isObject(under) ? parseMarks(data) : {}),
  };
}

/** Whether a field of the original's node data is the value of a parameter, when its op is not known. */
function isFlatValue(key: string, value: unknown): boolean {
  if (key === "values") return typeof value === "string" || Array.isArray(value);
  return !NO_VALUES.has(key) && !/^on[A-Z]/.test(key);
}

/** Names of the parameters in the copy of an op's schema that the original may keep in a node. */
function schemaParams(schema: unknown): string[] | undefined {
  const params = isObject(schema) ? own(schema, "params") : undefined;
  if (!Array.isArray(params)) return undefined;
  return params.map((param) => isObject(param) ? own(param, "name") : undefined)
    .filter((name) => typeof name === "string");
}

function parseVariable(data: Record<string, unknown>, path: string): VariableData {
  const label = read.optionalText(data, "label", path);
  const variable: VariableData = {
    variableName: read.optionalText(data, "variableName", path) ?? "",
    variableType: read.oneOf(
      own(data, "variableType"),
      `${path}.variableType`,
      VARIABLE_TYPES,
      "String",
    ),
  };
  const value = own(data, "variableValue");
  if (value !== undefined) variable.variableValue = parseValue(value, `${path}.variableValue`);
  for (const key of ["llmMessageFormat", "textContentFormat", "imageContentFormat"] as const) {
    if (read.flag(data, key, path)) variable[key] = true;
  }
  const role = read.optionalText(data, "llmMessageRole", path);
  if (role) variable.llmMessageRole = role;
  const usual = ["Variable", variable.variableName, `Variable: ${variable.variableName}`];
  if (label && !usual.includes(label)) variable.label = label;
  return { ...variable, ...parseMarks(data) };
}

function plain(data: Record<string, unknown>, usual: string, path: string): PlainData {
  const label = read.optionalText(data, "label", path);
  return { ...(label && label !== usual ? { label } : {}), ...parseMarks(data) };
}

function parseValue(value: unknown, field: string): JsonValue {
  if (!isWithinDepth(value, MAX_VALUE_DEPTH)) {
    throw new PsynapseError(
      "bad_workflow",
      `${field} is nested deeper than ${MAX_VALUE_DEPTH} levels`,
      { field },
    );
  }
  return value as JsonValue;
}

function parsePosition(raw: unknown): { x: number; y: number } | undefined {
  if (!isObject(raw)) return undefined;
  const x = own(raw, "x");
  const y = own(raw, "y");
  return isFiniteNumber(x) && isFiniteNumber(y) ? { x, y } : undefined;
}

function parseViewport(raw: unknown): Workflow["viewport"] {
  const position = parsePosition(raw);
  const zoom = isObject(raw) ? own(raw, "zoom") : undefined;
  return position && isFiniteNumber(zoom) && zoom > 0 ? { ...position, zoom } : undefined;
}

function isFiniteNumber(value: unknown): value is number {
  return typeof value === "number" && Number.isFinite(value);
}

function parseEdges(list: unknown[], nodes: WorkflowNode[], warnings: string[]): WorkflowEdge[] {
  const known = new Set(nodes.map(({ id }) => id));
  const ids = new Set<string>();
  const edges: WorkflowEdge[] = [];
  let dangling = 0;
  for (let i = 0; i < list.length; i++) {
    const path = `edges[${i}]`;
    const raw = read.object(list[i], path);
    const source = read.name(own(raw, "source"), `${path}.source`);
    const target = read.name(own(raw, "target"), `${path}.target`);
    if (!known.has(source) || !known.has(target)) {
      dangling++;
      continue;
    }
    const sourceHandle = read.optionalText(raw, "sourceHandle", path);
    const targetHandle = read.optionalText(raw, "targetHandle", path);
    const wanted = read.optionalText(raw, "id", path);
    const points = parsePoints(own(raw, "points"));
    edges.push({
      id: freeId(wanted ?? `${source}-${target}-${targetHandle ?? i}`, ids),
      source,
      ...(sourceHandle ? { sourceHandle } : {}),
      target,
      ...(targetHandle ? { targetHandle } : {}),
      ...(points.length > 0 ? { points } : {}),
    });
  }
  if (dangling > 0) {
    const had = dangling === 1
      ? "was left out: a node of it is"
      : "were left out: nodes of them are";
    warnings.push(`${count(dangling, "edge")} ${had} not in the file`);
  }
  return edges;
}

function freeId(wanted: string, taken: Set<string>): string {
  let id = wanted;
  for (let n = 2; taken.has(id); n++) id = `${wanted}-${n}`;
  taken.add(id);
  return id;
}

function count(n: number, what: string): string {
  return `${n} ${what}${n === 1 ? "" : "s"}`;
}
