import { inputType, outputType, WHOLE } from "../../engine/core/handle_types.ts";
import { isRunnable, passThrough } from "../../engine/core/node_modes.ts";
import type { OpSchema } from "../../engine/core/schema.ts";
import { canConnect } from "../../engine/core/types_compatible.ts";
import { type EditorEdge, type EditorNode, fromFlow, type HandleEnd, withPoints } from "../flow.ts";
import type { Flow } from "../models/graph.ts";
import { type FindOp, outputHandles, VIEW_INPUT } from "../models/handles.ts";
import { listHandle } from "../models/list_inputs.ts";
import { newId } from "../models/node_data.ts";
import { without } from "../models/selection.ts";

/** Removes nodes; what came from one of them comes from its first fitting input then. */
export function removeHealing(flow: Flow, ids: ReadonlySet<string>, findOp: FindOp): Flow {
  const { nodes, edges } = fromFlow(flow);
  const healed = passThrough({ nodes: nodes.filter(isRunnable), edges }, ids, findOp);
  const byId = new Map(healed.map((edge) => [edge.id, edge]));
  const kept = flow.edges.flatMap((edge) => {
    const now = byId.get(edge.id);
    if (!now) return [];
    if (now.source === edge.source) return [edge];
    const { source, sourceHandle = WHOLE } = now;
    // The way round the node that is gone leads nowhere now.
    return [{ ...withPoints(edge, []), source, sourceHandle }];
  });
  return without({ nodes: flow.nodes, edges: kept }, ids, new Set());
}

/**
 * Puts a node into an edge, between what it connects: by the node's first input and its first output that fit.
 * undefined: it does not fit, or has edges that would be lost.
 */
export function splice(
  flow: Flow,
  nodeId: string,
  edgeId: string,
  findOp: FindOp,
): Flow | undefined {
  const edge = flow.edges.find(({ id }) => id === edgeId);
  const node = flow.nodes.find(({ id }) => id === nodeId);
  const source = flow.nodes.find(({ id }) => id === edge?.source);
  const target = flow.nodes.find(({ id }) => id === edge?.target);
  if (!edge || !node || !source || !target || node === source || node === target) return undefined;
  if (flow.edges.some((other) => other.source === nodeId || other.target === nodeId)) {
    return undefined;
  }
  const from = outputType(source, edge.sourceHandle ?? WHOLE, findOp);
  const to = inputType(target, edge.targetHandle ?? "", findOp);
  const input = inputIds(node, findOp).find((id) =>
    canConnect(from, inputType(node, id, findOp)).ok
  );
  const output = outputIds(node, findOp).find((id) =>
    canConnect(outputType(node, id, findOp), to).ok
  );
  if (input === undefined || output === undefined) return undefined;
  const id = newId("edge", new Set(flow.edges.map((other) => other.id)));
  const first: EditorEdge = { ...withPoints(edge, []), target: nodeId, targetHandle: input };
  const second: EditorEdge = {
    ...{ id, source: nodeId, sourceHandle: output },
    ...{ target: edge.target, targetHandle: edge.targetHandle },
  };
  return {
    nodes: flow.nodes,
    edges: flow.edges.flatMap((other) => other === edge ? [first, second] : [other]),
  };
}

/** Input handles of a node, in order. A list has always a free one. */
export function inputIds(node: EditorNode, findOp: FindOp, edges: readonly EditorEdge[] = []) {
  switch (node.type) {
    case "functionNode": {
      const op = findOp(node.data.functionName, node.data.pack);
      return op?.params.map(({ name }) => name) ?? [];
    }
    case "listNode":
      return [listHandle(edges.filter(({ target }) => target === node.id).length)];
    case "viewNode":
      return [VIEW_INPUT];
    default:
      return [];
  }
}

/** Output handles of a node, in order. */
export function outputIds(node: EditorNode, findOp: FindOp): string[] {
  switch (node.type) {
    case "functionNode":
      return outputHandles(findOp(node.data.functionName, node.data.pack)).map(({ id }) => id);
    case "variableNode":
    case "listNode":
      return [WHOLE];
    default:
      return [];
  }
}

/** The other end that fits a handle. */
export interface Fit {
  handle: string;
  /** Nothing has to be converted. */
  exact: boolean;
  /** It is not connected yet. */
  free: boolean;
}

/**
 * The handle of a node that fits one end of a wire best: one that is free before one that is taken, one that needs no
 * conversion before one that does, else the first. undefined: none fits.
 */
export function bestFit(
  end: HandleEnd,
  node: EditorNode,
  flow: Flow,
  findOp: FindOp,
): Fit | undefined {
  const other = flow.nodes.find(({ id }) => id === end.nodeId);
  if (!other || other.id === node.id) return undefined;
  const fits: Fit[] = [];
  if (end.type === "source") {
    const from = outputType(other, end.id ?? WHOLE, findOp);
    const taken = new Set(
      flow.edges.filter(({ target }) => target === node.id).map((edge) => edge.targetHandle),
    );
    for (const handle of inputIds(node, findOp, flow.edges)) {
      const fit = canConnect(from, inputType(node, handle, findOp));
      if (fit.ok) fits.push({ handle, exact: !fit.converts, free: !taken.has(handle) });
    }
  } else {
    const to = inputType(other, end.id ?? "", findOp);
    for (const handle of outputIds(node, findOp)) {
      const fit = canConnect(outputType(node, handle, findOp), to);
      if (fit.ok) fits.push({ handle, exact: !fit.converts, free: true });
    }
  }
  const rank = ({ exact, free }: Fit) => (free ? 0 : 2) + (exact ? 0 : 1);
  return fits.sort((a, b) => rank(a) - rank(b))[0];
}

/** Whether an op has a handle for one end of a wire: 2 as it is, 1 by a conversion, 0 not at all. */
export function fitOfOp(
  wire: { from: ReturnType<typeof outputType> } | { to: ReturnType<typeof inputType> },
  op: OpSchema,
): 0 | 1 | 2 {
  let best: 0 | 1 | 2 = 0;
  const ends = "from" in wire
    ? op.params.map((param) => canConnect(wire.from, param))
    : outputHandles(op).map(({ info }) => canConnect(info, wire.to));
  for (const fit of ends) {
    if (fit.ok && !fit.converts) return 2;
    if (fit.ok) best = 1;
  }
  return best;
}
