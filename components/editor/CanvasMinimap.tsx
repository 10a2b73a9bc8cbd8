import { Panel, useReactFlow, useStore } from "@xyflow/react";
import { useRef } from "preact/hooks";
import {
  around,
  drawOverview,
  fitBox,
  type Overview,
  visibleBox,
} from "../../client/models/overview.ts";
import { useEditor } from "./context.ts";
import { useThrottled } from "./use_throttled.ts";

/** Its shape; how large it is on the page is for the style sheet to say. */
const SHAPE = { width: 160, height: 112 };
/** A large graph is drawn anew this often while it changes. */
const LARGE = { nodes: 500, ms: 250 };

/**
 * The graph as a whole, and the part of it that is in view; a press or drag moves the view. One path for each type of
 * node, because React Flow's own minimap asks every node anew whenever the view moves.
 */
export function CanvasMinimap() {
  const { graph, clock } = useEditor();
  const count = graph.nodes.value.length;
  const overview = useThrottled(
    clock,
    graph.nodes,
    drawOverview,
    count > LARGE.nodes ? LARGE.ms : 0,
  );
  return (
    <Panel position="bottom-right" className="react-flow__minimap">
      <Picture overview={overview} />
    </Panel>
  );
}

function Picture({ overview: { paths, bounds } }: { overview: Overview }) {
  const flow = useReactFlow();
  const svg = useRef<SVGSVGElement>(null);
  const [x, y, zoom] = useStore((store) => store.transform);
  const width = useStore((store) => store.width);
  const height = useStore((store) => store.height);
  const seen = visibleBox({ x, y, zoom }, { width, height });
  const all = fitBox(bounds ? around(bounds, seen) : seen, SHAPE);
  const goTo = (event: PointerEvent) => {
    const matrix = svg.current?.getScreenCTM();
    if (!matrix) return;
    const point = new DOMPoint(event.clientX, event.clientY).matrixTransform(matrix.inverse());
    flow.setCenter(point.x, point.y, { zoom });
  };
  return (
    <svg
      ref={svg}
      class="react-flow__minimap-svg"
      viewBox={`${all.x} ${all.y} ${all.width} ${all.height}`}
      role="img"
      aria-label="Overview of the graph"
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        goTo(event);
      }}
      onPointerMove={(event) => {
        if (event.currentTarget.hasPointerCapture(event.pointerId)) goTo(event);
      }}
    >
      {[...paths].map(([type, path]) => <path key={type} class={`minimap-${type}`} d={path} />)}
      <path
        class="minimap-mask"
        fill-rule="evenodd"
        d={`M${all.x} ${all.y}h${all.width}v${all.height}h${-all.width}z` +
          `M${seen.x} ${seen.y}h${seen.width}v${seen.height}h${-seen.width}z`}
      />
    </svg>
  );
}
