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

/** The output handles of an op: the whole value, then one for each key where the return type lists them. */
export function outputHandles(op: OpSchema | undefined): { id: string; info: TypeInfo }[] {
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
      return variableType(node.data as VariableData);
    case "listNode":
      return LIST;
    default:
      return ANY;
  }
}

function variableType(data: VariableData): TypeInfo {
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
