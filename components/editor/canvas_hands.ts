import { withPoint } from "../../client/arrange/points.ts";
import { bestFit, splice } from "../../client/arrange/wires.ts";
import { toCanvas } from "../../client/canvas_place.ts";
import type { EditorNode, HandleEnd, XYPosition } from "../../client/flow.ts";
import type { EditorModel } from "../../client/models/editor.ts";
import type { MenuTopic } from "../../client/models/hands.ts";
import { makeNode, newData, newId } from "../../client/models/node_data.ts";
import { namesOf } from "../../client/models/step_names.ts";

/** Opens the menu for what was pressed, which becomes what is selected. */
export function openMenuAt(editor: EditorModel, event: MouseEvent, target: Element): void {
  const { graph, hands } = editor;
  if (hands.overlay.peek()?.kind === "menu" && event.button !== 2) return;
  const screen = { x: event.clientX, y: event.clientY };
  const edge = target.closest<HTMLElement>(".react-flow__edge")?.dataset.id;
  const id = target.closest<HTMLElement>(".react-flow__node")?.dataset.id;
  if (edge !== undefined) {
    graph.select(new Set());
    graph.applyEdgeChanges([{ type: "select", id: edge, selected: true }]);
  } else if (id !== undefined && !isSelected(graph.nodes.peek(), id)) graph.select(new Set([id]));
  const isOnNodes = id !== undefined || target.closest(".react-flow__nodesselection") !== null;
  const topic = edge !== undefined ? "edge" : isOnNodes ? topicOf(graph.nodes.peek()) : "canvas";
  hands.overlay.value = { kind: "menu", screen, topic };
}

function topicOf(nodes: readonly EditorNode[]): MenuTopic {
  const selected = nodes.filter((node) => node.selected);
  if (selected.length > 1) return "selection";
  const type = selected[0]?.type;
  return type === "noteNode" || type === "groupNode" ? "paper" : "node";
}

function isSelected(nodes: readonly EditorNode[], id: string): boolean {
  return nodes.some((node) => node.id === id && node.selected);
}

/** Marks the wire under the pointer that the node would go into; undefined: several nodes are dragged. */
export function overWire(
  editor: EditorModel,
  event: { clientX: number; clientY: number },
  node: EditorNode | undefined,
): void {
  const at = { x: event.clientX, y: event.clientY };
  markWire(editor, node && wireAt(at, (id) => fitsInto(editor, node.id, id)));
}

/** Puts a node that was dragged into the wire that was marked, as a part of the same step. */
export function dropOnWire(editor: EditorModel, node: EditorNode): void {
  const { hands, graph, catalog } = editor;
  const edge = hands.dropEdge.peek();
  markWire(editor, undefined);
  if (edge === undefined) return;
  graph.edit(
    `put ${namesOf([node])} into the wire`,
    (flow) => splice(flow, node.id, edge, catalog.find) ?? flow,
    true,
  );
}

/** The wire at a place of the page, where one is that `takes`. */
export function wireAt(at: XYPosition, takes: (edgeId: string) => boolean): string | undefined {
  for (const element of document.elementsFromPoint(at.x, at.y)) {
    const id = element.closest<HTMLElement>(".react-flow__edge")?.dataset.id;
    if (id !== undefined && takes(id)) return id;
  }
  return undefined;
}

/** Leads a wire through the place that was pressed. */
export function pointAt({ graph }: EditorModel, edgeId: string, event: MouseEvent): void {
  const at = toCanvas({ x: event.clientX, y: event.clientY }, graph.viewport.peek());
  graph.edit("add a point to the wire", (flow) => withPoint(flow, edgeId, at));
}

/** A wire was dropped on no handle: on a node it is connected with what fits, elsewhere the search opens. */
export function dropWire(
  editor: EditorModel,
  from: HandleEnd,
  event: MouseEvent | TouchEvent,
): void {
  const { graph, catalog, hands, notices } = editor;
  const { clientX: x, clientY: y } = "changedTouches" in event ? event.changedTouches[0] : event;
  const target = document.elementFromPoint(x, y);
  if (!target?.closest(".canvas")) return;
  const id = target.closest<HTMLElement>(".react-flow__node")?.dataset.id;
  const nodes = graph.nodes.peek();
  const node = nodes.find((one) => one.id === id);
  if (!node || node.type === "groupNode") {
    const at = toCanvas({ x, y }, graph.viewport.peek());
    hands.overlay.value = { kind: "search", screen: { x, y }, at, from };
    return;
  }
  if (node.id === from.nodeId) return;
  const fit = bestFit(from, node, { nodes, edges: graph.edges.peek() }, catalog.find);
  if (!fit) {
    const what = from.type === "source" ? "input" : "output";
    notices.show({
      kind: "info",
      text: `Not connected: ${namesOf([node])} has no ${what} that fits.`,
    });
    return;
  }
  const own = { node: from.nodeId, handle: from.id ?? null };
  const other = { node: node.id, handle: fit.handle };
  const [source, end] = from.type === "source" ? [own, other] : [other, own];
  const result = graph.connect({
    ...{ source: source.node, sourceHandle: source.handle },
    ...{ target: end.node, targetHandle: end.handle },
  });
  if (!result.ok) notices.show({ kind: "info", text: `Not connected: ${result.reason}` });
}

/** Marks the wire at a place that what is dragged from the library would go into; without a place none. */
export function overWireFromLibrary(editor: EditorModel, at: XYPosition | undefined): void {
  const { graph, catalog, hands } = editor;
  const { type, op: name } = hands.dragged ?? {};
  const op = name && catalog.find(name.name, name.pack);
  if (!at || !type || (type === "functionNode" && !op)) return markWire(editor, undefined);
  const nodes = graph.nodes.peek();
  const id = newId(type, new Set(nodes.map((node) => node.id)));
  const added = makeNode({ id, type, position: { x: 0, y: 0 }, data: newData(type, id, op) });
  const flow = { nodes: [...nodes, added], edges: graph.edges.peek() };
  markWire(editor, wireAt(at, (edge) => splice(flow, id, edge, catalog.find) !== undefined));
}

/** Adds what was dragged from the library into the wire at the pointer, if one is there that it fits. */
export function intoWireAt(editor: EditorModel, id: string, at: XYPosition): void {
  const { graph, catalog } = editor;
  markWire(editor, undefined);
  const flow = { nodes: graph.nodes.peek(), edges: graph.edges.peek() };
  const edge = wireAt(at, (edgeId) => splice(flow, id, edgeId, catalog.find) !== undefined);
  if (edge === undefined) return;
  graph.edit("insert", (now) => splice(now, id, edge, catalog.find) ?? now, true);
}

function fitsInto({ graph, catalog }: EditorModel, nodeId: string, edgeId: string): boolean {
  const flow = { nodes: graph.nodes.peek(), edges: graph.edges.peek() };
  return splice(flow, nodeId, edgeId, catalog.find) !== undefined;
}

function markWire({ hands }: EditorModel, id: string | undefined): void {
  if (hands.dropEdge.peek() === id) return;
  hands.dropEdge.value = id;
  for (const edge of document.querySelectorAll<HTMLElement>(".react-flow__edge[data-drop]")) {
    delete edge.dataset.drop;
  }
  if (id === undefined) return;
  const edge = document.querySelector<HTMLElement>(
    `.react-flow__edge[data-id="${CSS.escape(id)}"]`,
  );
  if (edge) edge.dataset.drop = "true";
}
