import { useMemo } from "preact/hooks";
import type { EditorEdge } from "../../client/flow.ts";
import type { EdgeLook } from "../../client/models/types.ts";
import { useEditor } from "./context.ts";

/** Edges as the canvas draws them: with their type's colour, and what becomes of the value on its way. */
export function useEdgeLooks(edges: readonly EditorEdge[]): EditorEdge[] {
  const { types } = useEditor();
  const looks = types.looks.value;
  // The same edge stays the same object: React Flow draws anew what is not.
  const kept = useMemo(() => new WeakMap<EditorEdge, [EdgeLook, EditorEdge]>(), []);
  return useMemo(() =>
    edges.map((edge) => {
      const look = looks.get(edge.id);
      if (look === undefined) return edge;
      const [last, drawn] = kept.get(edge) ?? [];
      if (last && drawn && sameLook(last, look)) return drawn;
      const next = withLook(edge, look);
      kept.set(edge, [look, next]);
      return next;
    }), [edges, looks]);
}

function sameLook(a: EdgeLook, b: EdgeLook): boolean {
  return a.type === b.type && a.label === b.label && a.title === b.title &&
    a.isRefused === b.isRefused;
}

function withLook(edge: EditorEdge, { type, label, title, isRefused }: EdgeLook): EditorEdge {
  const drawn: EditorEdge = {
    ...edge,
    className: `type-${type}${isRefused ? " edge-refused" : ""}`,
  };
  if (label === undefined) return drawn;
  return {
    ...drawn,
    label: (
      <>
        {label}
        <title>{title}</title>
      </>
    ) as unknown as string,
    labelBgPadding: [5, 2],
    labelBgBorderRadius: 4,
    ariaLabel: `Edge from ${edge.source} to ${edge.target}: ${title}`,
  };
}
