import { useReactFlow, useStore } from "@xyflow/react";
import { useRef } from "preact/hooks";
import { boxOf } from "../../client/models/follow.ts";
import { isInCorner, isInView } from "../../client/models/in_view.ts";
import {
  around,
  boundsOnly,
  drawOverview,
  fitBox,
  visibleBox,
} from "../../client/models/overview.ts";
import { LARGE } from "../../client/overview/view.ts";
import { useEditor } from "./context.ts";
import { MinimapPicture } from "./overview/MinimapPicture.tsx";
import { useThrottled } from "./use_throttled.ts";

/** Its shape; how large it is on the page is for the style sheet to say. */
const SHAPE = { width: 160, height: 112 };
/** The corner of the page that it takes, with the room around it. */
const CORNER = { width: 175, height: 127 };
/** A large graph is drawn anew this often while it changes, and painted: its path would be drawn with each move. */
const LARGE_MS = 250;

/**
 * The graph as a whole, and the part of it that is in view; a press or drag moves the view. One path for each type of
 * node, because React Flow's own minimap asks every node anew whenever the view moves.
 */
export function CanvasMinimapPicture() {
  const { graph, clock } = useEditor();
  const count = graph.nodes.value.length;
  const isLarge = count > LARGE;
  const { paths, bounds } = useThrottled(
    clock,
    graph.nodes,
    isLarge ? boundsOnly : drawOverview,
    isLarge ? LARGE_MS : 0,
  );
  const flow = useReactFlow();
  const svg = useRef<SVGSVGElement>(null);
  const [x, y, zoom] = useStore((store) => store.transform);
  const width = useStore((store) => store.width);
  const height = useStore((store) => store.height);
  const seen = visibleBox({ x, y, zoom }, { width, height });
  const all = fitBox(bounds ? around(bounds, seen) : seen, SHAPE);
  // Where all can be seen at once, it tells nothing that what it would cover does not.
  const makesWay = !isLarge && bounds !== undefined &&
    isInView(bounds, { x, y, zoom }, { width, height }) &&
    graph.nodes.value.some((node) =>
      isInCorner(boxOf(node), { x, y, zoom }, { width, height }, CORNER)
    );
  const goTo = (event: PointerEvent) => {
    const matrix = svg.current?.getScreenCTM();
    if (!matrix) return;
    const point = new DOMPoint(event.clientX, event.clientY).matrixTransform(matrix.inverse());
    flow.setCenter(point.x, point.y, { zoom });
  };
  return (
    <>
      {isLarge && <MinimapPicture bounds={bounds} all={all} />}
      <svg
        ref={svg}
        class="react-flow__minimap-svg"
        data-away={makesWay || undefined}
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
    </>
  );
}
