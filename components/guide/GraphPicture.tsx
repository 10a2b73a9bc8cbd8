import { useMemo } from "preact/hooks";
import type { Workflow, WorkflowNodeType } from "../../engine/core/workflow.ts";
import { drawPicture } from "../../client/guide/picture.ts";

/** Its shape; how large it is on the page is for the style sheet to say. */
const SHAPE = { width: 320, height: 160 };
/** The colours of each type, as on the canvas. */
const COLORS: Readonly<Record<WorkflowNodeType, string>> = {
  functionNode: "node-colors-function",
  variableNode: "node-colors-variable",
  listNode: "node-colors-list",
  viewNode: "node-colors-view",
  noteNode: "picture-paper",
  groupNode: "picture-paper",
};
const HEAD = 44;

/** A workflow drawn small. What it is, the text beside it says. */
export function GraphPicture({ workflow }: { workflow: Workflow }) {
  const { view, nodes, wires } = useMemo(() => drawPicture(workflow, SHAPE), [workflow]);
  return (
    <svg
      class="picture"
      viewBox={`${view.x} ${view.y} ${view.width} ${view.height}`}
      aria-hidden="true"
    >
      <path class="picture-wires" d={wires} />
      {nodes.map(({ type, x, y, width, height }, index) => (
        <g key={index} class={COLORS[type]}>
          <rect class="picture-node" {...{ x, y, width, height }} rx="14" />
          {type !== "noteNode" && type !== "groupNode" && (
            <path class="picture-head" d={headPath(x, y, width)} />
          )}
        </g>
      ))}
    </svg>
  );
}

/** The head of a node, whose upper corners are round. */
function headPath(x: number, y: number, width: number): string {
  return `M${x} ${y + HEAD}v${14 - HEAD}q0 -14 14 -14h${width - 28}q14 0 14 14v${HEAD - 14}z`;
}
