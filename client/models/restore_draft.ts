import type { EditorEdge } from "../flow.ts";
import type { Flow } from "./graph_steps.ts";
import { newId } from "./node_data.ts";

/**
 * What has been made on an empty canvas before the graph of the last visit was there, put on top of that graph: as it
 * is, but for ids that are taken.
 */
export function underneath(draft: Flow, made: Flow): Flow {
  const taken = new Set([...draft.nodes, ...draft.edges].map(({ id }) => id));
  const ids = new Map<string, string>();
  const fresh = (id: string) => {
    const next = taken.has(id) ? newId(id.replace(/_\d+$/, ""), taken) : id;
    taken.add(next);
    ids.set(id, next);
    return next;
  };
  const idOf = (id: string) => ids.get(id) ?? id;
  const nodes = made.nodes.map((node) => ({ ...node, id: fresh(node.id) }));
  const edges = made.edges.map((edge): EditorEdge => ({
    ...edge,
    source: idOf(edge.source),
    target: idOf(edge.target),
    id: taken.has(edge.id) ? newId("edge", taken) : edge.id,
  }));
  return { nodes: [...draft.nodes, ...nodes], edges: [...draft.edges, ...edges] };
}
