import { memo } from "preact/compat";
import { useState } from "preact/hooks";
import type { JsonValue } from "../../engine/core/json.ts";
import type { ApiResult } from "../../client/api.ts";
import { isAtWork, type NodeRun } from "../../client/models/run.ts";
import { formatDuration, parsePreview, valueText } from "../../client/values.ts";
import { RunCardLog } from "./RunCardLog.tsx";
import { CopyButton } from "../ui/CopyButton.tsx";
import { Fold } from "../ui/Fold.tsx";
import { ProgressBar } from "../ui/ProgressBar.tsx";
import { StatusMark } from "../ui/StatusMark.tsx";
import { StreamText } from "../ui/StreamText.tsx";
import { useNow } from "../ui/use_now.ts";
import { ValueView } from "../ui/ValueView.tsx";
import { useEditor } from "./context.ts";
import { showNode } from "../../client/show_node.ts";

/** One node of the run: its number and name, what it does, its inputs, and its output or error. */
export const RunCard = memo(function RunCard({ card, openInputs, openLogs }: {
  card: NodeRun;
  /** Ids of the nodes whose inputs are unfolded: kept above, because cards out of view are not on the page. */
  openInputs: Set<string>;
  /** The same for what they logged. */
  openLogs: Set<string>;
}) {
  const editor = useEditor();
  const { id, number, name, pack, status, error, text } = card;
  return (
    <article
      class="run-card"
      data-node-id={id}
      data-status={status}
      aria-label={`${number}. ${name}`}
    >
      <header class="run-card-header">
        <span class="run-card-number">{number}</span>
        <button
          type="button"
          class="run-card-name"
          title={`Show ${name} on the canvas`}
          onClick={() => showNode(editor, id)}
        >
          {name}
        </button>
        {pack !== undefined && <span class="run-card-pack" title={pack}>{pack}</span>}
        <CardTime card={card} />
        <StatusMark status={status} />
      </header>
      {status === "progress" && <Progress card={card} />}
      {text !== undefined && status !== "completed" && (
        <StreamText text={text} label={`Text of ${name}`} />
      )}
      <Inputs card={card} openInputs={openInputs} />
      <RunCardLog card={card} openLogs={openLogs} />
      {error !== undefined && <p class="run-card-error">{error}</p>}
      {status === "stopped" && <p class="run-card-note">It was at work when the run ended.</p>}
      <Output card={card} />
    </article>
  );
});

function Progress({ card: { name, progress = 0, message = "" } }: { card: NodeRun }) {
  return (
    <div class="run-card-progress">
      <ProgressBar value={progress} label={`Progress of ${name}`} />
      <span class="run-card-percent">{Math.round(progress * 100)} %</span>
      {message !== "" && <span class="run-card-message">{message}</span>}
    </div>
  );
}

function Inputs({ card: { id, inputs }, openInputs }: {
  card: NodeRun;
  openInputs: Set<string>;
}) {
  const [open, setOpen] = useState(openInputs.has(id));
  const entries = Object.entries(inputs);
  if (entries.length === 0) return null;
  const toggle = () => {
    if (!openInputs.delete(id)) openInputs.add(id);
    setOpen(!open);
  };
  return (
    <Fold title="Inputs" count={entries.length} open={open} onToggle={toggle}>
      <dl class="run-card-inputs">
        {entries.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>
              <ValueView value={value} label={`Input ${name}`} />
            </dd>
          </div>
        ))}
      </dl>
    </Fold>
  );
}

function Output({ card: { id, name, output } }: { card: NodeRun }) {
  const { run } = useEditor();
  if (output === undefined) return null;
  const load = () => run.loadValue(id);
  return (
    <div class="run-card-output">
      <div class="run-card-value">
        <ValueView value={output} label={`Output of ${name}`} load={load} />
      </div>
      <CopyButton label={`Copy the output of ${name}`} text={() => wholeText(output, load)} />
    </div>
  );
}

/** The text to copy: of the whole value, also where only a preview is here. */
async function wholeText(
  value: JsonValue,
  load: () => Promise<ApiResult<JsonValue>>,
): Promise<string> {
  if (!parsePreview(value)) return valueText(value);
  const whole = await load();
  return valueText(whole.ok ? whole.data : value);
}

function CardTime({ card: { status, startedAt, durationMs, cached } }: { card: NodeRun }) {
  const now = useNow(isAtWork(status) && startedAt !== undefined);
  const { run } = useEditor();
  if (cached) {
    return <span class="run-card-time" title="Its result was known: it did not run">reused</span>;
  }
  if (durationMs !== undefined) {
    return <span class="run-card-time">{formatDuration(durationMs)}</span>;
  }
  if (!isAtWork(status) || startedAt === undefined) return null;
  // The server's clock may not agree with this one: never longer than the run itself.
  const sinceStart = now - (run.startedAt.value ?? now);
  return (
    <span class="run-card-time">
      {formatDuration(Math.max(0, Math.min(now - startedAt, sinceStart)))}
    </span>
  );
}
