import type { JsonValue } from "../../engine/core/json.ts";
import { isAtWork, type RunModel } from "../../client/models/run.ts";
import { useEditor } from "../editor/context.ts";
import { ViewValue } from "./ViewValue.tsx";

/** What a view shows: its value, the text that streams into it, or that there is nothing yet. */
export function ViewContent({ id, sourceId }: { id: string; sourceId: string | undefined }) {
  const { run } = useEditor();
  const shown = shownValue(run, id, sourceId);
  if (!shown) return <p class="view-empty">{emptyText(run, id, sourceId)}</p>;
  return <ViewValue id={id} {...shown} />;
}

function emptyText(run: RunModel, id: string, sourceId: string | undefined): string {
  if (sourceId === undefined) return "Connect an output to see its value";
  const own = run.nodeRun(id).value;
  // Its error says why; to wait for it would be in vain.
  if (own && !isAtWork(own.status)) return "No value came";
  return run.active.value ? "Waiting for the value…" : "Execute to see the value";
}

/** The view's own value once it is there; before that the text that the node before it has streamed. */
function shownValue(
  run: RunModel,
  id: string,
  sourceId: string | undefined,
): { value: JsonValue; streaming: boolean } | undefined {
  const own = run.nodeRun(id).value;
  if (own?.output !== undefined) return { value: own.output, streaming: false };
  if (sourceId === undefined) return undefined;
  const source = run.nodeRun(sourceId).value;
  return source?.text
    ? { value: source.text, streaming: source.status === "streaming" }
    : undefined;
}
