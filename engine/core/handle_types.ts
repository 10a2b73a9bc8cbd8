import type { VariableType } from "./graph.ts";
import type { OpSchema, TypeInfo } from "./schema.ts";
import type { FunctionData, VariableData, WorkflowNodeData } from "./workflow.ts";

/** Finds an op by name, and pack where a node names one. */
export type FindOp = (name: string, pack?: string) => OpSchema | undefined;

/** Handle of a node's whole value. */
export const WHOLE = "output";
/** Input handle of a view. */
export const VIEW_INPUT = "input";
/** The type of what is not known. */
export const ANY: TypeInfo = { type: "Any", ts_type: "unknown" };

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

/** What of a node its handles' types depend on. */
export interface TypedNode {
  type?: string;
  data: WorkflowNodeData[keyof WorkflowNodeData];
}

/** The output handles of an op: the whole value, then one for each key where the return type lists them. */
export function listedOutputs(op: OpSchema | undefined): OutputHandleInfo[] {
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

/** The type that comes out of a node's handle; Any where it is not known. */
export function outputType(node: TypedNode, handle: string, findOp: FindOp): TypeInfo {
  switch (node.type) {
    case "functionNode": {
      const { functionName, pack } = node.data as FunctionData;
      const handles = listedOutputs(findOp(functionName, pack));
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
  node: TypedNode,
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
