import { LARGE } from "../overview/view.ts";
import { estimateNode } from "./estimate_node.ts";
import type { FindOp } from "./handles.ts";
import { applyNodeChanges, type EditorEdge, type EditorNode, type NodeChange } from "../flow.ts";

/** Takes sizes and handles as they are known for what they are, for now: see {@link estimateSizes}. */
type Estimated = Pick<EditorNode, "measured" | "handles">;

/**
 * Gives the nodes of a large graph a size, and handles where their edges end, until they come into view and are
 * measured. React Flow would render all of them at once otherwise, many seconds for thousands of nodes. Nodes that were
 * measured keep what was found.
 */
export function estimateSizes(
  nodes: EditorNode[],
  edges: readonly EditorEdge[],
  findOp: FindOp,
): EditorNode[] {
  if (nodes.length <= LARGE) return nodes;
  const inputs = handlesByNode(edges.map(({ target, targetHandle }) => [target, targetHandle]));
  const outputs = handlesByNode(edges.map(({ source, sourceHandle }) => [source, sourceHandle]));
  const none: ReadonlySet<string> = new Set();
  return nodes.map((node) => {
    if (node.measured && !node.handles) return node;
    const connected = {
      inputs: inputs.get(node.id) ?? none,
      outputs: outputs.get(node.id) ?? none,
    };
    const estimated: Estimated = estimateNode(node, connected, findOp);
    return { ...node, ...estimated } as EditorNode;
  });
}

function handlesByNode(
  ends: [node: string, handle: string | null | undefined][],
): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>();
  for (const [node, handle] of ends) {
    if (!handle) continue;
    const own = found.get(node);
    if (own) own.add(handle);
    else found.set(node, new Set([handle]));
  }
  return found;
}

/** Applies changes; the estimate of a node that was measured goes, or it would stand against what was found. */
export function applyMeasured(
  changes: NodeChange<EditorNode>[],
  nodes: EditorNode[],
): EditorNode[] {
  const next = applyNodeChanges(changes, nodes);
  const measured = new Set(
    changes.filter((change) => change.type === "dimensions").map(({ id }) => id),
  );
  if (measured.size === 0) return next;
  return next.map((node) => measured.has(node.id) ? withoutEstimate(node) : node);
}

function withoutEstimate(node: EditorNode): EditorNode {
  if (!node.handles) return node;
  const { handles: _, ...rest } = node;
  return rest as EditorNode;
}

/** Nodes of an earlier state with what has been measured since. */
export function keepMeasured(
  nodes: EditorNode[],
  since: ReadonlyMap<string, EditorNode>,
): EditorNode[] {
  return nodes.map((node) => {
    const later = since.get(node.id);
    const isMeasured = node.handles && later && !later.handles;
    return isMeasured ? { ...withoutEstimate(node), measured: later.measured } : node;
  });
}
