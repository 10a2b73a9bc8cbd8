/**
 * The table of all actions. The toolbar, keys, palette, menus, the sheet of shortcuts and docs/editor.md take them from
 * here. It is loaded after the page, see `KEYS`.
 *
 * @module
 */
import { focusCanvas } from "../canvas_place.ts";
import type { EditorModel } from "../models/editor.ts";
import type { Action } from "./action.ts";
import { ADD_ACTIONS } from "./add_actions.ts";
import { ARRANGE_ACTIONS } from "./arrange_actions.ts";
import { DATA_ACTIONS } from "./data_actions.ts";
import { EDIT_ACTIONS } from "./edit_actions.ts";
import { GUIDE_ACTIONS } from "./guide_actions.ts";
import { NODE_ACTIONS } from "./node_actions.ts";
import { PAGE_ACTIONS } from "./page_actions.ts";
import { SELECT_ACTIONS } from "./select_actions.ts";
import { THEME_ACTIONS } from "./theme_actions.ts";
import { VIEW_ACTIONS } from "./view_actions.ts";

/** Every action, in the order in which they are listed. */
export const ACTIONS: readonly Action[] = [
  ...PAGE_ACTIONS,
  ...GUIDE_ACTIONS,
  ...DATA_ACTIONS,
  ...EDIT_ACTIONS,
  ...ADD_ACTIONS,
  ...SELECT_ACTIONS,
  ...NODE_ACTIONS,
  ...ARRANGE_ACTIONS,
  ...VIEW_ACTIONS,
  ...THEME_ACTIONS,
];

const BY_ID = new Map(ACTIONS.map((action) => [action.id, action]));

/** An action by its id. Throws when there is none. */
export function actionById(id: string): Action {
  const action = BY_ID.get(id);
  if (!action) throw new TypeError(`No action is called "${id}"`);
  return action;
}

/** Does an action where it can be done. The focus stays on the canvas when what had it goes away. */
export async function runAction(editor: EditorModel, id: string): Promise<void> {
  const action = actionById(id);
  // What can be done depends on the graph. A file is asked for at once: browsers let a press do so for a moment only.
  if (editor.draft.state.peek() === "restoring" && id !== "file.open") await editor.draft.ready;
  if (!action.isEnabled(editor)) return;
  const before = document.activeElement?.closest<HTMLElement>(
    ".react-flow__node, .react-flow__edge",
  );
  // Not awaited where it is done at once: the focus must not be nowhere for a moment.
  const running = action.run(editor);
  if (running) await running;
  const held = before?.dataset.id;
  const { nodes, edges } = editor.graph;
  if (held !== undefined && ![...nodes.peek(), ...edges.peek()].some(({ id }) => id === held)) {
    focusCanvas();
  }
}
