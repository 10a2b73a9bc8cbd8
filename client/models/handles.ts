import type { VariableType } from "../../engine/core/graph.ts";
import type { OpSchema, ParamSchema, TypeInfo } from "../../engine/core/schema.ts";
import type { EditorNode, FunctionData, VariableData } from "../flow.ts";
import { WHOLE } from "./connections.ts";

/** Finds an op by name, and pack where a node names one. */
export type FindOp = (name: string, pack?: string) => OpSchema | undefined;

/** Input handle of a view. */
export const VIEW_INPUT = "input";

const ANY: TypeInfo = { type: "Any", ts_type: "unknown" };
const LIST: TypeInfo = { type: "list", ts_type: "unknown[]" };
const DICT: TypeInfo = { type: "dict", ts_type: "Record<string, unknown>" };

const VARIABLE_OUTPUTS = {
  String: { type: "str", ts_type: "string" },
  Number: { type: "float", ts_type: "number" },
  Boolean: { type: "bool", ts_type: "boolean" },
  List: LIST,
  Object: DICT,
  Image: { type: "Image", ts_type: "Image" },
} as const satisfies Record<VariableType, TypeInfo>;

/** An output handle and the type that comes out of it. */
export interface OutputHandleInfo {
  id: string;
  info: TypeInfo;
}

/**
 * The output handles of an op: the whole value, then one for each key where the return type lists them. Handles that
 * are connected and that the op does not have (any more) come last, so that their edges keep an end.
 */
export function outputHandles(
  op: OpSchema | undefined,
  connected: ReadonlySet<string> = new Set(),
): OutputHandleInfo[] {
  const handles = listedOutputs(op);
  const unknown = [...connected].filter((id) => !handles.some((handle) => handle.id === id));
  return [...handles, ...unknown.map((id) => ({ id, info: ANY }))];
}

function listedOutputs(op: OpSchema | undefined): OutputHandleInfo[] {
  const returns = op?.returns ?? [];
  if (returns.length === 0) return [{ id: WHOLE, info: ANY }];
  if (returns.length === 1 && (returns[0].name === "result" || returns[0].name === WHOLE)) {
    return [{ id: WHOLE, info: returns[0] }];
  }
  return [
    { id: WHOLE, info: DICT },
    ...returns.filter(({ name }) => name !== WHOLE).map((info) => ({ id: info.name, info })),
  ];
}

/**
 * The inputs of a function node: its op's parameters, then those that are connected, or of an op that is not known
 * set, without being parameters.
 */
export function inputParams(
  op: OpSchema | undefined,
  values: Readonly<Record<string, unknown>>,
  connected: Iterable<string>,
): readonly ParamSchema[] {
  const known = op?.params ?? [];
  const names = new Set([...(op ? [] : Object.keys(values)), ...connected]);
  const unknown = [...names].filter((name) => !known.some((param) => param.name === name));
  if (unknown.length === 0) return known;
  return [...known, ...unknown.map((name): ParamSchema => ({ ...ANY, name }))];
}

/** Whether a parameter sits in the fold of those that need no value. */
export function hasDefault(param: ParamSchema): boolean {
  return param.optional === true || param.default !== undefined;
}

/** The type that comes out of a node's handle; Any where it is not known. */
export function outputType(node: EditorNode, handle: string, findOp: FindOp): TypeInfo {
  switch (node.type) {
    case "functionNode": {
      const { functionName, pack } = node.data as FunctionData;
      const handles = outputHandles(findOp(functionName, pack));
      return handles.find(({ id }) => id === handle)?.info ?? ANY;
    }
    case "variableNode":
      return variableOutput(node.data as VariableData);
    case "listNode":
      return LIST;
    default:
      return ANY;
  }
}

/** The type of a variable's output: an object where it is wrapped as a message. */
export function variableOutput(data: VariableData): TypeInfo {
  const wraps = data.variableType === "String"
    ? data.llmMessageFormat || data.textContentFormat
    : data.variableType === "Image" && data.llmMessageFormat;
  return wraps ? DICT : VARIABLE_OUTPUTS[data.variableType] ?? ANY;
}

/** The type that goes into a node's handle, and its name; Any where it is not known. */
export function inputType(
  node: EditorNode,
  handle: string,
  findOp: FindOp,
): TypeInfo & { name: string } {
  if (node.type === "functionNode") {
    const { functionName, pack } = node.data as FunctionData;
    const param = findOp(functionName, pack)?.params.find(({ name }) => name === handle);
    if (param) return param;
  }
  return { ...ANY, name: handle };
}
