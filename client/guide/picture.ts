import type { Workflow, WorkflowNode, WorkflowNodeType } from "../../engine/core/workflow.ts";
import { around, type Box, fitBox } from "../models/overview.ts";

/** A node of a picture: a box with a head. */
export interface PictureNode extends Box {
  readonly type: WorkflowNodeType;
}

/** A workflow drawn small: boxes and wires, in the canvas's pixels. */
export interface Picture {
  /** What is to be seen: all of it with some room around, in the shape that was asked for. */
  readonly view: Box;
  readonly nodes: readonly PictureNode[];
  /** `d` of one path with all wires. */
  readonly wires: string;
}

/** Sizes about as the canvas has them; nothing is measured here. */
const WIDTH = 260;
const HEAD = 44;
const ROW = 34;
/** Rows of a node that has no inputs. */
const ROWS = { variableNode: 2, listNode: 2, viewNode: 4, functionNode: 1 };

/**
 * Draws a workflow from itself alone, so that no picture goes stale. Groups come first: the others lie on them.
 *
 * @param shape width and height of the picture, in any unit
 */
export function drawPicture(
  workflow: Pick<Workflow, "nodes" | "edges">,
  shape: { width: number; height: number },
): Picture {
  const inputs = namesByNode(workflow.edges.map((edge) => [edge.target, edge.targetHandle ?? ""]));
  const outputs = namesByNode(
    workflow.edges.map((edge) => [edge.source, edge.sourceHandle ?? ""]),
  );
  const boxes = new Map(workflow.nodes.map((node) => {
    const rows = Math.max(inputs.get(node.id)?.length ?? 0, outputs.get(node.id)?.length ?? 0);
    return [node.id, boxOf(node, rows)] as const;
  }));
  const wires = workflow.edges.flatMap(({ source, sourceHandle, target, targetHandle }) => {
    const [from, to] = [boxes.get(source), boxes.get(target)];
    if (!from || !to) return [];
    const out = outputs.get(source)?.indexOf(sourceHandle ?? "") ?? 0;
    const into = inputs.get(target)?.indexOf(targetHandle ?? "") ?? 0;
    return wire(from.x + from.width, rowOf(from, out), to.x, rowOf(to, into));
  });
  const nodes = [...boxes.values()];
  const bounds = nodes.reduce<Box | undefined>(
    (all, box) => all ? around(all, box) : box,
    undefined,
  );
  return {
    view: fitBox(bounds ?? { x: 0, y: 0, width: WIDTH, height: HEAD }, shape),
    nodes: nodes.sort((a, b) => Number(b.type === "groupNode") - Number(a.type === "groupNode")),
    wires: wires.join(""),
  };
}

/** The handles of each node that have wires, in the order in which they come. */
function namesByNode(ends: readonly (readonly [string, string])[]): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const [node, handle] of ends) {
    const own = found.get(node) ?? [];
    if (!own.includes(handle)) own.push(handle);
    found.set(node, own);
  }
  return found;
}

function boxOf(node: WorkflowNode, rows: number): PictureNode {
  const { type, position: { x, y } } = node;
  if (node.type === "noteNode" || node.type === "groupNode") {
    return { type, x, y, width: node.data.width, height: node.data.height };
  }
  const height = HEAD + ROW * Math.max(rows, ROWS[node.type]) + ROW / 2;
  return { type, x, y, width: WIDTH, height };
}

function rowOf({ y, height }: Box, row: number): number {
  return y + Math.min(HEAD + ROW * (row + 0.6), height - ROW / 2);
}

function wire(x1: number, y1: number, x2: number, y2: number): string {
  const bend = Math.max(40, Math.abs(x2 - x1) / 2);
  const [a, b, c, d] = [x1, y1, x2, y2].map(Math.round);
  return `M${a} ${b}C${Math.round(x1 + bend)} ${b} ${Math.round(x2 - bend)} ${d} ${c} ${d}`;
}
