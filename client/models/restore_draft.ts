import { errorMessage } from "../../engine/core/errors.ts";
import { parseWorkflow } from "../../engine/core/parse_workflow.ts";
import { DRAFT_KEY, type Report } from "./draft.ts";
import type { GraphModel } from "./graph.ts";
import type { TextStorage } from "./storage.ts";

/**
 * Puts the draft of an earlier visit back into the graph. Without one, or when it cannot be read, the graph stays as it
 * is. Returns whether there was one.
 */
export function restoreDraft(graph: GraphModel, storage: TextStorage, report: Report): boolean {
  const text = storage.getItem(DRAFT_KEY);
  if (text === null) return false;
  try {
    graph.load(parseWorkflow(text).workflow);
    graph.forgetHistory();
    return true;
  } catch (error) {
    report(`The draft of your last visit could not be read: ${errorMessage(error)}`);
    return false;
  }
}
