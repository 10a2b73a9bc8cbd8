import { effect } from "@preact/signals";
import { WHOLE } from "../../engine/core/handle_types.ts";
import type { EditorEdge, EditorNode } from "../flow.ts";
import type { EditorModel } from "../models/editor.ts";
import { counted, namesOf } from "../models/step_names.ts";

type Parts = Pick<EditorModel, "graph" | "hands">;

/**
 * Says by the page's one polite live region what came to the graph and went from it: nodes and edges. What actions say of
 * themselves (`Undone: …`) comes after that, and is what is heard. The returned function ends it.
 */
export function sayChanges({ graph, hands }: Parts): () => void {
  let last: { nodes: readonly EditorNode[]; edges: readonly EditorEdge[] } | undefined;
  return effect(() => {
    const now = { nodes: graph.nodes.value, edges: graph.edges.value };
    const words = last && changeWords(last, now);
    last = now;
    if (words) hands.said.value = words;
  });
}

/** What changed between two states of a graph, in words; undefined where no node or edge came or went. */
export function changeWords(
  before: { nodes: readonly EditorNode[]; edges: readonly EditorEdge[] },
  now: { nodes: readonly EditorNode[]; edges: readonly EditorEdge[] },
): string | undefined {
  const nodes = difference(before.nodes, now.nodes);
  const edges = difference(before.edges, now.edges);
  const parts: string[] = [];
  if (nodes.came.length > 0) parts.push(`${namesOf(nodes.came)} added`);
  if (nodes.went.length > 0) parts.push(`${namesOf(nodes.went)} removed`);
  // The edges of a node that goes are not worth a word of their own.
  if (nodes.went.length === 0 && edges.went.length > 0 && edges.came.length === 0) {
    parts.push(edgeWords(edges.went, now.nodes, "no longer connected"));
  }
  if (edges.came.length > 0 && nodes.came.length <= 1) {
    parts.push(edgeWords(edges.came, now.nodes, "connected"));
  }
  if (parts.length === 0) return undefined;
  const count = nodes.came.length + nodes.went.length > 0
    ? `. ${counted(now.nodes.length, "node")} in all`
    : "";
  return parts.join(", ") + count;
}

function edgeWords(
  edges: readonly EditorEdge[],
  nodes: readonly EditorNode[],
  verb: string,
): string {
  if (edges.length > 1) return `${counted(edges.length, "wire")} ${verb}`;
  const [{ source, sourceHandle, target, targetHandle }] = edges;
  const name = (id: string) => {
    const node = nodes.find((one) => one.id === id);
    return node ? namesOf([node]) : id;
  };
  const output = !sourceHandle || sourceHandle === WHOLE ? "" : ` · ${sourceHandle}`;
  return `${name(source)}${output} ${verb} to ${name(target)} · ${targetHandle}`;
}

function difference<T extends { id: string }>(
  before: readonly T[],
  now: readonly T[],
): { came: T[]; went: T[] } {
  if (before === now) return { came: [], went: [] };
  const [old, fresh] = [before, now].map((all) => new Set(all.map(({ id }) => id)));
  return {
    came: now.filter(({ id }) => !old.has(id)),
    went: before.filter(({ id }) => !fresh.has(id)),
  };
}
