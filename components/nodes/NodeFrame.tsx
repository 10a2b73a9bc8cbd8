import type { ComponentChildren } from "preact";
import type { NodeRun } from "../../client/models/run.ts";
import type { Standing } from "../../client/models/standing.ts";
import { useEditor } from "../editor/context.ts";
import { useLater } from "../editor/load_later.ts";
import { Icon, type IconShape } from "../ui/Icon.tsx";
import { StatusMark } from "../ui/StatusMark.tsx";

const STANDINGS: Readonly<Record<Standing, string>> = {
  muted: "Muted",
  bypassed: "Bypassed",
  skipped: "Skipped",
  pinned: "Pinned",
};
const WHY: Readonly<Record<Standing, string>> = {
  muted: "Neither this node nor what depends on it runs.",
  bypassed: "It does not run: its first connected input that fits takes its place.",
  skipped: "It does not run: what it needs comes from a muted node.",
  pinned: "It does not run: its pinned value flows on.",
};

/** What every kind of node looks like: coloured head, state of the run as border and mark, error at the foot. */
export function NodeFrame({ id, kind, title, icon, extra, deprecated, size, children }: {
  id: string;
  /** Which colours it has. */
  kind: "function" | "variable" | "list" | "view";
  title: string;
  icon: IconShape;
  /** Small text beside the title. */
  extra?: string;
  deprecated?: boolean;
  /** In pixels, where the user chose one. */
  size?: { width?: number; height?: number };
  children: ComponentChildren;
}) {
  const { graph, hands, reuse, run: runs } = useEditor();
  const predicted = reuse.on.value;
  const later = useLater(predicted);
  // Only this component re-renders when the run reports; `children` stay as they are.
  const run = runs.nodeRun(id).value;
  const standing = graph.standing(id).value;
  const data = graph.data(id).value;
  const collapsed = data !== undefined && "collapsed" in data && data.collapsed === true;
  return (
    <div
      class={`node node-${kind}`}
      data-node-id={id}
      data-status={run?.status}
      data-standing={standing}
      data-collapsed={collapsed || undefined}
      data-sized={size?.height !== undefined && !collapsed || undefined}
      // A view is as large as the user has made it.
      style={size?.width === undefined ? undefined : {
        "--view-width": `${size.width}px`,
        "--view-height": `${size.height ?? 0}px`,
      }}
      data-held={hands.held.value === id || undefined}
    >
      {kind !== "variable" && predicted && later && <later.NodePrediction id={id} />}
      <div class="node-head">
        <Icon of={icon} size={14} />
        <span class={deprecated ? "node-title node-deprecated" : "node-title"} title={title}>
          {title}
        </span>
        {(standing || extra) && (
          <span class="node-extra" title={standing && WHY[standing]}>
            {standing ? STANDINGS[standing] : extra}
          </span>
        )}
        {run && <StatusMark status={run.status} size={14} />}
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
      {/* As wide as what is done. */}
      <span style={{ width: `${percent}%` }} />
    </div>
  );
}
