import { canvasElement, focusedNode, nodeElement } from "../canvas_place.ts";
import type { EditorModel } from "../models/editor.ts";
import { boxOf } from "../models/follow.ts";
import { fittingZoom } from "../models/in_view.ts";
import type { Panel } from "../models/layout.ts";
import { around } from "../models/overview.ts";
import { type Action, always, hasNodes, selection, selects } from "./action.ts";

/** As the canvas has them. */
const ZOOM = { least: 0.1, most: 2.5, step: 1.2 };
/** Types of nodes that only people read. */
const PAPER: ReadonlySet<string> = new Set(["noteNode", "groupNode"]);
/** Room around what is shown, as a part of it. */
const PADDING = 0.2;

function zooming(id: string, name: string, zoom: (now: number) => number): Action {
  return {
    ...{ id, group: "View", name },
    isEnabled: always,
    run: ({ graph }) => {
      const { x, y, zoom: now } = graph.viewport.peek();
      const { width, height } = graph.size.peek();
      const next = Math.min(ZOOM.most, Math.max(ZOOM.least, zoom(now)));
      const keep = (at: number, half: number) => half - (half - at) * next / now;
      graph.viewport.value = { x: keep(x, width / 2), y: keep(y, height / 2), zoom: next };
    },
  };
}

function panel(id: string, name: string, which: Panel): Action {
  return {
    ...{ id, group: "View", name },
    isEnabled: always,
    run: ({ layout }) => layout.setPanel(which, !layout[which].peek()),
  };
}

/** What is seen. */
export const VIEW_ACTIONS: readonly Action[] = [
  {
    ...{ id: "view.fit", group: "View", name: "Show the whole graph" },
    isEnabled: hasNodes,
    run: ({ graph }) => graph.fit(),
  },
  {
    ...{ id: "view.selection", group: "View", name: "Show the selection" },
    isEnabled: selects(1),
    run: showSelection,
  },
  zooming("view.zoom_in", "Zoom in", (now) => now * ZOOM.step),
  zooming("view.zoom_out", "Zoom out", (now) => now / ZOOM.step),
  zooming("view.actual", "Zoom to 100 %", () => 1),
  panel("view.library", "Show or hide the library", "library"),
  panel("view.properties", "Show or hide the properties", "properties"),
  panel("view.run", "Show or hide the run", "status"),
  {
    ...panel("view.data", "Show or hide the data", "data"),
    help: "The values of the selected node or wire, and the runs of this page.",
  },
  {
    ...{ id: "view.menu", group: "View", name: "Open the menu of what is selected" },
    isEnabled: always,
    run: openMenu,
  },
];

function showSelection(editor: EditorModel): void {
  const { graph } = editor;
  const box = selection(editor).nodes.map(boxOf).reduce(around);
  const size = graph.size.peek();
  const zoom = Math.max(ZOOM.least, Math.min(1, fittingZoom(box, size, PADDING)));
  graph.viewport.value = {
    x: size.width / 2 - (box.x + box.width / 2) * zoom,
    y: size.height / 2 - (box.y + box.height / 2) * zoom,
    zoom,
  };
}

/** For hands on the keyboard: the menu opens at what has the focus. */
function openMenu(editor: EditorModel): void {
  const { hands, graph } = editor;
  const id = focusedNode();
  if (id !== undefined && !selection(editor).ids.has(id)) graph.select(new Set([id]));
  const { nodes, edges } = selection(editor);
  const edge = document.activeElement?.closest<HTMLElement>(".react-flow__edge")?.dataset.id ??
    (nodes.length === 0 ? edges[0]?.id : undefined);
  const isPaper = nodes.length === 1 && PAPER.has(nodes[0].type ?? "");
  const topic = edge
    ? "edge"
    : isPaper
    ? "paper"
    : nodes.length > 1
    ? "selection"
    : nodes.length > 0
    ? "node"
    : "canvas";
  const element = edge
    ? document.querySelector(`.react-flow__edge[data-id="${CSS.escape(edge)}"]`)
    : nodeElement(id ?? nodes[0]?.id ?? "") ?? canvasElement();
  const box = element?.getBoundingClientRect();
  const screen = topic === "canvas" || topic === "edge"
    ? { x: (box?.left ?? 0) + (box?.width ?? 0) / 2, y: (box?.top ?? 0) + (box?.height ?? 0) / 2 }
    : { x: (box?.left ?? 0) + 24, y: (box?.top ?? 0) + 34 };
  hands.overlay.value = { kind: "menu", screen, topic };
}
