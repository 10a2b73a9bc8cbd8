import type { EditorNode } from "./flow.ts";
import type { EditorModel } from "./models/editor.ts";
import { boxOf } from "./models/follow.ts";
import { isInView } from "./models/in_view.ts";

type Parts = Pick<EditorModel, "graph">;

/** Selects a node, and moves the view so that it is in the middle. Does nothing when it is not there any more. */
export function showNode({ graph }: Parts, id: string): void {
  const node = graph.nodes.peek().find((one) => one.id === id);
  if (!node) return;
  graph.select(new Set([id]));
  center({ graph }, node);
}

/** Moves the view to a node that is not wholly in it. */
export function showIfHidden({ graph }: Parts, id: string): void {
  const node = graph.nodes.peek().find((one) => one.id === id);
  if (node && !isInView(boxOf(node), graph.viewport.peek(), graph.size.peek())) {
    center({ graph }, node);
  }
}

function center({ graph }: Parts, node: EditorNode): void {
  const { zoom } = graph.viewport.peek();
  const { width, height } = graph.size.peek();
  const box = boxOf(node);
  const x = box.x + box.width / 2;
  const y = box.y + box.height / 2;
  graph.viewport.value = { x: width / 2 - x * zoom, y: height / 2 - y * zoom, zoom };
}
