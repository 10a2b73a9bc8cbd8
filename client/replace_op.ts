import { type FindOp, listedOutputs, WHOLE } from "../engine/core/handle_types.ts";
import { nearest } from "../engine/core/near_names.ts";
import type { OpSchema } from "../engine/core/schema.ts";
import type { EditorEdge, EditorNode } from "./flow.ts";

interface Flow {
  nodes: EditorNode[];
  edges: EditorEdge[];
}

/**
 * Puts another op in the place of a node's, which may be missing. Values and edges stay where the op has such a
 * parameter or output, or one that is nearly called so; the others go.
 */
export function replaceOp(flow: Flow, nodeId: string, op: OpSchema): Flow {
  const node = flow.nodes.find(({ id }) => id === nodeId);
  if (node?.type !== "functionNode") return flow;
  const connected = flow.edges.filter(({ target }) => target === nodeId)
    .flatMap(({ targetHandle }) => targetHandle ? [targetHandle] : []);
  const params = renames(
    [...connected, ...Object.keys(node.data.values)],
    op.params.map(({ name }) => name),
  );
  const outputs = new Set(listedOutputs(op).map(({ id }) => id));
  const values = Object.fromEntries(
    Object.entries(node.data.values).flatMap(([name, value]) => {
      const param = params.get(name);
      return param === undefined ? [] : [[param, value]];
    }),
  );
  const edges = flow.edges.flatMap((edge): EditorEdge[] => {
    if (edge.target === nodeId) {
      const param = edge.targetHandle ? params.get(edge.targetHandle) : undefined;
      return param === undefined ? [] : [{ ...edge, targetHandle: param }];
    }
    if (edge.source !== nodeId || outputs.has(edge.sourceHandle ?? WHOLE)) return [edge];
    return [{ ...edge, sourceHandle: WHOLE }];
  });
  const data = { ...node.data, functionName: op.name, pack: op.pack, values };
  return {
    nodes: flow.nodes.map((one) => one === node ? { ...node, data } : one),
    edges,
  };
}

/** Gives a parameter that was renamed its new name: its value and its edge. */
export function renameParam(flow: Flow, nodeId: string, from: string, to: string): Flow {
  return {
    nodes: flow.nodes.map((node) => {
      if (node.id !== nodeId || node.type !== "functionNode") return node;
      const { [from]: value, ...values } = node.data.values;
      const kept = value === undefined ? values : { ...values, [to]: value };
      return { ...node, data: { ...node.data, values: kept } };
    }),
    edges: flow.edges.map((edge) =>
      edge.target === nodeId && edge.targetHandle === from ? { ...edge, targetHandle: to } : edge
    ),
  };
}

/** For each old name the new one: the same, or one that is like it and that no other has. */
function renames(old: readonly string[], names: readonly string[]): Map<string, string> {
  const found = new Map<string, string>();
  const free = new Set(names);
  for (const name of old) if (free.delete(name)) found.set(name, name);
  for (const name of old) {
    if (found.has(name)) continue;
    const [near] = nearest(name, free, (one) => one, 1);
    if (near === undefined) continue;
    free.delete(near);
    found.set(name, near);
  }
  return found;
}

/** The op that a problem names as `pack/name`. */
export function opOf(near: string, findOp: FindOp): OpSchema | undefined {
  const at = near.indexOf("/");
  return findOp(near.slice(at + 1), near.slice(0, at));
}
