import { expect } from "@std/expect";
import { toFlow } from "@/client/flow.ts";
import { estimateNode } from "@/client/models/estimate_node.ts";
import type { WorkflowNode } from "@/engine/core/workflow.ts";
import { add, divmod, findOp, greet } from "../../helpers/ops.ts";
import { testCanvas } from "../../helpers/test_canvas.ts";

/** A node of every form that has a size of its own. */
const NODES: Omit<WorkflowNode, "position">[] = [
  { id: "free", type: "functionNode", data: { functionName: "add", values: { a: 1 } } },
  { id: "taken", type: "functionNode", data: { functionName: "add", values: {} } },
  { id: "folded", type: "functionNode", data: { functionName: "greet", values: {} } },
  { id: "unfolded", type: "functionNode", data: { functionName: "greet", values: {} } },
  { id: "outputs", type: "functionNode", data: { functionName: "divmod_numbers", values: {} } },
  ...(["String", "Number", "Boolean", "List"] as const).map((variableType) => ({
    ...{ id: variableType, type: "variableNode" as const },
    data: {
      variableName: "v",
      variableType,
      variableValue: { List: [] }[variableType as "List"] ?? 1,
    },
  })),
  { id: "list", type: "listNode", data: {} },
  { id: "view", type: "viewNode", data: {} },
  { id: "group", type: "groupNode", data: { width: 200, height: 120, color: "blue" } },
];

const EDGES = [
  ["Number", "taken", "a"],
  ["free", "taken", "b"],
  ["String", "unfolded", "greeting"],
  ["free", "list", "input-0"],
  ["taken", "list", "input-1"],
].map(([source, target, targetHandle], i) => ({
  ...{ id: `e${i}`, source, sourceHandle: "output", target, targetHandle },
}));

Deno.test("estimateNode() says how large nodes are on the page, and where their handles are", async () => {
  await using canvas = await testCanvas([add, greet, divmod]);
  const nodes = NODES.map((node, i) => ({
    ...node,
    position: { x: i % 4 * 340, y: Math.floor(i / 4) * 320 },
  })) as WorkflowNode[];
  const workflow = { nodes, edges: EDGES, viewport: { x: 40, y: 40, zoom: 1 } };
  await using page = await canvas.open(workflow);
  for (const node of toFlow({ nodes, edges: EDGES }).nodes) {
    await page.root.locator(`[data-node-id="${node.id}"]`).waitFor();
    const found = await page.frame(node.id).evaluate((element: HTMLElement) => {
      const zoom = element.getBoundingClientRect().width / element.offsetWidth;
      const { top, left } = element.getBoundingClientRect();
      const handles = [...element.querySelectorAll<HTMLElement>(".react-flow__handle")];
      return {
        width: element.offsetWidth,
        height: element.offsetHeight,
        handles: handles.map((handle) => {
          const box = handle.getBoundingClientRect();
          return {
            id: handle.dataset.handleid,
            x: (box.left - left) / zoom,
            y: (box.top - top) / zoom,
          };
        }),
      };
    });
    const inputs = EDGES.filter(({ target }) => target === node.id);
    const outputs = EDGES.filter(({ source }) => source === node.id);
    const { measured, handles } = estimateNode(node, {
      inputs: new Set(inputs.map(({ targetHandle }) => targetHandle)),
      outputs: new Set(outputs.map(({ sourceHandle }) => sourceHandle)),
    }, findOp);
    const near = (a: number | undefined, b: number) => Math.abs((a ?? NaN) - b) <= 3;
    const heights = [measured?.height, found.height];
    expect({ id: node.id, width: found.width, heights, fits: near(measured?.height, found.height) })
      .toEqual({ id: node.id, width: measured?.width, heights, fits: true });
    const places = handles?.map(({ id, x, y }) => ({ id, x, y }));
    for (const [i, handle] of found.handles.entries()) {
      const own = places?.[i];
      const fits = own?.id === handle.id && near(own?.x, handle.x) && near(own?.y, handle.y);
      expect({ node: node.id, handle, own, fits }).toMatchObject({ fits: true });
    }
    expect([node.id, places?.length]).toEqual([node.id, found.handles.length]);
  }
});
