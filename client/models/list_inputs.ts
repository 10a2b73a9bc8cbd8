import { listPlace } from "../../engine/core/gather_inputs.ts";
import type { EditorEdge } from "../flow.ts";

/** The handle of a list's input number `index` (from 0). */
export function listHandle(index: number): string {
  return `input-${index}`;
}

/**
 * Moves the edges into lists together, so that each list's inputs are `input-0`, `input-1`, … without a gap: after an
 * edge went away, those behind it shift. The order stays. Edges that keep their handle stay the same objects, and so
 * does the array when nothing moves.
 */
export function compactListInputs(
  edges: EditorEdge[],
  isList: (nodeId: string) => boolean,
): EditorEdge[] {
  const byList = new Map<string, EditorEdge[]>();
  for (const edge of edges) {
    if (!isList(edge.target)) continue;
    const own = byList.get(edge.target);
    if (own) own.push(edge);
    else byList.set(edge.target, [edge]);
  }
  const moved = new Map<EditorEdge, EditorEdge>();
  for (const own of byList.values()) {
    own.sort((a, b) =>
      listPlace(a.targetHandle ?? undefined) - listPlace(b.targetHandle ?? undefined)
    );
    own.forEach((edge, index) => {
      const targetHandle = listHandle(index);
      if (edge.targetHandle !== targetHandle) moved.set(edge, { ...edge, targetHandle });
    });
  }
  return moved.size === 0 ? edges : edges.map((edge) => moved.get(edge) ?? edge);
}
