import { type ComponentChildren, createContext, type JSX, type Ref } from "preact";
import { forwardRef } from "preact/compat";
import {
  useContext,
  useEffect,
  useImperativeHandle,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from "preact/hooks";
import { Virtualizer, type VirtualizerHandle } from "virtua";
import { labelField, nodeElement } from "../../client/canvas_place.ts";
import { focusWhenShown } from "../../client/focus_node.ts";
import type { OutlineRow } from "../../client/outline/outline_rows.ts";
import { useEditor } from "../editor/context.ts";
import { OutlineItem } from "./OutlineItem.tsx";

/** Height in pixels of most lines, for those that have not been on the page. */
const ROW_HEIGHT = 68;

/** What else of the outline asks of its list. */
export interface OutlineListHandle {
  /** Selects a node and moves the focus to it. */
  goTo(id: string): void;
}

/** Of how many lines each is one: the page has only those in view. */
const RowCount = createContext(0);

/** The lines of the outline. Only those in view, headings of groups and the one with the focus are on the page. */
export const OutlineList = forwardRef(function OutlineList(
  { rows }: { rows: readonly OutlineRow[] },
  handle: Ref<OutlineListHandle>,
) {
  const editor = useEditor();
  const { graph, clock } = editor;
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useRef<VirtualizerHandle>(null);
  /** Ctrl and Shift say what else is selected: then the focus alone selects nothing. */
  const keepsOthers = useRef(false);
  /** The line that is to have the focus as soon as it is on the page. */
  const wanted = useRef<string>();
  /** What was selected by the focus alone, which unfolds nothing. */
  const byFocus = useRef<string>();
  const [current, setCurrent] = useState<string>();
  // Headings of groups too: what is below one must not seem to be below nothing.
  const kept = useMemo(
    () => rows.flatMap(({ id, kind }, index) => kind === "group" || id === current ? [index] : []),
    [rows, current],
  );
  const focusRow = (index: number, find = nodeElement) => {
    const row = rows[index];
    if (!row) return;
    // On the page from now on, whenever the list has been scrolled.
    setCurrent(row.id);
    virtual.current?.scrollToIndex(index, { align: "nearest" });
    wanted.current = row.id;
    // Who has gone on meanwhile is not fetched back.
    focusWhenShown(() => wanted.current === row.id ? find(row.id) : undefined, clock);
  };
  const goTo = (id: string) => {
    graph.select(new Set([id]));
    focusRow(rows.findIndex((row) => row.id === id));
  };
  useImperativeHandle(handle, () => ({ goTo }), [rows]);
  useShowSelected(rows, scroller, byFocus, focusRow);
  useFocusAfterRemoval(rows, current, focusRow);

  const onKeyDown = (event: KeyboardEvent) => {
    const { target, key, shiftKey } = event;
    if (!(target instanceof Element) || !target.matches(".outline-title")) return;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const last = rows.length - 1;
    // Keys may come faster than the list is rendered.
    const here = rows.findIndex(({ id }) => id === lineOf(target));
    const next = {
      ArrowDown: Math.min(last, here + 1),
      ArrowUp: Math.max(0, here - 1),
      Home: 0,
      End: last,
    }[key];
    if (next === undefined) return void foldByKey(event, rows[here]?.id);
    event.preventDefault();
    keepsOthers.current = shiftKey;
    if (shiftKey) graph.applyNodeChanges([{ type: "select", id: rows[next].id, selected: true }]);
    focusRow(next);
  };
  const foldByKey = (event: KeyboardEvent, id: string | undefined) => {
    const { unfolded } = editor.hands;
    if (id === undefined || (event.key !== "ArrowRight" && event.key !== "ArrowLeft")) return;
    event.preventDefault();
    const next = new Set(unfolded.peek());
    if (event.key === "ArrowRight") next.add(id);
    else next.delete(id);
    unfolded.value = next;
  };
  const onFocusIn = ({ target }: FocusEvent) => {
    const id = target instanceof Element ? lineOf(target) : undefined;
    if (id === undefined) return;
    wanted.current = id;
    setCurrent(id);
    const isExtended = keepsOthers.current;
    keepsOthers.current = false;
    if (isExtended || graph.nodes.peek().some((node) => node.id === id && node.selected)) return;
    byFocus.current = id;
    graph.select(new Set([id]));
  };
  return (
    <RowCount.Provider value={rows.length}>
      <div
        ref={scroller}
        class="panel-scroll outline-list"
        onFocusIn={onFocusIn}
        onKeyDown={onKeyDown}
        onPointerDown={(event) => {
          keepsOthers.current = event.ctrlKey || event.metaKey;
        }}
      >
        <Virtualizer
          ref={virtual}
          as="ol"
          item={Row}
          data={rows}
          itemSize={ROW_HEIGHT}
          scrollRef={scroller}
          keepMounted={kept}
        >
          {(row: OutlineRow) => <OutlineItem key={row.id} row={row} />}
        </Virtualizer>
      </div>
    </RowCount.Provider>
  );
});

/** The id of the node in whose line an element is. */
function lineOf(element: Element): string | undefined {
  return element.closest<HTMLElement>(".outline-node")?.dataset.id;
}

/** A line, with its place among all of them: most are not on the page. */
const Row = forwardRef(function Row(
  { style, index, children }: {
    style: JSX.CSSProperties;
    index: number;
    children: ComponentChildren;
  },
  ref: Ref<HTMLLIElement>,
) {
  const count = useContext(RowCount);
  return (
    // Where in the list it lies is worked out from the heights of those before it.
    <li ref={ref} style={style} aria-posinset={index + 1} aria-setsize={count}>{children}</li>
  );
});

/**
 * Shows and unfolds what was selected elsewhere (added, found, gone to from a problem), and gives it the focus where that
 * is in the outline already, or nowhere.
 */
function useShowSelected(
  rows: readonly OutlineRow[],
  scroller: { readonly current: HTMLElement | null },
  byFocus: { current: string | undefined },
  focusRow: (index: number, find?: (id: string) => HTMLElement | undefined) => void,
): void {
  const { graph, hands } = useEditor();
  const selected = graph.selected.value?.id;
  useEffect(() => {
    // Keys may come faster than effects: what has been selected since has one of its own.
    if (graph.selected.peek()?.id !== selected) return;
    const { activeElement } = document;
    const index = rows.findIndex(({ id }) => id === selected);
    const isByFocus = byFocus.current === selected;
    byFocus.current = undefined;
    if (selected === undefined || isByFocus || index < 0) return;
    hands.unfolded.value = new Set(hands.unfolded.peek()).add(selected);
    if (activeElement && lineOf(activeElement) === selected) return;
    const isHere = activeElement === document.body ||
      scroller.current?.closest(".outline")?.contains(activeElement);
    // Of notes and groups the text is what is wanted next.
    if (isHere) focusRow(index, rows[index].kind === "node" ? nodeElement : labelField);
  }, [selected]);
}

/** Where what had the focus is removed, the line that comes into its place gets it. */
function useFocusAfterRemoval(
  rows: readonly OutlineRow[],
  current: string | undefined,
  focusRow: (index: number) => void,
): void {
  const last = useRef({ index: -1, rows });
  useLayoutEffect(() => {
    const before = last.current;
    const index = rows.findIndex(({ id }) => id === current);
    last.current = { index: index < 0 ? before.index : index, rows };
    if (current === undefined || index >= 0 || before.rows === rows) return;
    if (document.activeElement !== document.body) return;
    focusRow(Math.min(before.index, rows.length - 1));
  }, [rows, current]);
}
