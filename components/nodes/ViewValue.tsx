import { useState } from "preact/hooks";
import type { JsonValue } from "../../engine/core/json.ts";
import type { RunModel } from "../../client/models/run.ts";
import { isImage, parsePreview, valueKind, valueText } from "../../client/values.ts";
import { VIEW_NAMES, viewsOf } from "../../client/data/views.ts";
import { useEditor } from "../editor/context.ts";
import { useData } from "../editor/load_data.ts";
import { Choice } from "../ui/Choice.tsx";
import { CopyButton } from "../ui/CopyButton.tsx";
import { PreviewView } from "../ui/PreviewView.tsx";
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
  const views = streaming ? [] : viewsOfView(value);
  const [chosen, setChosen] = useState<View>();
  const view = views.find((one) => one === chosen) ?? views[0];
  const box = useStickToEnd(streaming, value);
  return (
    <div class="view" data-streaming={streaming}>
      <div class="view-tools nokey">
        {views.length > 1 && (
          <Choice
            look="node"
            label="Show as"
            words={VIEW_NAMES}
            names={views}
            chosen={view}
            onChoose={setChosen}
          />
        )}
        {view !== "media" && isText(value) && <TextSwitch mode={mode} onChange={setMode} />}
        <CopyButton label="Copy the value" text={() => wholeText(run, id, value)} />
      </div>
      <div
        ref={box}
        data-view={view}
        class="view-content nodrag nowheel nokey"
        // A region that scrolls has to be reachable by keyboard.
        tabIndex={0}
        role="region"
        aria-label="Value"
        aria-busy={streaming}
      >
        {view === undefined || view === "tree"
          ? <ValueView value={value} textMode={mode} eager load={() => run.loadValue(id)} />
          : <InView id={id} value={value} view={view} />}
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

/** Views of values that are neither trees, texts nor images: they are loaded when one is chosen. */
type View = "tree" | "table" | "plot" | "media";

/** Which views are offered: of a list or dict the tree and what else fits. */
function viewsOfView(value: JsonValue): View[] {
  const preview = parsePreview(value);
  // What is in a list is not known before it is here.
  if (preview) return preview.type === "list" ? ["tree", "table", "plot"] : [];
  const fitting = viewsOf(value);
  if (fitting[0] === "media") return ["media"];
  if (!fitting.includes("tree")) return [];
  return (["tree", "table", "plot"] as const).filter((one) => fitting.includes(one));
}

/** A value as a table, a plot or a player. */
function InView({ id, value, view }: { id: string; value: JsonValue; view: View }) {
  const { run } = useEditor();
  const parts = useData();
  if (!parts) return null;
  const show = (whole: JsonValue) => <parts.DataView value={whole} view={view} label="Value" />;
  if (!parsePreview(value)) return show(value);
  return <PreviewView value={value} load={() => run.loadValue(id)} eager>{show}</PreviewView>;
}

const MODES = { raw: "Raw", markdown: "Markdown" } as const satisfies Record<TextMode, string>;

function TextSwitch({ mode, onChange }: { mode: TextMode; onChange(mode: TextMode): void }) {
  const names = Object.keys(MODES) as TextMode[];
  return (
    <Choice
      look="node"
      label="Show text as"
      words={MODES}
      names={names}
      chosen={mode}
      onChoose={onChange}
    />
  );
}
