import type { CatalogOp } from "../catalog/types.ts";
import type { RunPlan } from "../core/plan.ts";
import type { ValueType } from "../core/schema.ts";
import type { GraphPart } from "./partition.ts";
import { remainingPart } from "./remaining_part.ts";

/** What {@link chooseMoved} needs to know of a run. Nodes are those of the graph. */
export interface MovableNodes {
  plan: RunPlan;
  ops: readonly (CatalogOp | undefined)[];
  /** Waits in this part: has no end, has not begun, and no other host has it. */
  isOpen(node: number): boolean;
  /** The value of a settled node can be given to another host as it is. */
  isKnown(node: number): boolean;
}

/** Nodes to be moved to another host. */
export interface MovedNodes {
  /** By their index in the graph, in its order. */
  nodes: number[];
  /** Those of them whose values the part that they leave needs. */
  returned: Set<number>;
}

/** Declared types whose values get to another host and back as they are. */
const CARRIABLE: ReadonlySet<ValueType> = new Set<ValueType>([
  "float",
  "int",
  "str",
  "bool",
  "Literal",
  "Image",
  "list",
  "dict",
]);

/** How often choices are looked through again before none is made. */
const MOST_ROUNDS = 16;

/**
 * Chooses what another host of the same pack may take over from a part whose thread is busy: half of the nodes that
 * are ready, the last ones, and what depends on them alone. Only ops that are pure are moved: others may rely on what
 * ops before them have left in their process. Undefined when there is nothing to move. O(nodes + edges).
 */
export function chooseMoved(
  { part, globals }: GraphPart,
  run: MovableNodes,
): MovedNodes | undefined {
  const { plan, ops } = run;
  const isMovable = (i: number): boolean =>
    run.isOpen(i) && (ops[i] === undefined || ops[i].isPure === true);
  const members = globals ?? part.nodes.map((_, k) => k);
  const ready: number[] = [];
  for (const i of members) {
    if (isMovable(i) && plan.incoming[i].every((edge) => run.isKnown(edge.source))) ready.push(i);
  }
  if (ready.length === 0) return undefined;
  const moved = new Set(ready.slice(Math.floor(ready.length / 2)));
  const inPart = globals && new Set(globals);
  const order = inPart ? plan.order.filter((i) => inPart.has(i)) : plan.order;
  for (const i of order) {
    if (moved.has(i) || !isMovable(i)) continue;
    const { length } = plan.incoming[i];
    if (length === 0 || !plan.incoming[i].some((edge) => moved.has(edge.source))) continue;
    if (plan.incoming[i].every(({ source }) => moved.has(source) || run.isKnown(source))) {
      moved.add(i);
    }
  }
  if (!keepCarriable(moved, order, run)) return undefined;
  if (!Array.from(moved).some((i) => ops[i] !== undefined)) return undefined;
  const isNeeded = (i: number) => plan.outgoing[i].some((edge) => !moved.has(edge.target));
  const nodes = Array.from(moved).sort((a, b) => a - b);
  return { nodes, returned: new Set(nodes.filter(isNeeded)) };
}

/** Takes out what gives others a value that might not get there as it is, and what depends on that. */
function keepCarriable(
  moved: Set<number>,
  order: ArrayLike<number>,
  { plan, ops, isKnown }: MovableNodes,
): boolean {
  const stays = (i: number): boolean =>
    !isCarriable(ops[i]) && plan.outgoing[i].some((edge) => !moved.has(edge.target));
  const isCut = (i: number): boolean =>
    plan.incoming[i].some((edge) => !moved.has(edge.source) && !isKnown(edge.source));
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const before = moved.size;
    for (let k = order.length - 1; k >= 0; k--) {
      if (moved.has(order[k]) && stays(order[k])) moved.delete(order[k]);
    }
    for (let k = 0; k < order.length; k++) {
      if (moved.has(order[k]) && isCut(order[k])) moved.delete(order[k]);
    }
    if (moved.size === before) return true;
  }
  return false;
}

function isCarriable(op: CatalogOp | undefined): boolean {
  return op === undefined || op.schema.returns.every(({ type }) => CARRIABLE.has(type));
}

/** The part that is made of the nodes that are moved. */
export function movedPart(whole: GraphPart, { nodes, returned }: MovedNodes): GraphPart {
  const moved = new Set(nodes);
  const rest = remainingPart(whole, (i) => !moved.has(i));
  rest.part.nodes.forEach((node, k) => {
    if (returned.has(rest.globals![k])) node.returned = true;
  });
  return { ...whole, ...rest };
}
