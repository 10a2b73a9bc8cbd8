import { useState } from "preact/hooks";
import downloadIcon from "lucide/dist/esm/icons/download.mjs";
import type { ComponentChildren } from "preact";
import type { JsonValue } from "../../engine/core/json.ts";
import { download, fileOf } from "../../client/data/save_value.ts";
import { type DataView as View, VIEW_NAMES, viewsOf } from "../../client/data/views.ts";
import { formatBytes, valueText } from "../../client/values.ts";
import { IconButton } from "../ui/Button.tsx";
import { CopyButton } from "../ui/CopyButton.tsx";
import { Choice } from "../ui/Choice.tsx";
import { DataView } from "./DataView.tsx";
import { DiffView, type Earlier } from "./DiffView.tsx";
import { type LoadValue, useWhole, type Whole } from "./use_whole.ts";

/** A value with the choice of its views, and what can be done with it. */
export function ValuePane({ value, load, label, file, earlier, children }: {
  value: JsonValue;
  /** Gets the whole where `value` is only its beginning. */
  load?: LoadValue;
  /** What the value is: `Output of add`. */
  label: string;
  /** What a file of it is called. */
  file: string;
  /** What it can be compared with. */
  earlier?: Earlier;
  /** More to be done with it. */
  children?: ComponentChildren;
}) {
  const whole = useWhole(value, load);
  const [chosen, setChosen] = useState<View>();
  const known: readonly View[] = whole.value === undefined ? [] : viewsOf(whole.value);
  const views = known.length > 0 && earlier ? [...known, "diff" as const] : known;
  const view = views.find((one) => one === chosen) ?? views[0];
  return (
    <div class="data-pane">
      <div class="data-pane-tools">
        {views.length > 1 && (
          <Choice
            label="Show as"
            names={views}
            words={VIEW_NAMES}
            chosen={view}
            onChoose={setChosen}
          />
        )}
        <span class="data-pane-actions">
          {children}
          <CopyButton
            label={`Copy ${label}`}
            text={async () => valueText(await whole.load() ?? value)}
          />
          <IconButton
            label={`Download ${label}`}
            icon={downloadIcon}
            size={14}
            onClick={async () => {
              const all = await whole.load();
              if (all !== undefined) download(fileOf(all, file));
            }}
          />
        </span>
      </div>
      {whole.problem && <p class="data-note" role="alert">{whole.problem}</p>}
      {whole.value === undefined
        ? <Beginning whole={whole} label={label} canLoad={load !== undefined} />
        : view === "diff" && earlier
        ? <DiffView value={whole.value} earlier={earlier} label={label} />
        : (
          <DataView
            key={view}
            value={whole.value}
            view={view === "diff" ? "text" : view}
            label={label}
            file={file}
          />
        )}
    </div>
  );
}

/** What is here of a large value, and the way to the rest. */
function Beginning({ whole, label, canLoad }: { whole: Whole; label: string; canLoad: boolean }) {
  const { preview, loading } = whole;
  if (!preview) return null;
  return (
    <div class="data-scroll data-text" tabIndex={0} role="region" aria-label={label}>
      {canLoad
        ? (
          <button
            type="button"
            class="button button-plain"
            disabled={loading}
            onClick={() => void whole.load()}
          >
            {loading ? "Loading" : "Load"} the whole value, {formatBytes(preview.size)}
          </button>
        )
        : (
          <p class="data-note">
            Of large inputs only the beginning is kept. The node that gives this has all of it.
          </p>
        )}
      <pre class="value-text value-cut">{preview.text}…</pre>
    </div>
  );
}
