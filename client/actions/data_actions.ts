import type { Aim } from "../../engine/core/cut_graph.ts";
import { canPin, togglePin } from "../data/pin.ts";
import { runPart } from "../data/run_part.ts";
import type { EditorNode } from "../flow.ts";
import type { EditorModel } from "../models/editor.ts";
import { type Action, selection } from "./action.ts";

function running(id: string, name: string, kind: Aim["kind"], help: string): Action {
  return {
    ...{ id, group: "Run", name, help },
    isEnabled: (editor) => oneNode(editor) !== undefined && !editor.run.active.value,
    run: (editor) => {
      const node = oneNode(editor);
      if (node) void runPart(editor, { kind, node: node.id });
    },
  };
}

/** Parts of the graph that run by themselves, and outputs that are pinned. */
export const DATA_ACTIONS: readonly Action[] = [
  running(
    "node.run",
    "Run this node",
    "alone",
    "With the values that are known of what it needs; what is not known runs too.",
  ),
  running("node.run_to", "Run to here", "to", "The node and all that it needs, anew."),
  running(
    "node.run_from",
    "Run from here",
    "from",
    "The node and all that depends on it, with the values that are known of the rest.",
  ),
  {
    ...{ id: "node.pin", group: "Run", name: "Pin or unpin the output" },
    help: "A pinned node does not run: the output that it had flows on. Saved with the workflow.",
    isEnabled: (editor) => {
      const node = oneNode(editor);
      return node !== undefined && canPin(node);
    },
    run: (editor) => {
      const node = oneNode(editor);
      if (node) return togglePin(editor, node);
    },
  },
];

/** The selected node, when it is one that runs. */
function oneNode(editor: EditorModel): EditorNode | undefined {
  const { nodes } = selection(editor);
  const [node] = nodes;
  const isPaper = node?.type === "noteNode" || node?.type === "groupNode";
  return nodes.length === 1 && !isPaper ? node : undefined;
}
