/**
 * What of a workflow runs: muted nodes and what depends on them do not, bypassed ones pass an input on, pinned ones give
 * their pinned value, notes and groups are for people.
 *
 * @module
 */
import { type FindOp, inputType, outputType, WHOLE } from "./handle_types.ts";
import { listPlace } from "./gather_inputs.ts";
import { withPinsAsVariables } from "./pinned.ts";
import { canConnect } from "./types_compatible.ts";
import type {
  FunctionData,
  RunnableNode,
  Workflow,
  WorkflowEdge,
  WorkflowNode,
} from "./workflow.ts";

type Parts = Pick<Workflow, "nodes" | "edges">;

/** What {@link activePart} gives. */
export interface ActivePart {
  nodes: RunnableNode[];
  edges: WorkflowEdge[];
  /** Ids of nodes that do not run although they are not muted: what they need comes from one that is. */
  skipped: ReadonlySet<string>;
}

/** Whether a node runs: notes and groups do not. */
export function isRunnable(node: WorkflowNode): node is RunnableNode {
  return node.type !== "noteNode" && node.type !== "groupNode";
}

/** The nodes and edges that a run gets. Arrays are the workflow's own objects; nothing in it is changed. */
export function activePart(workflow: Parts, findOp: FindOp): ActivePart {
  const nodes = workflow.nodes.filter(isRunnable);
  const ids = new Set(nodes.map(({ id }) => id));
  const edges = workflow.edges.filter(({ source, target }) => ids.has(source) && ids.has(target));
  if (nodes.every(({ data }) => data.mode === undefined)) {
    return { ...withPinsAsVariables(nodes, edges), skipped: new Set() };
  }
  const bypassed = nodes.filter(({ data }) => data.mode === "bypass").map(({ id }) => id);
  const passed = passThrough({ nodes, edges }, new Set(bypassed), findOp);
  const muted = nodes.filter(({ data }) => data.mode === "mute").map(({ id }) => id);
  const silent = reachable(muted, passed);
  const runs = (id: string) => !silent.has(id);
  const mode = new Map(nodes.map(({ id, data }) => [id, data.mode]));
  return {
    ...withPinsAsVariables(
      nodes.filter(({ id }) => runs(id) && mode.get(id) !== "bypass"),
      passed.filter(({ source, target }) => runs(source) && runs(target)),
    ),
    skipped: new Set([...silent].filter((id) => mode.get(id) !== "mute")),
  };
}

/**
 * The edges with some nodes taken out: what came from such a node comes from its first fitting input, or from nowhere.
 * Edges keep their ids and places; those into the nodes are gone.
 */
export function passThrough(
  { nodes, edges }: { nodes: readonly RunnableNode[]; edges: readonly WorkflowEdge[] },
  out: ReadonlySet<string>,
  findOp: FindOp,
): WorkflowEdge[] {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  let now = [...edges];
  for (const node of inOrder(nodes.filter(({ id }) => out.has(id)), edges)) {
    const inputs = inputsInOrder(node, now, findOp);
    now = now.flatMap((edge) => {
      if (edge.target === node.id) return [];
      if (edge.source !== node.id) return [edge];
      const target = byId.get(edge.target);
      const wanted = target && inputType(target, edge.targetHandle ?? "", findOp);
      const input = inputs.find(({ source, sourceHandle }) => {
        const from = byId.get(source);
        return from && wanted &&
          canConnect(outputType(from, sourceHandle ?? WHOLE, findOp), wanted).ok;
      });
      if (!input) return [];
      const { source, sourceHandle } = input;
      const { sourceHandle: _, ...rest } = edge;
      return [{ ...rest, source, ...(sourceHandle ? { sourceHandle } : {}) }];
    });
  }
  return now;
}

/** A node's incoming edges in the order of its inputs: parameters, places of a list. */
function inputsInOrder(
  node: RunnableNode,
  edges: readonly WorkflowEdge[],
  findOp: FindOp,
): WorkflowEdge[] {
  const own = edges.filter(({ source, target }) => target === node.id && source !== node.id);
  const { functionName, pack } = node.data as FunctionData;
  const params = node.type === "functionNode" ? findOp(functionName, pack)?.params ?? [] : [];
  const place = ({ targetHandle }: WorkflowEdge) => {
    if (node.type === "listNode") return listPlace(targetHandle);
    const index = params.findIndex(({ name }) => name === targetHandle);
    return index < 0 ? params.length : index;
  };
  return own.sort((a, b) => place(a) - place(b));
}

/** Some of the nodes, each after those of them that it gets values from; within a cycle in any order. */
function inOrder(some: RunnableNode[], edges: readonly WorkflowEdge[]): RunnableNode[] {
  if (some.length < 2) return some;
  const sources = new Map<string, string[]>();
  for (const { source, target } of edges) {
    const own = sources.get(target);
    if (own) own.push(source);
    else sources.set(target, [source]);
  }
  const order = new Map<string, number>();
  const seen = new Set<string>();
  for (const { id } of some) {
    // Depth first with a stack of its own: graphs may be deeper than the stack of calls.
    const open: { id: string; next: number }[] = [{ id, next: 0 }];
    while (open.length > 0) {
      const top = open[open.length - 1];
      const before = sources.get(top.id) ?? [];
      if (top.next === 0 && seen.has(top.id)) open.pop();
      else if (top.next < before.length) {
        seen.add(top.id);
        open.push({ id: before[top.next++], next: 0 });
      } else {
        seen.add(top.id);
        order.set(top.id, order.size);
        open.pop();
      }
    }
  }
  return [...some].sort((a, b) => (order.get(a.id) ?? 0) - (order.get(b.id) ?? 0));
}

/** These nodes and all that depend on them. */
function reachable(from: readonly string[], edges: readonly WorkflowEdge[]): Set<string> {
  const next = new Map<string, string[]>();
  for (const { source, target } of edges) {
    const own = next.get(source);
    if (own) own.push(target);
    else next.set(source, [target]);
  }
  const found = new Set(from);
  for (const id of found) {
    for (const target of next.get(id) ?? []) found.add(target);
  }
  return found;
}
