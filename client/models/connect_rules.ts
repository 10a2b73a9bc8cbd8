import { canConnect as typesFit } from "../../engine/core/types_compatible.ts";
import type { Connection, EditorEdge, EditorNode } from "../flow.ts";
import { WHOLE } from "./connections.ts";
import { type FindOp, inputType, outputType } from "./handles.ts";

/** Whether two handles may be connected, and if not, why, in words for the user. */
export type ConnectResult = { ok: true } | { ok: false; reason: string };

/** What {@link checkConnection} looks at. */
export interface ConnectContext {
  node(id: string): EditorNode | undefined;
  edges: readonly EditorEdge[];
  findOp: FindOp;
}

/**
 * Whether a connection keeps the rules: both ends are there, the types fit, no cycle comes of it. The edge that the
 * input has already counts as gone, since a new one replaces it; so does `without`, the edge that is being moved.
 */
export function checkConnection(
  connection: Connection,
  { node, edges, findOp }: ConnectContext,
  without?: string,
): ConnectResult {
  const source = node(connection.source);
  const target = node(connection.target);
  if (!source || !target) return refuse("One of the two nodes is no longer there.");
  const handle = connection.targetHandle;
  if (!handle) return refuse("Drop the connection on an input.");
  if (source.id === target.id) return refuse("A node cannot be connected to itself.");
  const to = inputType(target, handle, findOp);
  const fit = typesFit(outputType(source, connection.sourceHandle ?? WHOLE, findOp), to);
  if (!fit.ok) return refuse(fit.reason);
  const kept = edges.filter((edge) =>
    edge.id !== without && !(edge.target === target.id && edge.targetHandle === handle)
  );
  if (reaches(kept, target.id, source.id)) {
    return refuse("This would close a cycle: the input already leads to this output.");
  }
  return { ok: true };
}

function refuse(reason: string): ConnectResult {
  return { ok: false, reason };
}

/** Whether a way along the edges leads from one node to another. */
function reaches(edges: readonly EditorEdge[], from: string, to: string): boolean {
  const next = new Map<string, string[]>();
  for (const { source, target } of edges) {
    const targets = next.get(source);
    if (targets) targets.push(target);
    else next.set(source, [target]);
  }
  const seen = new Set([from]);
  const open = [from];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (id === to) return true;
    for (const target of next.get(id) ?? []) {
      if (seen.has(target)) continue;
      seen.add(target);
      open.push(target);
    }
  }
  return false;
}
