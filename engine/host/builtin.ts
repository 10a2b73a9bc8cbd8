import { PsynapseError } from "../core/errors.ts";
import type { Inputs } from "../core/gather_inputs.ts";
import type { GraphNode } from "../core/graph.ts";
import type { JsonValue } from "../core/json.ts";
import { toJson } from "../core/to_json.ts";
import { variableValue } from "../core/variable_value.ts";
import { isPlainLeaf } from "./values.ts";

/**
 * The value of a node that calls no op.
 *
 * @throws {PsynapseError} for a node of a type that is not known, or an op that is not there
 */
export function builtin(node: GraphNode, inputs: Inputs): unknown {
  switch (node.kind) {
    case "variable":
      return variableValue(node);
    case "list":
      return Object.values(inputs);
    case "view":
      return "input" in inputs ? inputs.input : null;
    case "unknown":
      throw new PsynapseError("unknown_node_type", `Unknown node type "${node.type}"`);
    case "function":
      throw new PsynapseError("unknown_op", `Unknown op "${node.op}"`);
  }
}

/** Inputs as events show them. Most are plain: these are not copied, as nothing changes them. */
export function showInputs(inputs: Inputs): Record<string, JsonValue> {
  for (const name in inputs) {
    if (!isPlainLeaf(inputs[name])) return toJson(inputs) as Record<string, JsonValue>;
  }
  return inputs as Record<string, JsonValue>;
}
