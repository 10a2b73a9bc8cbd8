import type { Graph, GraphEdge, GraphNode } from "./graph.ts";
import { ANY, type FindOp, listedOutputs, variableOutput, WHOLE } from "./handle_types.ts";
import type { ParamSchema, TypeInfo } from "./schema.ts";

/** The types at the two ends of an edge, by name. */
export interface EdgeEnds {
  from: TypeInfo;
  /** Undefined where anything goes, or nothing is known. */
  to?: ParamSchema;
}

/** Tells the types at the ends of a graph's edges. */
export function edgeEnds(graph: Graph, findOp: FindOp): (edge: GraphEdge) => EdgeEnds {
  const nodes = new Map(graph.nodes.map((node) => [node.id, node]));
  return ({ source, sourceHandle, target, targetHandle }) => {
    const from = outputOf(nodes.get(source), sourceHandle, findOp);
    const node = nodes.get(target);
    const op = node?.kind === "function" ? findOp(node.op, node.pack) : undefined;
    const to = op?.params.find(({ name }) => name === targetHandle);
    return to === undefined ? { from } : { from, to };
  };
}

function outputOf(
  node: GraphNode | undefined,
  handle: string | undefined,
  findOp: FindOp,
): TypeInfo {
  const name = handle === undefined || handle === "result" ? WHOLE : handle;
  switch (node?.kind) {
    case "function":
      return listedOutputs(findOp(node.op, node.pack)).find(({ id }) => id === name)?.info ?? ANY;
    case "variable":
      if (name !== WHOLE) return ANY;
      return variableOutput({
        variableName: "",
        variableType: node.variableType,
        llmMessageFormat: node.llmRole !== undefined,
        textContentFormat: node.textContent,
      });
    case "list":
      return name === WHOLE ? { type: "list", ts_type: "unknown[]" } : ANY;
    default:
      return ANY;
  }
}
