import { useSignalEffect } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import library from "lucide/dist/esm/icons/library.mjs";
import listTree from "lucide/dist/esm/icons/list-tree.mjs";
import panelBottom from "lucide/dist/esm/icons/table-2.mjs";
import play from "lucide/dist/esm/icons/list-checks.mjs";
import settings from "lucide/dist/esm/icons/settings-2.mjs";
import sliders from "lucide/dist/esm/icons/sliders-horizontal.mjs";
import workflow from "lucide/dist/esm/icons/workflow.mjs";
import { focusNode } from "../../client/focus_node.ts";
import type { Panel } from "../../client/models/layout.ts";
import { PHASE_WORDS } from "../editor/phase_words.ts";
import { useEditor } from "../editor/context.ts";
import { OVER, useActions } from "../editor/shortcuts.ts";
import { flag } from "../ui/flag.ts";
import { Icon, type IconShape } from "../ui/Icon.tsx";

/** Panels that lie over a narrow page. */
const SHEETS = ["library", "properties", "data", "status"] as const satisfies readonly Panel[];

/** On a phone, below everything: the list or the canvas, and what opens over them. */
export function PhoneBar() {
  const { layout, run, graph } = useEditor();
  const { act } = useActions();
  const bar = useRef<HTMLElement>(null);
  useSheets(bar);
  const phase = run.phase.value;
  const failed = run.cards.value.some(({ status }) => status === "error");
  const isOutline = layout.outline.value;
  const sheet = (panel: typeof SHEETS[number], word: string, icon: IconShape, label = word) => (
    <BarButton
      panel={panel}
      word={word}
      label={label}
      icon={icon}
      expanded={layout[panel].value}
      onClick={() => layout.setPanel(panel, !layout[panel].peek())}
    />
  );
  return (
    <nav ref={bar} class="phone-bar" aria-label="Parts of the editor" data-failed={flag(failed)}>
      <BarButton
        word={isOutline ? "Canvas" : "Outline"}
        label={isOutline ? "Show the canvas" : "Show the outline"}
        icon={isOutline ? workflow : listTree}
        onClick={() =>
          act("view.outline")}
      />
      {sheet("library", "Library", library)}
      {!isOutline && graph.selected.value &&
        sheet("properties", "Node", sliders, "Node properties")}
      {sheet("data", "Data", panelBottom)}
      {sheet(
        "status",
        phase === "done" && failed ? "Errors" : PHASE_WORDS[phase] || "Run",
        play,
        phase === "idle" ? "Run" : `Run: ${PHASE_WORDS[phase]}${failed ? ", with errors" : ""}`,
      )}
      <BarButton
        word="Settings"
        label="Settings"
        icon={settings}
        onClick={() =>
          act("page.settings")}
      />
    </nav>
  );
}

function BarButton({ panel, word, label, icon, expanded, onClick }: {
  panel?: Panel;
  word: string;
  label: string;
  icon: IconShape;
  /** Of a button that opens something over the page: whether that is open. */
  expanded?: boolean;
  onClick(): void;
}) {
  return (
    <button
      type="button"
      class="phone-bar-button"
      data-panel={panel}
      aria-label={label}
      aria-expanded={expanded === undefined ? undefined : flag(expanded)}
      onClick={onClick}
    >
      <Icon of={icon} size={20} />
      <span aria-hidden="true">{word}</span>
    </button>
  );
}

/**
 * Escape closes what lies over the page, and gives the focus back to the button that opened it. What is selected there
 * (added from the library, gone to from the run) is wanted next: then it closes by itself.
 */
function useSheets(bar: { readonly current: HTMLElement | null }): void {
  const { layout, graph, clock } = useEditor();
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const open = SHEETS.find((panel) => layout[panel].peek());
      if (event.key !== "Escape" || event.defaultPrevented || !open) return;
      if (document.querySelector(OVER)) return;
      event.preventDefault();
      layout.setPanel(open, false);
      bar.current?.querySelector<HTMLElement>(`[data-panel="${open}"]`)?.focus();
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, []);
  const last = useRef(graph.selected.peek()?.id);
  useSignalEffect(() => {
    const id = graph.selected.value?.id;
    if (id === last.current) return;
    last.current = id;
    const open = (["library", "status"] as const).find((panel) => layout[panel].peek());
    if (id === undefined || !open) return;
    layout.setPanel(open, false);
    focusNode(id, clock);
  });
}
