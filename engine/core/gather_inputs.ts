import type { FunctionNode, GraphNode } from "./graph.ts";
import { setOwn } from "./own.ts";
import type { PlanEdge } from "./plan.ts";
import type { ParamSchema, ValueType } from "./schema.ts";

/**
 * What goes into a node, by parameter or handle, before conversion. Only what is set or connected is there. Read it
 * with `Object.hasOwn`: a name may be any text.
 */
export type Inputs = Record<string, unknown>;

/** Whether an empty text among a node's own values of that type is no value: its field was left empty. */
const EMPTY_TEXT_IS_UNSET = {
  float: true,
  int: true,
  str: false,
  bool: false,
  Literal: true,
  list: true,
  dict: true,
  Image: true,
  Any: false,
} satisfies Record<ValueType, boolean>;

/**
 * The part of an output that a handle gives: all of it for `output`, `result` and no name, else the object's own value
 * under that name; undefined when there is none.
 */
export function pickHandle(value: unknown, sourceHandle: string | undefined): unknown {
  if (sourceHandle === undefined || sourceHandle === "output" || sourceHandle === "result") {
    return value;
  }
  if (typeof value !== "object" || value === null) return undefined;
  return Object.hasOwn(value, sourceHandle)
    ? (value as Record<string, unknown>)[sourceHandle]
    : undefined;
}

/**
 * Puts a node's inputs together, before conversion.
 *
 * Functions: the node's own values under those that are connected. The last edge into a parameter wins; two or more
 * edges into a `list` parameter make a list of their values. Edges to a handle that is no parameter only order. Own
 * values that are empty (null; "" where a text is no value) count as not set.
 * Lists: `input-0`, `input-1`, … in the order of the handles' numbers, without gaps; other handles count as 0.
 * Views: `input`, from the first edge.
 *
 * @param incoming The edges that end in the node, in the order of the request.
 * @param params Parameters of the node's op; undefined when the op is unknown, or the node is no function.
 * @param valueOf The whole output of a node, by its index.
 */
export function gatherInputs(
  node: GraphNode,
  incoming: readonly PlanEdge[],
  params: readonly ParamSchema[] | undefined,
  valueOf: (source: number) => unknown,
): Inputs {
  switch (node.kind) {
    case "function":
      return params === undefined
        ? gatherUnknown(node, incoming, valueOf)
        : gatherParams(node, incoming, params, valueOf);
    case "list":
      return gatherList(incoming, valueOf);
    case "view":
      return incoming.length === 0 ? {} : { input: edgeValue(incoming[0], valueOf) };
    case "variable":
    case "unknown":
      return {};
  }
}

function edgeValue(edge: PlanEdge, valueOf: (source: number) => unknown): unknown {
  return pickHandle(valueOf(edge.source), edge.sourceHandle);
}

function gatherParams(
  node: FunctionNode,
  incoming: readonly PlanEdge[],
  params: readonly ParamSchema[],
  valueOf: (source: number) => unknown,
): Inputs {
  const inputs: Inputs = {};
  for (const param of params) {
    const { name } = param;
    let last: PlanEdge | undefined;
    let several = false;
    for (const edge of incoming) {
      if (edge.targetHandle !== name) continue;
      several = last !== undefined;
      last = edge;
    }
    if (last === undefined) {
      const value = node.values[name];
      if (!isUnset(value, param)) setOwn(inputs, name, value);
    } else if (several && param.type === "list") {
      const edges = incoming.filter((edge) => edge.targetHandle === name);
      const values: unknown[] = edges.map((edge) => edgeValue(edge, valueOf));
      setOwn<unknown>(inputs, name, values);
    } else {
      setOwn(inputs, name, edgeValue(last, valueOf));
    }
  }
  return inputs;
}

/** Whether a node's own value counts as not set: it is empty where the type has no empty value. */
export function isUnset(value: unknown, param: ParamSchema): boolean {
  if (value === undefined) return true;
  if (value === null) return param.type !== "Any";
  return value === "" && EMPTY_TEXT_IS_UNSET[param.type] &&
    !param.literal_values?.includes("");
}

/** Of an op that is not known, everything that is set or connected is shown. */
function gatherUnknown(
  node: FunctionNode,
  incoming: readonly PlanEdge[],
  valueOf: (source: number) => unknown,
): Inputs {
  const inputs: Inputs = {};
  for (const name of Object.keys(node.values)) setOwn(inputs, name, node.values[name]);
  for (const edge of incoming) {
    if (edge.targetHandle !== undefined) {
      setOwn(inputs, edge.targetHandle, edgeValue(edge, valueOf));
    }
  }
  return inputs;
}

function gatherList(
  incoming: readonly PlanEdge[],
  valueOf: (source: number) => unknown,
): Inputs {
  const inputs: Inputs = {};
  const ordered = incoming
    .map((edge) => ({ edge, place: listPlace(edge.targetHandle) }))
    .sort((a, b) => a.place - b.place);
  for (let i = 0; i < ordered.length; i++) {
    inputs[`input-${i}`] = edgeValue(ordered[i].edge, valueOf);
  }
  return inputs;
}

/** The number of a list's handle: 3 for `input-3`, 0 for names of another form. */
export function listPlace(handle: string | undefined): number {
  const digits = handle === undefined ? null : /^input-(\d+)$/.exec(handle);
  return digits === null ? 0 : Number(digits[1]);
}
