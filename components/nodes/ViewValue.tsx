import { useState } from "preact/hooks";
import type { JsonValue } from "../../engine/core/json.ts";
import type { RunModel } from "../../client/models/run.ts";
import { isImage, parsePreview, valueKind, valueText } from "../../client/values.ts";
import { useEditor } from "../editor/context.ts";
import { CopyButton } from "../ui/CopyButton.tsx";
import { type TextMode, ValueView } from "../ui/ValueView.tsx";
import { useStickToEnd } from "./use_stick_to_end.ts";

/** The value of a view, with what can be done with it. */
export function ViewValue({ id, value, streaming }: {
  id: string;
  value: JsonValue;
  streaming: boolean;
}) {
  const { run } = useEditor();
  const [mode, setMode] = useState<TextMode>("raw");
  const box = useStickToEnd(streaming, value);
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
