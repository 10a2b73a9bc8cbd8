import type { EditorEdge } from "../flow.ts";

/** These nodes and all that they get values from (`up`), or that get values from them (`down`). */
export function reach(
  ids: Iterable<string>,
  edges: readonly EditorEdge[],
  way: "up" | "down",
): Set<string> {
  const next = new Map<string, string[]>();
  for (const { source, target } of edges) {
    const [from, to] = way === "down" ? [source, target] : [target, source];
    const own = next.get(from);
    if (own) own.push(to);
    else next.set(from, [to]);
  }
  const found = new Set(ids);
  // A set that grows while it is walked: what is added is walked too.
  for (const id of found) {
    for (const other of next.get(id) ?? []) found.add(other);
  }
  return found;
}
