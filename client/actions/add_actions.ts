import { labelField, toCanvas, toScreen } from "../canvas_place.ts";
import { withPoint } from "../arrange/points.ts";
import type { XYPosition } from "../flow.ts";
import { focusWhenShown } from "../focus_node.ts";
import type { EditorModel } from "../models/editor.ts";
import { boxOf } from "../models/follow.ts";
import { makeNode, newData, newId } from "../models/node_data.ts";
import { around } from "../models/overview.ts";
import { deselect } from "../models/selection.ts";
import { namesOf } from "../models/step_names.ts";
import { inputIds, outputIds } from "../arrange/wires.ts";
import { type Action, always, selection } from "./action.ts";
import { pointerPlace } from "./edit_actions.ts";

/** Room between a group's frame and what is in it; more at its head. */
const GROUP_ROOM = { side: 32, head: 56 };
/** How far beside a node the next one is put. */
const BESIDE = 80;

/** What comes onto the canvas. */
export const ADD_ACTIONS: readonly Action[] = [
  {
    ...{ id: "add.search", group: "Add", name: "Add a node" },
    help:
      "A search at the pointer, or in the middle. Double-clicking the canvas opens it too, and " +
      "so does dropping a wire there: then what fits comes first, and is connected.",
    isEnabled: always,
    run: (editor) => {
      const { hands, graph } = editor;
      const screen = hands.pointer ?? middleOfCanvas(editor);
      const at = hands.pointer && toCanvas(hands.pointer, graph.viewport.peek());
      hands.overlay.value = { kind: "search", screen, ...(at ? { at } : {}) };
    },
  },
  {
    ...{ id: "add.after", group: "Add", name: "Add a node after this one" },
    help: "The same search, beside the selected node and connected with its output.",
    isEnabled: hasOneOutput,
    run: addAfter,
  },
  {
    ...{ id: "add.connect", group: "Add", name: "Connect the output with…" },
    help: "Lists the inputs of other nodes that the selected node's output fits.",
    isEnabled: hasOneOutput,
    run: (editor) => openConnect(editor, "output"),
  },
  {
    ...{ id: "add.connect_input", group: "Add", name: "Connect an input with…" },
    help: "Lists the outputs of other nodes that fit an input of the selected node.",
    isEnabled: hasInput,
    run: (editor) => openConnect(editor, "input"),
  },
  {
    ...{ id: "add.note", group: "Add", name: "Add a note" },
    help: "Text in Markdown. Enter or a double click edits it.",
    isEnabled: always,
    run: (editor) => {
      const position = pointerPlace(editor);
      const id = editor.graph.addNode("noteNode", position ? { position } : {});
      editor.graph.expanded(id).value = true;
    },
  },
  {
    ...{ id: "add.group", group: "Add", name: "Group the selection" },
    help: "A frame with a title. What lies in it moves with it.",
    isEnabled: always,
    run: addGroup,
  },
  {
    ...{ id: "add.into", group: "Add", name: "Add a node into the wire" },
    help:
      "The same search; the wire goes through the new node. Dropping a node on a wire does it too.",
    isEnabled: (editor) => selection(editor).edges.length === 1,
    run: (editor) => {
      const [edge] = selection(editor).edges;
      const screen = middleOfWire(edge.id) ?? middleOfCanvas(editor);
      const at = toCanvas(screen, editor.graph.viewport.peek());
      editor.hands.overlay.value = { kind: "search", screen, at, into: edge.id };
    },
  },
  {
    ...{ id: "add.point", group: "Add", name: "Add a point to the wire" },
    help:
      "The wire is led through it. Double-clicking a wire does the same; points can be dragged, " +
      "moved with arrow keys, and removed with Delete.",
    isEnabled: (editor) => selection(editor).edges.length > 0,
    run: (editor) => {
      for (const edge of selection(editor).edges) {
        const at = middleOfWire(edge.id);
        if (!at) continue;
        const place = toCanvas(at, editor.graph.viewport.peek());
        editor.graph.edit("add a point to the wire", (flow) => withPoint(flow, edge.id, place));
      }
    },
  },
];

function hasOneOutput(editor: EditorModel): boolean {
  const { nodes } = selection(editor);
  return nodes.length === 1 && outputIds(nodes[0], editor.catalog.find).length > 0;
}

function hasInput(editor: EditorModel): boolean {
  const { nodes } = selection(editor);
  return nodes.length === 1 && inputIds(nodes[0], editor.catalog.find).length > 0;
}

function openConnect(editor: EditorModel, end: "input" | "output"): void {
  const [{ id }] = selection(editor).nodes;
  editor.hands.overlay.value = { kind: "connect", node: id, end };
}

function addAfter(editor: EditorModel): void {
  const { graph, catalog, hands } = editor;
  const [node] = selection(editor).nodes;
  const box = boxOf(node);
  const at = { x: box.x + box.width + BESIDE, y: box.y };
  hands.overlay.value = {
    ...{ kind: "search", at, screen: toScreen(at, graph.viewport.peek()) },
    from: { nodeId: node.id, id: outputIds(node, catalog.find)[0], type: "source" },
  };
}

function addGroup(editor: EditorModel): void {
  const { graph, clock } = editor;
  const nodes = graph.nodes.peek();
  const { nodes: inside } = selection(editor);
  const id = newId("group", new Set(nodes.map((node) => node.id)));
  if (inside.length === 0) {
    const position = pointerPlace(editor);
    graph.addNode("groupNode", position ? { position } : {});
  } else {
    const box = inside.map(boxOf).reduce(around);
    const { side, head } = GROUP_ROOM;
    const position = { x: Math.round(box.x - side), y: Math.round(box.y - head) };
    const size = {
      width: Math.round(box.width + 2 * side),
      height: Math.round(box.height + side + head),
    };
    const data = { ...newData("groupNode", id), ...size };
    const group = { ...makeNode({ id, type: "groupNode", position, data }), selected: true };
    graph.edit(`group ${namesOf(inside)}`, (flow) => ({
      nodes: [...deselect(flow.nodes), group],
      edges: deselect(flow.edges),
    }));
  }
  // Its title is what is wanted next; what is in groups may have to be loaded first.
  focusWhenShown(() => labelField(id), clock);
}

function middleOfCanvas({ graph }: EditorModel): XYPosition {
  const { x, y, zoom } = graph.viewport.peek();
  const { width, height } = graph.size.peek();
  const middle = { x: (width / 2 - x) / zoom, y: (height / 3 - y) / zoom };
  return toScreen(middle, { x, y, zoom });
}

/** The middle of a wire on the page. */
function middleOfWire(edgeId: string): XYPosition | undefined {
  const path = document.querySelector<SVGPathElement>(
    `.react-flow__edge[data-id="${CSS.escape(edgeId)}"] .react-flow__edge-path`,
  );
  const matrix = path?.getScreenCTM();
  if (!path || !matrix) return undefined;
  const { x, y } = path.getPointAtLength(path.getTotalLength() / 2).matrixTransform(matrix);
  return { x, y };
}
