import type { CatalogOp, CatalogSnapshot } from "../catalog/types.ts";
import { isUnset, listPlace } from "../core/gather_inputs.ts";
import type { Graph, GraphNode, VariableNode } from "../core/graph.ts";
import { jsonType } from "../core/json_type.ts";
import { type PlanEdge, planRun } from "../core/plan.ts";
import { variableOutput, WHOLE } from "../core/handle_types.ts";
import { variableValue } from "../core/variable_value.ts";
import { ownValues } from "./own_values.ts";
import type { CheckMessage, PacksMessage, TypedEdge, TypedNode } from "./protocol.ts";

/** How ops are found: without a pack, the first of that name. */
export type FindCatalogOp = (name: string, pack?: string) => CatalogOp | undefined;

/** A question about a graph, and how to read the answer. */
export interface GraphQuery {
  message: Omit<CheckMessage, "id">;
  /** For each node of the message its place in the graph. */
  nodeAt: number[];
  /** For each edge of the graph its place in the message; undefined for those that only order. */
  edgeAt: (number | undefined)[];
  /** Values that stand in nodes themselves: where they are in the graph, and their edge's place in the message. */
  ownValues: { node: number; param: string; edge: number }[];
}

/**
 * What the compiler is asked about a graph. Values become types here: they may be large.
 *
 * @throws {PsynapseError} "bad_graph" for a cycle
 */
export function buildQuery(graph: Graph, find: FindCatalogOp): GraphQuery {
  const plan = planRun(graph);
  const placeOf = new Int32Array(graph.nodes.length);
  plan.order.forEach((index, place) => placeOf[index] = place);
  const ops = graph.nodes.map((node) =>
    node.kind === "function" ? find(node.op, node.pack) : undefined
  );
  const edges: TypedEdge[] = [];
  const numbers = new Map<PlanEdge, number>();
  for (const index of plan.order) {
    const incoming = plan.incoming[index];
    for (const edge of sorted(graph.nodes[index], incoming)) {
      const param = paramOf(graph.nodes[index], edge, ops[index]);
      if (param === undefined) continue;
      const isOneOfMany = ops[index]?.schema.params.find(({ name }) => name === param)?.type ===
          "list" && incoming.filter(({ targetHandle }) => targetHandle === param).length > 1;
      const key = keyOf(edge.sourceHandle);
      numbers.set(edge, edges.length);
      edges.push({
        from: placeOf[edge.source],
        to: placeOf[index],
        ...(key === undefined ? {} : { key }),
        param,
        ...(isOneOfMany ? { isOneOfMany } : {}),
      });
    }
  }
  const nodes = plan.order.map((index) => typedNode(graph.nodes[index], ops[index]));
  const values: GraphQuery["ownValues"] = [];
  for (const index of plan.order) {
    const isConnected = (name: string) =>
      plan.incoming[index].some(({ targetHandle }) => targetHandle === name);
    for (const { param, type } of ownValues(graph.nodes[index], ops[index], isConnected)) {
      values.push({ node: index, param: param.name, edge: edges.length });
      const to = placeOf[index];
      edges.push({ from: nodes.length, to, param: param.name, isOwnValue: true });
      nodes.push({ kind: "value", type, info: { type: param.type, ts_type: param.ts_type } });
    }
  }
  return {
    message: { type: "check", nodes, edges },
    nodeAt: plan.order,
    ownValues: values,
    edgeAt: edgesInOrder(graph, plan.incoming).map((edge) => numbers.get(edge)),
  };
}

/** Edges come to each node in the order of the request. */
function edgesInOrder(graph: Graph, incoming: readonly (readonly PlanEdge[])[]): PlanEdge[] {
  const at = new Map(graph.nodes.map(({ id }, index) => [id, index]));
  const next = new Int32Array(graph.nodes.length);
  return graph.edges.map(({ target }) => {
    const index = at.get(target)!;
    return incoming[index][next[index]++];
  });
}

/** A list's items are in the order of its handles. */
function sorted(node: GraphNode, edges: readonly PlanEdge[]): readonly PlanEdge[] {
  if (node.kind !== "list") return edges;
  return [...edges].sort((a, b) => listPlace(a.targetHandle) - listPlace(b.targetHandle));
}

function paramOf(node: GraphNode, edge: PlanEdge, op: CatalogOp | undefined): string | undefined {
  if (node.kind === "list") return edge.targetHandle ?? "";
  if (node.kind !== "function") return undefined;
  return op?.schema.params.find(({ name }) => name === edge.targetHandle)?.name;
}

function keyOf(handle: string | undefined): string | undefined {
  return handle === undefined || handle === WHOLE || handle === "result" ? undefined : handle;
}

function typedNode(node: GraphNode, op: CatalogOp | undefined): TypedNode {
  switch (node.kind) {
    case "function":
      return op === undefined
        ? { kind: "any" }
        : { kind: "op", op: opId(op), values: valueTypes(node.values, op) };
    case "variable":
      return { kind: "value", type: jsonType(variableValue(node)), info: variableInfo(node) };
    case "list":
      return { kind: "list" };
    case "view":
    case "unknown":
      return { kind: "any" };
  }
}

function variableInfo(node: VariableNode) {
  return variableOutput({
    variableName: "",
    variableType: node.variableType,
    llmMessageFormat: node.llmRole !== undefined,
    textContentFormat: node.textContent,
  });
}

function valueTypes(
  values: Record<string, unknown>,
  { schema }: CatalogOp,
): Record<string, string> {
  const types = schema.params.flatMap((param): [string, string][] => {
    const value = Object.hasOwn(values, param.name) ? values[param.name] : undefined;
    return isUnset(value, param) ? [] : [[param.name, jsonType(value)]];
  });
  return Object.fromEntries(types);
}

function opId({ schema }: CatalogOp): string {
  return `${schema.pack}/${schema.name}`;
}

/**
 * What the compiler has to know of the packs.
 *
 * @param psynapse text of the module that they import by this name
 */
export function packsMessage({ packs, ops }: CatalogSnapshot, psynapse: string): PacksMessage {
  const dirs = new Map(packs.map(({ name, dir }) => [name, dir]));
  return {
    type: "packs",
    psynapse,
    imports: Object.fromEntries(packs.map(({ dir, imports }) => [
      `${dir}/`,
      Object.fromEntries(Object.entries(imports).filter(([, to]) => to.startsWith("file:"))),
    ])),
    ops: ops.map((op) => ({
      id: opId(op),
      file: `${dirs.get(op.schema.pack)}/${op.file}`,
      name: op.schema.name,
      isClass: op.file !== "ops.ts",
      isGenerator: op.kind !== "function",
      signalAt: op.signalAt,
      kind: op.kind,
      params: op.schema.params,
      returns: op.schema.returns,
    })),
  };
}
