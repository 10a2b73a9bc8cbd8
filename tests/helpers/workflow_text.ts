/** A workflow file's text: `[id, op, values]`, or `[id, "view"]`. */
export function workflowText(
  nodes: [id: string, op: string, values?: Record<string, unknown>][],
  edges: [source: string, target: string, targetHandle: string][] = [],
): string {
  return JSON.stringify({
    version: 1,
    nodes: nodes.map(([id, op, values = {}]) => ({
      id,
      type: op === "view" ? "viewNode" : "functionNode",
      position: { x: 0, y: 0 },
      data: op === "view" ? {} : { functionName: op, values },
    })),
    edges: edges.map(([source, target, targetHandle], i) => {
      return { id: `e${i}`, source, target, sourceHandle: "output", targetHandle };
    }),
  });
}
