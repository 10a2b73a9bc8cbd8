import { serializeWorkflow } from "../engine/core/workflow.ts";
import type { EditorModel } from "./models/editor.ts";
import { withoutPasswords } from "./without_passwords.ts";

/**
 * The selected nodes as a workflow file's text, so that they can go to another window too; undefined: none is selected.
 * The values of passwords stay behind.
 */
export function selectionText(
  { graph, catalog }: Pick<EditorModel, "graph" | "catalog">,
): string | undefined {
  const selected = graph.selectedWorkflow();
  if (selected.nodes.length === 0) return undefined;
  return serializeWorkflow(withoutPasswords(selected, catalog.find));
}
