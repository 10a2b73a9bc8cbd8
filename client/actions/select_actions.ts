import { reach } from "../arrange/reach.ts";
import { nearestTo, walk, type Way } from "../arrange/walk.ts";
import { focusCanvas, focusedNode } from "../canvas_place.ts";
import { focusNode } from "../focus_node.ts";
import type { EditorModel } from "../models/editor.ts";
import { showIfHidden } from "../show_node.ts";
import { type Action, hasNodes, selection, selects } from "./action.ts";

function step(id: string, way: Way, help: string): Action {
  return {
    ...{ id, group: "Walk", name: `Go ${way}`, help },
    isEnabled: hasNodes,
    run: (editor) => go(editor, way),
  };
}

function further(id: string, name: string, way: "up" | "down"): Action {
  return {
    ...{ id, group: "Select", name },
    isEnabled: selects(1),
    run: (editor) =>
      editor.graph.select(reach(selection(editor).ids, editor.graph.edges.peek(), way)),
  };
}

/** What is selected, and walking from node to node. */
export const SELECT_ACTIONS: readonly Action[] = [
  {
    ...{ id: "select.all", group: "Select", name: "Select all" },
    isEnabled: hasNodes,
    run: ({ graph }) => graph.selectAll(),
  },
  {
    ...{ id: "select.none", group: "Select", name: "Select nothing" },
    isEnabled: (editor) => selection(editor).nodes.length + selection(editor).edges.length > 0,
    run: (editor) => {
      editor.graph.select(new Set());
      editor.graph.applyEdgeChanges(
        selection(editor).edges.map(({ id }) => ({ type: "select", id, selected: false })),
      );
      focusCanvas();
    },
  },
  {
    ...{ id: "select.invert", group: "Select", name: "Invert the selection" },
    isEnabled: hasNodes,
    run: ({ graph }) =>
      graph.select(
        new Set(graph.nodes.peek().filter(({ selected }) => !selected).map(({ id }) => id)),
      ),
  },
  further("select.upstream", "Select what these depend on", "up"),
  further("select.downstream", "Select what depends on these", "down"),
  step("go.left", "left", "To the node that the value comes from, else to the nearest there."),
  step("go.right", "right", "To the node that the value goes to, else to the nearest there."),
  step("go.up", "up", "Among nodes that are connected to the same one, else to the nearest there."),
  step("go.down", "down", "The same, downwards."),
];

function go(editor: EditorModel, way: Way): void {
  const { graph, clock, hands } = editor;
  const nodes = graph.nodes.peek();
  const here = focusedNode() ?? [...selection(editor).ids][0];
  const flow = { nodes, edges: graph.edges.peek() };
  const next = here === undefined ? nearestTo(middleOfView(editor), nodes) : walk(flow, here, way);
  if (next === undefined) return;
  hands.held.value = undefined;
  graph.select(new Set([next]));
  showIfHidden(editor, next);
  focusNode(next, clock);
}

function middleOfView({ graph }: EditorModel) {
  const { x, y, zoom } = graph.viewport.peek();
  const { width, height } = graph.size.peek();
  return { x: (width / 2 - x) / zoom, y: (height / 2 - y) / zoom };
}
