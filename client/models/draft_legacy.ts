import { errorMessage, PsynapseError } from "../../engine/core/errors.ts";
import { parseWorkflow } from "../../engine/core/parse_workflow.ts";
import type { Workflow } from "../../engine/core/workflow.ts";
import type { Report } from "./draft.ts";
import type { TextStorage } from "./storage.ts";

/** Where drafts were kept before they were in the browser's database; what is there is taken over. */
export const DRAFT_KEY = "psynapse.draft";
/** Where a draft of that kind goes that could not be read: nothing that may be somebody's work is thrown away. */
const UNREAD_KEY = "psynapse.draft.unread";

/** Takes over, once, what an earlier version of the page has kept. It stays where it is when `keep` rejects. */
export async function takeOverDraft(
  local: TextStorage,
  keep: (workflow: Workflow) => Promise<void>,
  report: Report,
): Promise<void> {
  const text = local.getItem(DRAFT_KEY);
  if (text === null) return;
  let workflow: Workflow | undefined;
  try {
    workflow = parseWorkflow(text).workflow;
  } catch (error) {
    if (!(error instanceof PsynapseError)) throw error;
    report(`The draft of your last visit could not be read: ${errorMessage(error)}`);
    local.setItem(UNREAD_KEY, text);
  }
  if (workflow) await keep(workflow);
  local.removeItem(DRAFT_KEY);
}
