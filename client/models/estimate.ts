import { LARGE } from "../overview/view.ts";
import { applyNodeChanges, type EditorEdge, type EditorNode, type NodeChange } from "../flow.ts";

/**
 * About as large as most nodes. Not whole pixels, so that a measured size always differs from it: only then does React
 * Flow report the measured one.
 */
const SIZE = { width: 260.5, height: 160.5 };
const HANDLE = { width: 12, height: 12 };
const FIRST_HANDLE = 50;
const HANDLE_STEP = 24;

/**
 * Gives the nodes of a large graph a size, and handles where their edges end, until they come into view and are
 * measured. React Flow would render all of them at once otherwise, many seconds for thousands of nodes.
 */
export function estimateSizes(nodes: EditorNode[], edges: readonly EditorEdge[]): EditorNode[] {
  if (nodes.length <= LARGE) return nodes;
  const inputs = handlesByNode(edges.map(({ target, targetHandle }) => [target, targetHandle]));
  const outputs = handlesByNode(edges.map(({ source, sourceHandle }) => [source, sourceHandle]));
  return nodes.map((node) => {
    const place = (type: "source" | "target", x: number) => (id: string, index: number) => ({
      ...HANDLE,
      ...{ id, type, x, y: FIRST_HANDLE + index * HANDLE_STEP },
      position: (type === "source" ? "right" : "left") as never,
    });
    const handles = [
      ...[...inputs.get(node.id) ?? []].map(place("target", 0)),
      ...[...outputs.get(node.id) ?? []].map(place("source", SIZE.width)),
    ];
    return { ...node, measured: SIZE, handles };
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
