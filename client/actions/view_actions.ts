import { canvasElement, focusedNode, nodeElement, outlineElement } from "../canvas_place.ts";
import { focusWhenShown } from "../focus_node.ts";
import type { EditorModel } from "../models/editor.ts";
import { boxOf } from "../models/follow.ts";
import { fittingZoom } from "../models/in_view.ts";
import type { Panel } from "../models/layout.ts";
import { around } from "../models/overview.ts";
import { counted } from "../models/step_names.ts";
import { showIfHidden } from "../show_node.ts";
import { ZOOM } from "../overview/view.ts";
import { type Action, always, hasNodes, selection, selects } from "./action.ts";

/** How much nearer or farther one step goes. */
const STEP = 1.2;
/** Types of nodes that only people read. */
const PAPER: ReadonlySet<string> = new Set(["noteNode", "groupNode"]);
/** Pixels that the view moves. */
const PAN = 80;
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

/** Moves the view itself, which a pointer does by dragging the ground. */
function panning(id: string, way: string, x: number, y: number): Action {
  return {
    ...{ id, group: "View", name: `Move the view ${way}` },
    isEnabled: always,
    run: ({ graph }) => {
      const view = graph.viewport.peek();
      graph.viewport.value = { ...view, x: view.x + x * PAN, y: view.y + y * PAN };
    },
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
  zooming("view.zoom_in", "Zoom in", (now) => now * STEP),
  zooming("view.zoom_out", "Zoom out", (now) => now / STEP),
  zooming("view.actual", "Zoom to 100 %", () => 1),
  panel("view.library", "Show or hide the library", "library"),
  panel("view.properties", "Show or hide the properties", "properties"),
  panel("view.run", "Show or hide the run", "status"),
  {
    ...panel("view.data", "Show or hide the data", "data"),
    help: "The values of the selected node or wire, and the runs of this page.",
  },
  panning("pan.left", "left", 1, 0),
  panning("pan.right", "right", -1, 0),
  panning("pan.up", "up", 0, 1),
  panning("pan.down", "down", 0, -1),
  {
    ...{ id: "view.outline", group: "View", name: "Show the outline, or the canvas" },
    help: "The graph as a list, in the order in which it runs: all that the canvas can do, by " +
      "keyboard, screen reader and on a phone.",
    isEnabled: always,
    run: toggleOutline,
  },
  {
    ...{ id: "view.menu", group: "View", name: "Open the menu of what is selected" },
    isEnabled: always,
    run: openMenu,
  },
];

/** The list in the place of the canvas, or the canvas again; what was selected and had the focus stays so. */
function toggleOutline(editor: EditorModel): void {
  const { layout, graph, clock, hands } = editor;
  const { activeElement, body } = document;
  const goesAlong = activeElement === body || activeElement?.closest(".canvas, .outline");
  const toOutline = !layout.outline.peek();
  const id = focusedNode() ?? [...selection(editor).ids][0];
  layout.setPanel("outline", toOutline);
  hands.said.value = toOutline
    ? `Outline, ${counted(graph.nodes.peek().length, "node")}`
    : "Canvas";
  if (id !== undefined && !toOutline) showIfHidden(editor, id);
  if (!goesAlong) return;
  // Which of the two is there is known when the page has been drawn.
  const place = () => toOutline ? outlineElement() : outlineElement() ? undefined : canvasElement();
  focusWhenShown(() => place() && (id === undefined ? place() : nodeElement(id)), clock);
}

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
