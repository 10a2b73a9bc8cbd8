import { useState } from "preact/hooks";
import type { JsonValue } from "../../engine/core/json.ts";
import { isAtWork, type RunModel } from "../../client/models/run.ts";
import { isImage, parsePreview, valueKind, valueText } from "../../client/values.ts";
import { useEditor } from "../editor/context.ts";
import { CopyButton } from "../ui/CopyButton.tsx";
import { type TextMode, ValueView } from "../ui/ValueView.tsx";
import { useStickToEnd } from "./use_stick_to_end.ts";

/** What a view shows: its value, the text that streams into it, or that there is nothing yet. */
export function ViewContent({ id, sourceId }: { id: string; sourceId: string | undefined }) {
  const { run } = useEditor();
  const shown = shownValue(run, id, sourceId);
  const [mode, setMode] = useState<TextMode>("raw");
  const box = useStickToEnd(shown?.streaming === true, shown?.value);
  if (!shown) return <p class="view-empty">{emptyText(run, id, sourceId)}</p>;
  const { value, streaming } = shown;
  return (
    <div class="view" data-streaming={streaming}>
      <div class="view-tools nokey">
        {isText(value) && <TextSwitch mode={mode} onChange={setMode} />}
        <CopyButton label="Copy the value" text={() => wholeText(run, id, value)} />
      </div>
      <div
        ref={box}
        class="view-content nodrag nowheel nokey"
        // A region that scrolls has to be reachable by keyboard.
        tabIndex={0}
        role="region"
        aria-label="Value"
        aria-busy={streaming}
      >
        <ValueView value={value} textMode={mode} eager load={() => run.loadValue(id)} />
      </div>
    </div>
  );
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

function isText(value: JsonValue): boolean {
  const preview = parsePreview(value);
  return preview ? preview.type === "str" && !isImage(preview.text) : valueKind(value) === "text";
}

async function wholeText(run: RunModel, id: string, value: JsonValue): Promise<string> {
  if (!parsePreview(value)) return valueText(value);
  const whole = await run.loadValue(id);
  return valueText(whole.ok ? whole.data : value);
}

const MODES = { raw: "Raw", markdown: "Markdown" } as const satisfies Record<TextMode, string>;

function TextSwitch({ mode, onChange }: { mode: TextMode; onChange(mode: TextMode): void }) {
  return (
    <div class="segments nodrag" role="group" aria-label="Show text as">
      {(Object.keys(MODES) as TextMode[]).map((name) => (
        <button
          key={name}
          type="button"
          class="segment"
          aria-pressed={name === mode}
          onClick={() => onChange(name)}
        >
          {MODES[name]}
        </button>
      ))}
    </div>
  );
}
