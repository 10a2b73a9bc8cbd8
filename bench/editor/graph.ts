import type { Workflow, WorkflowNode } from "../../engine/core/workflow.ts";

/** From the left edge of one node to that of the next, and from top to top. */
const CELL = { x: 320, y: 300 };
/** How much wider than high the whole is: about as a screen. */
const SHAPE = 1.7;

/**
 * A workflow of ops that ship: most add numbers, every tenth is of another kind. Three edges for every two nodes, from
 * nodes not far before; the same workflow every time. It has no viewport, so that it is shown as a whole.
 */
export function benchWorkflow(count: number): Workflow {
  const columns = Math.max(1, Math.round(Math.sqrt(count * SHAPE * CELL.y / CELL.x)));
  const random = createRandom();
  const nodes: WorkflowNode[] = [];
  const edges: Workflow["edges"] = [];
  for (let i = 0; i < count; i++) {
    const position = { x: i % columns * CELL.x, y: Math.floor(i / columns) * CELL.y };
    const [node, inputs] = nodeOf(i, position);
    nodes.push(node);
    for (const targetHandle of inputs.slice(0, i % 2 === 0 ? 2 : 1)) {
      const source = sourceBefore(i, random);
      if (source < 0) continue;
      const id = `e${edges.length}`;
      const target = node.id;
      edges.push({ id, source: `n${source}`, sourceHandle: "output", target, targetHandle });
    }
  }
  return { version: 1, name: `${count} nodes`, nodes, edges } as Workflow;
}

/** The node at a place of the row, and the inputs that numbers fit. */
function nodeOf(i: number, position: { x: number; y: number }): [WorkflowNode, string[]] {
  const id = `n${i}`;
  const op = (functionName: string, values: Record<string, number | string>) =>
    ({
      id,
      type: "functionNode",
      position,
      data: { functionName, pack: "basic", values },
    }) as const;
  switch (i % 20) {
    case 0:
      return [{
        ...{ id, type: "variableNode", position },
        data: { variableName: id, variableType: "Number", variableValue: i },
      }, []];
    case 5:
      return [op("greet", { name: id }), ["name"]];
    case 10:
      return [op("multiply", { a: 1, b: 2 }), ["a", "b"]];
    case 15:
      return [{ id, type: "viewNode", position, data: {} }, ["input"]];
    default:
      return [op("add", { a: 1, b: 2 }), ["a", "b"]];
  }
}

/** A node not far before that gives a number; -1: there is none. */
function sourceBefore(i: number, random: (below: number) => number): number {
  for (let tries = 0; tries < 20 && i > 0; tries++) {
    const source = i - 1 - random(Math.min(i, 60));
    if (source % 20 !== 5 && source % 20 !== 15) return source;
  }
  return -1;
}

function createRandom(): (below: number) => number {
  let seed = 42;
  return (below) => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor(seed / 2_147_483_648 * below);
  };
}
