import type { ComponentChildren } from "preact";
import alert from "lucide/dist/esm/icons/circle-x.mjs";
import ban from "lucide/dist/esm/icons/ban.mjs";
import check from "lucide/dist/esm/icons/circle-check.mjs";
import forward from "lucide/dist/esm/icons/chevrons-right.mjs";
import loader from "lucide/dist/esm/icons/loader-circle.mjs";
import type { NodeRun, NodeRunStatus } from "../../client/models/run.ts";
import { useEditor } from "../editor/context.ts";
import { Icon, type IconShape } from "../ui/Icon.tsx";

const MARKS = {
  executing: { icon: loader, word: "Running" },
  progress: { icon: loader, word: "Running" },
  streaming: { icon: loader, word: "Streaming" },
  completed: { icon: check, word: "Completed" },
  error: { icon: alert, word: "Failed" },
  skipped: { icon: forward, word: "Skipped" },
  stopped: { icon: ban, word: "Stopped" },
} as const satisfies Record<NodeRunStatus, { icon: IconShape; word: string }>;

/** What every kind of node looks like: coloured head, state of the run as border and mark, error at the foot. */
export function NodeFrame({ id, kind, title, icon, extra, deprecated, children }: {
  id: string;
  /** Which colours it has. */
  kind: "function" | "variable" | "list" | "view";
  title: string;
  icon: IconShape;
  /** Small text beside the title. */
  extra?: string;
  deprecated?: boolean;
  children: ComponentChildren;
}) {
  // Only this component re-renders when the run reports; `children` stay as they are.
  const run = useEditor().run.nodeRun(id).value;
  return (
    <div class={`node node-${kind}`} data-node-id={id} data-status={run?.status}>
      <div class="node-head">
        <Icon of={icon} size={14} />
        <span class={deprecated ? "node-title node-deprecated" : "node-title"} title={title}>
          {title}
        </span>
        {extra && <span class="node-extra">{extra}</span>}
        {run && <StatusMark run={run} />}
      </div>
      {run?.status === "progress" && <NodeProgress run={run} />}
      <div class="node-body">{children}</div>
      {run?.error && (
        <p class="node-error" data-skipped={run.status === "skipped"} title={run.error}>
          {run.error}
        </p>
      )}
    </div>
  );
}

function StatusMark({ run }: { run: NodeRun }) {
  const { icon, word } = MARKS[run.status];
  return (
    <span class="node-mark" role="img" aria-label={word} title={word}>
      <Icon of={icon} size={14} class={icon === loader ? "spin" : ""} />
    </span>
  );
}

function NodeProgress({ run }: { run: NodeRun }) {
  const percent = Math.round((run.progress ?? 0) * 100);
  return (
    <div
      class="node-progress"
      role="progressbar"
      aria-label={run.message || "Progress"}
      aria-valuenow={percent}
      aria-valuemin={0}
      aria-valuemax={100}
      title={run.message}
    >
      <span style={{ width: `${percent}%` }} />
    </div>
  );
}
