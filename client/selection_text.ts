import { serializeWorkflow } from "../engine/core/workflow.ts";
import type { EditorModel } from "./models/editor.ts";

/** The selected nodes as a workflow file's text, so that they can go to another window; undefined: none is selected. */
export function selectionText({ graph }: Pick<EditorModel, "graph">): string | undefined {
  const selected = graph.selectedWorkflow();
  return selected.nodes.length === 0 ? undefined : serializeWorkflow(selected);
}
