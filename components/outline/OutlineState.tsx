import type { NodeRun } from "../../client/models/run.ts";
import type { Standing } from "../../client/models/standing.ts";
import { formatDuration } from "../../client/values.ts";
import { useEditor } from "../editor/context.ts";
import { StatusMark, statusWord } from "../ui/StatusMark.tsx";

const STANDINGS: Readonly<Record<Standing, string>> = {
  muted: "Muted",
  bypassed: "Bypassed",
  skipped: "Skipped",
  pinned: "Pinned",
};

/** What the last run made of a node, in a word, and whether it takes part in the next. */
export function OutlineState({ id }: { id: string }) {
  const { graph, run } = useEditor();
  const standing = graph.standing(id).value;
  const own = run.nodeRun(id).value;
  return (
    <>
      {standing && <span class="outline-standing">{STANDINGS[standing]}</span>}
      {own && (
        <span class="outline-state" data-status={own.status}>
          <span aria-hidden="true">
            <StatusMark status={own.status} size={14} />
          </span>
          {stateWords(own)}
        </span>
      )}
    </>
  );
}

/** `Completed, 3 ms`, `Running, 40 %`. */
function stateWords({ status, progress, durationMs, cached }: NodeRun): string {
  const more = status === "progress" && progress !== undefined
    ? `${Math.round(progress * 100)} %`
    : cached
    ? "reused"
    : durationMs === undefined
    ? ""
    : formatDuration(durationMs);
  return [statusWord(status), more].filter(Boolean).join(", ");
}
