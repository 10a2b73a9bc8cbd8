/**
 * Parts of a graph that can run by themselves: values that are known already stand in for what is not to run again.
 *
 * @module
 */
import type { JsonValue } from "./json.ts";
import { isRunnable } from "./node_modes.ts";
import { isPinned } from "./pinned.ts";
import type { RunnableNode, Workflow, WorkflowEdge } from "./workflow.ts";

/**
 * What is to run: `to` a node with all that it needs, `from` it and all that depends on it, what comes `after` it (its
 * own value is known), or it `alone`.
 */
export interface Aim {
  readonly kind: "to" | "from" | "after" | "alone";
  readonly node: string;
}

/** A part of a workflow. */
export interface CutGraph {
  readonly nodes: RunnableNode[];
  readonly edges: WorkflowEdge[];
  /** Ids of nodes whose known value stands in. */
  readonly standIns: readonly string[];
}

/**
 * The part of a workflow that is to run. A node that something in it needs stands in with its known value, as a pinned
 * one does; where none is known it runs too, with what it needs. With `to` nothing stands in but what is pinned.
 * Variables are as they are now. Nothing of the workflow is changed.
 *
 * @param known a node's value that may stand in; undefined where there is none
 */
export function cutGraph(
  workflow: Pick<Workflow, "nodes" | "edges">,
  { kind, node }: Aim,
  known: (id: string) => JsonValue | undefined,
): CutGraph {
  const nodes = new Map(workflow.nodes.filter(isRunnable).map((one) => [one.id, one]));
  if (!nodes.has(node)) return { nodes: [], edges: [], standIns: [] };
  const edges = workflow.edges.filter(({ source, target }) =>
    nodes.has(source) && nodes.has(target)
  );
  const runs = kind === "to" || kind === "alone"
    ? new Set([node])
    : reached(node, edges, kind === "after");
  const sources = bySide(edges);
  const standIns = new Map<string, JsonValue>();
  const kept = new Set(runs);
  // A set that grows while it is walked: what is added is walked too.
  for (const id of runs) {
    // What flows into a pinned node goes no further; the aim itself is meant to run.
    if ((id !== node || kind === "after") && isHeld(nodes.get(id))) continue;
    for (const source of sources.get(id) ?? []) {
      if (kept.has(source)) continue;
      kept.add(source);
      const value = kind === "to" || !mayStandIn(nodes.get(source)) ? undefined : known(source);
      if (value === undefined || value === null) runs.add(source);
      else standIns.set(source, value);
    }
  }
  const taken = [...nodes.values()].filter(({ id }) => kept.has(id));
  return {
    nodes: taken.map((one) =>
      withStandIn(one, standIns.get(one.id), one.id === node && kind !== "after")
    ),
    edges: edges.filter(({ source, target }) => kept.has(source) && runs.has(target)),
    standIns: [...standIns.keys()],
  };
}

/** Variables are what they say; pinned nodes have their value; what is marked does as it is marked. */
function mayStandIn(node: RunnableNode | undefined): boolean {
  return node !== undefined && node.type !== "variableNode" && !isPinned(node) &&
    node.data.mode === undefined;
}

function isHeld(node: RunnableNode | undefined): boolean {
  return node !== undefined && node.data.mode === undefined && isPinned(node);
}

function withStandIn(
  node: RunnableNode,
  value: JsonValue | undefined,
  isAim: boolean,
): RunnableNode {
  if (value !== undefined) {
    return { ...node, data: { ...node.data, pinned: value } } as RunnableNode;
  }
  if (!isAim || !isPinned(node)) return node;
  // Who asks for a pinned node to run wants to see what it gives.
  const { pinned: _pinned, ...data } = node.data;
  return { ...node, data } as RunnableNode;
}

function bySide(edges: readonly WorkflowEdge[]): Map<string, string[]> {
  const sources = new Map<string, string[]>();
  for (const { source, target } of edges) {
    const own = sources.get(target);
    if (own) own.push(source);
    else sources.set(target, [source]);
  }
  return sources;
}

/** A node and all that depends on it; without itself where it only gives its value. */
function reached(from: string, edges: readonly WorkflowEdge[], without: boolean): Set<string> {
  const next = new Map<string, string[]>();
  for (const { source, target } of edges) {
    const own = next.get(source);
    if (own) own.push(target);
    else next.set(source, [target]);
  }
  const found = new Set([from]);
  for (const id of found) {
    for (const target of next.get(id) ?? []) found.add(target);
  }
  if (without) found.delete(from);
  return found;
}
