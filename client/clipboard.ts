import { errorMessage } from "../engine/core/errors.ts";
import { parseWorkflow } from "../engine/core/parse_workflow.ts";
import type { XYPosition } from "./flow.ts";
import type { EditorModel } from "./models/editor.ts";
import { selectionText } from "./selection_text.ts";

type Parts = Pick<EditorModel, "graph" | "notices">;

/**
 * Adds the nodes of a text that was copied here or is a workflow file, with their middle at a place. Says so when the
 * text is something else. Returns whether anything was added.
 */
export function pasteText({ graph, notices }: Parts, text: string, at?: XYPosition): boolean {
  if (text.trim() === "") {
    notices.show({ kind: "info", text: "Nothing to paste: the clipboard has no text." });
    return false;
  }
  try {
    const { workflow } = parseWorkflow(text);
    if (workflow.nodes.length === 0) {
      notices.show({ kind: "info", text: "Nothing to paste: the workflow has no nodes." });
      return false;
    }
    graph.insert(workflow, at);
    return true;
  } catch (error) {
    const isJson = /^\s*[{[]/.test(text);
    notices.show({
      kind: "info",
      text: isJson
        ? `Cannot paste this as nodes: ${errorMessage(error)}`
        : "Cannot paste this as nodes: the clipboard has a text that is no workflow. " +
          "Copy nodes, or paste it into a field.",
    });
    return false;
  }
}

/** Copies the selected nodes where no clipboard event is: from a menu. Returns whether it could. */
export async function copySelection(parts: Parts & Pick<EditorModel, "catalog">): Promise<boolean> {
  const text = selectionText(parts);
  if (text === undefined) return false;
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    parts.notices.show({
      kind: "warning",
      text: "The browser does not let this page write to the clipboard. Press Ctrl+C instead.",
    });
    return false;
  }
}

/** Pastes where no clipboard event is: from a menu. */
export async function pasteSelection(parts: Parts, at?: XYPosition): Promise<void> {
  let text: string;
  try {
    text = await navigator.clipboard.readText();
  } catch {
    parts.notices.show({
      kind: "warning",
      text: "The browser does not let this page read the clipboard. Press Ctrl+V instead.",
    });
    return;
  }
  pasteText(parts, text, at);
}
