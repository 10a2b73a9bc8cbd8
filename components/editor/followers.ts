import { followTheme } from "../../client/follow_theme.ts";
import { followTypes } from "../../client/follow_types.ts";
import { followAttention } from "../../client/guide/attention.ts";
import type { EditorModel } from "../../client/models/editor.ts";
import { sayChanges } from "../../client/outline/say_changes.ts";
import { followTouch } from "./canvas_touch.ts";

/**
 * What goes on beside the components as long as the page is there: it shows the theme, checks the types of the graph, says
 * in the tab how runs go and to screen readers what changes, and hears fingers. The returned function ends all of it.
 */
export function follow(editor: EditorModel): () => void {
  const ends = [
    followTheme(editor.theme),
    followTypes(editor),
    followAttention(editor),
    sayChanges(editor),
    followTouch(editor),
  ];
  return () => {
    for (const end of ends) end();
  };
}
