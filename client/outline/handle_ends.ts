import { WHOLE } from "../../engine/core/handle_types.ts";
import { canConnect } from "../../engine/core/types_compatible.ts";
import { reach } from "../arrange/reach.ts";
import { inputIds, outputIds } from "../arrange/wires.ts";
import type { Connection, EditorNode, HandleEnd } from "../flow.ts";
import { boxOf } from "../models/follow.ts";
import type { Flow } from "../models/graph.ts";
import { type FindOp, inputType, outputType } from "../models/handles.ts";

/** A handle of another node, and whether the one that is asked for may be connected with it. */
export interface HandleChoice {
  readonly node: EditorNode;
  readonly handle: string;
  /** Name of its type. */
  readonly type: string;
  readonly connection: Connection;
  /** The value is converted on its way. */
  readonly converts: boolean;
  /** The input has an edge already, which the new one takes the place of. */
  readonly replaces: boolean;
  /** Why it may not; undefined when it may. */
  readonly reason?: string;
}

const CYCLE = "would close a cycle";

/**
 * What one handle may be connected with, and what not, with the reason: first what fits as it is, then what is converted,
 * then what does not fit; of each the nearest first.
 */
export function handleChoices(end: HandleEnd, flow: Flow, findOp: FindOp): HandleChoice[] {
  const { nodes, edges } = flow;
  const node = nodes.find(({ id }) => id === end.nodeId);
  if (!node) return [];
  const isOutput = end.type === "source";
  // Whatever leads to an output, or comes from an input, closes a cycle.
  const around = reach([node.id], edges, isOutput ? "up" : "down");
  const taken = new Set(edges.map(({ target, targetHandle }) => `${target} ${targetHandle}`));
  const own = end.id ?? WHOLE;
  const choices: HandleChoice[] = [];
  for (const other of nodes) {
    if (other.id === node.id) continue;
    const [source, target] = isOutput ? [node, other] : [other, node];
    for (const handle of isOutput ? inputIds(other, findOp, edges) : outputIds(other, findOp)) {
      const [sourceHandle, targetHandle] = isOutput ? [own, handle] : [handle, own];
      const from = outputType(source, sourceHandle, findOp);
      const to = inputType(target, targetHandle, findOp);
      const fit = canConnect(from, to);
      const reason = around.has(other.id) ? CYCLE : fit.ok ? undefined : fit.reason;
      choices.push({
        ...{ node: other, handle, type: (isOutput ? to : from).type },
        connection: { source: source.id, sourceHandle, target: target.id, targetHandle },
        converts: fit.ok && fit.converts !== false,
        replaces: taken.has(`${target.id} ${targetHandle}`),
        ...(reason === undefined ? {} : { reason }),
      });
    }
  }
  return sorted(choices, node);
}

function sorted(choices: HandleChoice[], node: EditorNode): HandleChoice[] {
  const here = boxOf(node);
  const rank = ({ reason, converts }: HandleChoice) => reason !== undefined ? 2 : converts ? 1 : 0;
  const far = (other: EditorNode) => {
    const { x, y } = boxOf(other);
    return Math.hypot(x - here.x, y - here.y);
  };
  return choices.map((choice) => ({ choice, rank: rank(choice), far: far(choice.node) }))
    .sort((a, b) => a.rank - b.rank || a.far - b.far).map(({ choice }) => choice);
}
