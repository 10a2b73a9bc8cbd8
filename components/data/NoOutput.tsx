import type { ComponentChildren } from "preact";
import { isAtWork, type NodeRun } from "../../client/models/run.ts";
import { ProgressBar } from "../ui/ProgressBar.tsx";
import { StreamText } from "../ui/StreamText.tsx";

/** Why there is no output, in words. */
export function NoOutput({ node, title }: { node: NodeRun; title: string }) {
  const { status, error, text, progress, message } = node;
  let words: ComponentChildren = "It gave no output.";
  if (status === "skipped") words = error ?? "It was skipped.";
  else if (status === "stopped") words = "It was at work when the run ended.";
  else if (isAtWork(status)) words = message || "It is at work.";
  return (
    <div class="data-pane">
      {status === "error"
        ? <p class="run-error data-error" role="alert">{error}</p>
        : <p class="data-note">{words}</p>}
      {progress !== undefined && isAtWork(status) && (
        <ProgressBar value={progress} label={`Progress of ${title}`} />
      )}
      {text && <StreamText text={text} label={`Text of ${title}`} />}
    </div>
  );
}
