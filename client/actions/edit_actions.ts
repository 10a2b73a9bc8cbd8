import { removeHealing } from "../arrange/wires.ts";
import { labelField, outlineElement, toCanvas } from "../canvas_place.ts";
import { copySelection, pasteSelection } from "../clipboard.ts";
import { focusWhenShown } from "../focus_node.ts";
import type { EditorModel } from "../models/editor.ts";
import { namesOf } from "../models/step_names.ts";
import { type Action, always, selection, selects } from "./action.ts";

/** Steps, the clipboard, removing. */
export const EDIT_ACTIONS: readonly Action[] = [
  {
    ...{ id: "edit.undo", group: "Edit", name: "Undo" },
    detail: ({ graph }) => graph.undoName.value,
    isEnabled: ({ graph }) => graph.canUndo.value,
    run: ({ graph, hands }) => {
      const name = graph.undoName.peek();
      graph.undo();
      hands.said.value = `Undone: ${name}`;
    },
  },
  {
    ...{ id: "edit.redo", group: "Edit", name: "Redo" },
    detail: ({ graph }) => graph.redoName.value,
    isEnabled: ({ graph }) => graph.canRedo.value,
    run: ({ graph, hands }) => {
      const name = graph.redoName.peek();
      graph.redo();
      hands.said.value = `Redone: ${name}`;
    },
  },
  {
    ...{ id: "edit.cut", group: "Edit", name: "Cut" },
    help:
      "Nodes are on the clipboard as the text of a workflow file, for other tabs and windows too.",
    isEnabled: selects(1),
    run: async (editor) => {
      if (await copySelection(editor)) editor.graph.cutSelected();
    },
  },
  {
    ...{ id: "edit.copy", group: "Edit", name: "Copy" },
    isEnabled: selects(1),
    run: async (editor) => void await copySelection(editor),
  },
  {
    ...{ id: "edit.paste", group: "Edit", name: "Paste" },
    help: "At the pointer, where that is over the canvas. The text of a workflow file, or a file.",
    isEnabled: always,
    run: (editor) => pasteSelection(editor, pointerPlace(editor)),
  },
  {
    ...{ id: "edit.duplicate", group: "Edit", name: "Duplicate" },
    isEnabled: selects(1),
    run: ({ graph }) => graph.duplicateSelected(),
  },
  {
    ...{ id: "edit.remove", group: "Edit", name: "Remove" },
    isEnabled: (editor) => selection(editor).nodes.length + selection(editor).edges.length > 0,
    run: ({ graph }) => graph.removeSelected(),
  },
  {
    ...{ id: "edit.remove_heal", group: "Edit", name: "Remove, and close the gap" },
    help: "What a removed node gave to others comes from its first fitting input then.",
    isEnabled: selects(1),
    run: (editor) => {
      const { nodes, ids } = selection(editor);
      editor.graph.edit(
        `remove ${namesOf(nodes)} and close the gap`,
        (flow) => removeHealing(flow, ids, editor.catalog.find),
      );
    },
  },
  {
    ...{ id: "edit.rename", group: "Edit", name: "Rename" },
    help: "The label of a node, the title of a group, the text of a note.",
    isEnabled: (editor) => selection(editor).nodes.length === 1,
    run: rename,
  },
];

/** Where on the canvas the pointer is; undefined while it is elsewhere. */
export function pointerPlace({ hands, graph }: EditorModel) {
  return hands.pointer && toCanvas(hands.pointer, graph.viewport.peek());
}

function rename(editor: EditorModel): void {
  const [node] = selection(editor).nodes;
  if (outlineElement()) {
    const { unfolded } = editor.hands;
    unfolded.value = new Set(unfolded.peek()).add(node.id);
    focusWhenShown(() => labelField(node.id), editor.clock);
    return;
  }
  if (node.type === "noteNode") {
    editor.graph.expanded(node.id).value = true;
    return;
  }
  editor.layout.setPanel("properties", true);
  editor.clock.frame(() => {
    const field = node.type === "groupNode"
      ? labelField(node.id)
      : document.getElementById(`properties-${node.id}-label`);
    field?.focus();
    if (field instanceof HTMLInputElement) field.select();
  });
}
