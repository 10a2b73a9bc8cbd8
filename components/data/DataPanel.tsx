import { useRef, useState } from "preact/hooks";
import close from "lucide/dist/esm/icons/x.mjs";
import { subjectOf } from "../../client/data/subject.ts";
import { DATA_HEIGHT } from "../../client/models/layout.ts";
import { IconButton } from "../ui/Button.tsx";
import { useEditor } from "../editor/context.ts";
import { Choice } from "./Choice.tsx";
import { NodeData } from "./NodeData.tsx";
import { RunsView } from "./RunsView.tsx";

const TABS = { data: "Data", runs: "Runs" } as const;
const STEP = 24;

/** The panel below the canvas: the values of the selected node or wire, and the runs of this page. */
export function DataPanel() {
  const editor = useEditor();
  const { layout } = editor;
  const [tab, setTab] = useState<keyof typeof TABS>("data");
  const subject = subjectOf(editor);
  return (
    <section
      id="data"
      class="data-panel nokey"
      aria-label="Data"
      style={{ height: `min(${layout.dataHeight.value}px, 70dvh)` }}
    >
      <Resizer />
      <header class="data-header">
        <h2 class="visually-hidden">Data</h2>
        <Choice
          label="What to show"
          names={["data", "runs"] as const}
          words={TABS}
          chosen={tab}
          onChoose={setTab}
        />
        <div class="data-header-slot" />
        <IconButton
          label="Hide the data"
          icon={close}
          onClick={() => layout.setPanel("data", false)}
        />
      </header>
      {tab === "runs"
        ? <RunsView />
        : subject
        ? <NodeData key={`${subject.node} ${subject.key ?? ""}`} subject={subject} />
        : (
          <p class="panel-empty">
            Select a node to see its inputs and its output, or a wire to see what flows through it.
          </p>
        )}
    </section>
  );
}

/** The upper edge, by which the panel is made higher: dragged, or with arrow keys. */
function Resizer() {
  const { layout } = useEditor();
  const begun = useRef<{ y: number; height: number }>();
  const height = layout.dataHeight.value;
  return (
    <div
      class="data-resizer"
      role="separator"
      aria-orientation="horizontal"
      aria-label="Height of the data"
      aria-valuenow={height}
      aria-valuemin={DATA_HEIGHT.least}
      aria-valuemax={DATA_HEIGHT.most}
      tabIndex={0}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        begun.current = { y: event.clientY, height };
      }}
      onPointerMove={(event) => {
        const from = begun.current;
        if (from) layout.setDataHeight(from.height + from.y - event.clientY);
      }}
      onPointerUp={() => begun.current = undefined}
      onDblClick={() => layout.setDataHeight(DATA_HEIGHT.usual)}
      onKeyDown={(event) => {
        const by = event.key === "ArrowUp" ? 1 : event.key === "ArrowDown" ? -1 : 0;
        if (by === 0) return;
        event.preventDefault();
        layout.setDataHeight(height + by * STEP);
      }}
    />
  );
}
