import type { EditorModel } from "../../client/models/editor.ts";

/** Selects a node, and moves the view so that it is in the middle. Does nothing when it is not there any more. */
export function showNode({ graph }: EditorModel, id: string): void {
  const nodes = graph.nodes.peek();
  const node = nodes.find((one) => one.id === id);
  if (!node) return;
  graph.applyNodeChanges(
    nodes.filter((one) => one.selected || one.id === id)
      .map((one) => ({ type: "select", id: one.id, selected: one.id === id })),
  );
  const { zoom } = graph.viewport.peek();
  const { width, height } = graph.size.peek();
  const { position, measured } = node;
  const x = position.x + (measured?.width ?? 0) / 2;
  const y = position.y + (measured?.height ?? 0) / 2;
  graph.viewport.value = { x: width / 2 - x * zoom, y: height / 2 - y * zoom, zoom };
}
