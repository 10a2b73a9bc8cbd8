import { actionById } from "../../client/actions/table.ts";
import type { EditorNode } from "../../client/flow.ts";
import { useEditor } from "../editor/context.ts";
import { useActions } from "../editor/shortcuts.ts";
import { Button } from "../ui/Button.tsx";
import { useOutline } from "./context.ts";

const RUNS = ["node.run", "node.run_to", "node.run_from"];
const COMMON = ["edit.rename", "edit.duplicate"];
const LAST = ["edit.remove", "view.menu"];

/** What can be done with each kind of line; all else is in its menu. */
const ACTIONS: Readonly<Record<EditorNode["type"], readonly string[]>> = {
  functionNode: [...RUNS, "add.after", ...COMMON, "node.mute", "node.pin", ...LAST],
  variableNode: ["add.after", ...COMMON, "node.mute", ...LAST],
  listNode: [...RUNS, "add.after", ...COMMON, "node.mute", "node.pin", ...LAST],
  viewNode: [...RUNS, ...COMMON, "node.mute", ...LAST],
  noteNode: ["edit.duplicate", ...LAST],
  groupNode: [...COMMON, "arrange.ungroup", ...LAST],
};

/** Shorter than the action's own name, where the line says the rest. */
const SHORT: Readonly<Record<string, string>> = {
  "add.after": "Add a node after",
  "arrange.ungroup": "Ungroup",
  "view.menu": "More…",
};

/** What can be done with a node: actions of the one table. */
export function OutlineActions({ node }: { node: EditorNode }) {
  const { run } = useEditor();
  const { act } = useOutline();
  const { keys } = useActions();
  const isRunning = run.active.value;
  return (
    <div class="outline-actions" role="group" aria-label="Actions">
      {ACTIONS[node.type].map((id) => {
        const isOff = isRunning && RUNS.includes(id);
        return (
          <Button
            key={id}
            look="quiet"
            class="outline-button"
            title={actionById(id).name}
            shortcut={keys(id)}
            aria-haspopup={id === "view.menu" ? "menu" : undefined}
            // Not `disabled`: the focus must not be lost when a run begins.
            aria-disabled={isOff ? "true" : undefined}
            onClick={() => act(node.id, id)}
          >
            {nameOf(id, node)}
          </Button>
        );
      })}
    </div>
  );
}

function nameOf(id: string, { data }: EditorNode): string {
  if (id === "node.mute") return "mode" in data && data.mode === "mute" ? "Unmute" : "Mute";
  if (id === "node.pin") return "pinned" in data && data.pinned !== undefined ? "Unpin" : "Pin";
  return SHORT[id] ?? actionById(id).name;
}
