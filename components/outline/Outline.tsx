import { useComputed } from "@preact/signals";
import { useMemo, useRef } from "preact/hooks";
import plus from "lucide/dist/esm/icons/plus.mjs";
import redo from "lucide/dist/esm/icons/redo-2.mjs";
import undo from "lucide/dist/esm/icons/undo-2.mjs";
import type { EditorEdge } from "../../client/flow.ts";
import { outlineRows, sameRows } from "../../client/outline/outline_rows.ts";
import { counted } from "../../client/models/step_names.ts";
import { useEditor } from "../editor/context.ts";
import { useActions } from "../editor/shortcuts.ts";
import { Empty } from "../guide/Empty.tsx";
import { EmptyActions } from "../guide/EmptyGraph.tsx";
import { Button, IconButton } from "../ui/Button.tsx";
import { OutlineContext, type OutlineWays } from "./context.ts";
import { OutlineList, type OutlineListHandle } from "./OutlineList.tsx";

/**
 * The graph as a list, in the order in which it runs, in the place of the canvas: for hands on the keyboard, for screen
 * readers, and on a phone. All that it does are the actions and models of the canvas.
 */
export function Outline() {
  const editor = useEditor();
  const { graph } = editor;
  const { act } = useActions();
  const list = useRef<OutlineListHandle>(null);
  const rows = useRows();
  const edgesFrom = useEdgesFrom();
  const ways = useMemo((): OutlineWays => ({
    goTo: (id) => list.current?.goTo(id),
    act(id, action) {
      if (!isSelected(id)) graph.select(new Set([id]));
      act(action);
    },
    toggle(id) {
      const { unfolded } = editor.hands;
      const next = new Set(unfolded.peek());
      if (!next.delete(id)) next.add(id);
      unfolded.value = next;
    },
    edgesFrom: (id) => edgesFrom.value.get(id) ?? NO_EDGES,
  }), [editor]);
  const isSelected = (id: string) =>
    graph.nodes.peek().some((node) => node.id === id && node.selected);
  const count = rows.filter(({ kind }) => kind === "node").length;
  return (
    <OutlineContext.Provider value={ways}>
      <section class="outline" aria-label="Outline" tabIndex={-1}>
        <header class="outline-header">
          <h2>Outline</h2>
          <p class="outline-count">{counted(count, "node")}</p>
          <HistoryButton id="edit.undo" label="Undo" />
          <HistoryButton id="edit.redo" label="Redo" />
          <Button icon={plus} class="outline-add" onClick={() => act("add.search")}>
            Add a node
          </Button>
        </header>
        {rows.length === 0
          ? (
            <Empty actions={<EmptyActions />}>
              Nothing is here yet. Nodes are listed in the order in which they run.
            </Empty>
          )
          : <OutlineList ref={list} rows={rows} />}
      </section>
    </OutlineContext.Provider>
  );
}

const NO_EDGES: readonly EditorEdge[] = [];

/** The lines; the same array while none of them changes. */
function useRows() {
  const { graph } = useEditor();
  const last = useRef<ReturnType<typeof outlineRows>>([]);
  return useComputed(() => {
    const rows = outlineRows({ nodes: graph.nodes.value, edges: graph.edges.value });
    return last.current = sameRows(rows, last.current) ? last.current : rows;
  }).value;
}

function useEdgesFrom() {
  const { graph } = useEditor();
  return useComputed(() => {
    const all = new Map<string, EditorEdge[]>();
    for (const edge of graph.edges.value) {
      const own = all.get(edge.source);
      if (own) own.push(edge);
      else all.set(edge.source, [edge]);
    }
    return all;
  });
}

function HistoryButton({ id, label }: { id: "edit.undo" | "edit.redo"; label: string }) {
  const { graph } = useEditor();
  const { act, keys } = useActions();
  const step = (id === "edit.undo" ? graph.undoName : graph.redoName).value;
  return (
    <IconButton
      label={label}
      title={`${[label, step].filter(Boolean).join(" ")} (${keys(id)})`}
      icon={id === "edit.undo" ? undo : redo}
      // Not `disabled`: the focus would be nowhere after the last step.
      aria-disabled={step === undefined ? "true" : undefined}
      onClick={() => act(id)}
    />
  );
}
