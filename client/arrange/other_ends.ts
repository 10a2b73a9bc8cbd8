import type { Connection, EditorNode } from "../flow.ts";
import type { Flow } from "../models/graph.ts";
import { type FindOp, inputType, outputType } from "../models/handles.ts";
import { boxOf } from "../models/follow.ts";
import { canConnect } from "../../engine/core/types_compatible.ts";
import { reach } from "./reach.ts";
import { inputIds, outputIds } from "./wires.ts";

/** A handle of another node that a node may be connected with. */
export interface OtherEnd {
  node: EditorNode;
  handle: string;
  /** Name of its type. */
  type: string;
  connection: Connection;
  /** The input has an edge already, which the new one takes the place of. */
  replaces: boolean;
}

/**
 * What a node may be connected with: inputs of others that an output of it fits (`output`), or outputs of others that fit
 * an input of it (`input`). Free inputs come first, then what is near. None of it closes a cycle.
 */
export function otherEnds(
  node: EditorNode,
  end: "input" | "output",
  flow: Flow,
  findOp: FindOp,
): OtherEnd[] {
  const { nodes, edges } = flow;
  const taken = new Set(edges.map(({ target, targetHandle }) => `${target} ${targetHandle}`));
  // What is between them on the other side would close a cycle.
  const around = reach([node.id], edges, end === "output" ? "up" : "down");
  const inputs = (one: EditorNode) => inputIds(one, findOp, edges);
  const outputs = (one: EditorNode) => outputIds(one, findOp);
  const isTaken = (id: string, input: string) => taken.has(`${id} ${input}`);
  // Of the node's own inputs the free ones come first.
  const own = inputs(node).sort((a, b) =>
    Number(isTaken(node.id, a)) - Number(isTaken(node.id, b))
  );
  const found: OtherEnd[] = [];
  for (const other of nodes) {
    if (around.has(other.id)) continue;
    const [source, target] = end === "output" ? [node, other] : [other, node];
    for (const handle of end === "output" ? inputs(other) : outputs(other)) {
      const ways = end === "output"
        ? outputs(node).map((output) => ({ output, input: handle }))
        : own.map((input) => ({ output: handle, input }));
      const way = ways.find(({ output, input }) =>
        canConnect(outputType(source, output, findOp), inputType(target, input, findOp)).ok
      );
      if (!way) continue;
      const { output, input } = way;
      const { type } = end === "output"
        ? inputType(target, input, findOp)
        : outputType(source, output, findOp);
      const ends = { sourceHandle: output, target: target.id, targetHandle: input };
      const connection = { source: source.id, ...ends };
      found.push({ node: other, handle, type, connection, replaces: isTaken(target.id, input) });
    }
  }
  const here = boxOf(node);
  const rank = (one: OtherEnd) => {
    const box = boxOf(one.node);
    return Math.hypot(box.x - here.x, box.y - here.y) + (one.replaces ? 1e6 : 0);
  };
  return found.map((one) => ({ one, rank: rank(one) }))
    .sort((a, b) => a.rank - b.rank).map(({ one }) => one);
}
