import { useEffect, useMemo, useState } from "preact/hooks";
import { actionOf, isPageWide, type KeyedId, keyText } from "../../client/actions/keys.ts";
import { nodeElement } from "../../client/canvas_place.ts";
import type { EditorModel } from "../../client/models/editor.ts";
import { ifLoaded, loadOnce } from "../ui/use_lazy.ts";
import { useEditor } from "./context.ts";
import { loadLater } from "./load_later.ts";

/** Where keys are for what has the focus, and not for the canvas. */
export const WRITES = "input, textarea, select, [contenteditable], .nokey";
/** The browser makes clipboard events of their keys, which carry what is copied. */
const CLIPBOARD: ReadonlySet<string> = new Set(["edit.cut", "edit.copy", "edit.paste"]);

/** Does an action by its id; at once when the table of actions is there. */
export function act(editor: EditorModel, id: string): void {
  const failed = () =>
    editor.notices.show({
      kind: "error",
      text: "This part of the editor could not be loaded. Is the server there? Try again.",
    });
  const table = ifLoaded(loadLater);
  if (table) void table.runAction(editor, id);
  else loadOnce(loadLater).then(({ runAction }) => runAction(editor, id), failed);
}

/** What has all keys for itself while it is there. */
export const OVER = "dialog:modal, .picker";

/** Keys that press a button, or scroll what has the focus. */
const PRESSES = /^(Enter| |Arrow\w+)$/;
const PRESSED = 'button, a, [role="button"], [role="region"][tabindex]';

/** Whether a key press or clipboard event is the canvas's: nothing focused counts as the canvas. */
export function isForCanvas(event: Event): boolean {
  const { target } = event;
  if (!(target instanceof Element) || target.closest(WRITES)) return false;
  if (event instanceof KeyboardEvent && PRESSES.test(event.key) && target.closest(PRESSED)) {
    return false;
  }
  return target === document.body || target.closest(".canvas, .outline") !== null;
}

/**
 * Listens for the keys of actions. Those of files, runs and the page work in fields too, where they have Ctrl; the
 * others are the canvas's. While a dialog is open none does anything, and the browser's own meaning stays away as well.
 */
export function useShortcuts(editor: EditorModel): void {
  useEffect(() => {
    const onPage = (event: KeyboardEvent) => {
      if (leaveField(editor, event)) return;
      const id = actionOf(event);
      if (!id || !isPageWide(id) || event.defaultPrevented || event.isComposing) return;
      const plain = !event.ctrlKey && !event.metaKey;
      if (plain && event.target instanceof Element && event.target.closest(WRITES)) return;
      event.preventDefault();
      if (event.repeat || document.querySelector(OVER)) return;
      act(editor, id);
    };
    const onCanvas = (event: KeyboardEvent) => {
      if (event.isComposing || !isForCanvas(event)) return;
      // Its own keys, Escape among them, are the dialog's.
      if (document.querySelector(OVER)) return;
      const id = actionOf(event);
      if (id && isPageWide(id)) {
        // React Flow takes Ctrl+Enter on a node for a click with Ctrl: it would lose the focus and the selection.
        event.stopPropagation();
        onPage(event);
        return;
      }
      hold(editor, event);
      if (!id || !isMeant(editor, event, id)) return;
      event.preventDefault();
      // Before React Flow, which has a meaning of its own for arrows and Space.
      event.stopPropagation();
      act(editor, id);
    };
    document.addEventListener("keydown", onCanvas, true);
    globalThis.addEventListener("keydown", onPage);
    return () => {
      document.removeEventListener("keydown", onCanvas, true);
      globalThis.removeEventListener("keydown", onPage);
    };
  }, [editor]);
}

/** Escape leads from a field, or what else is in a node, to the node: where the canvas's keys hold again. */
function leaveField({ graph }: EditorModel, event: KeyboardEvent): boolean {
  const { key, target, defaultPrevented } = event;
  if (key !== "Escape" || defaultPrevented || event.isComposing) return false;
  if (!(target instanceof Element) || document.querySelector(OVER)) return false;
  const node = target.closest<HTMLElement>(".react-flow__node, .outline-node");
  if (!node || node === target || !target.closest(WRITES)) return false;
  const id = node.dataset.id ?? "";
  nodeElement(id)?.focus({ preventScroll: true });
  graph.select(new Set([id]));
  return true;
}

/** Enter takes a node, so that arrow keys move it; Escape lets it go. */
function hold({ hands }: EditorModel, { key, target }: KeyboardEvent): void {
  const id = target instanceof HTMLElement && target.matches(".react-flow__node")
    ? target.dataset.id
    : undefined;
  if (key === "Enter") hands.held.value = id;
  else if (key === "Escape") hands.held.value = undefined;
}

/** Whether a key of the canvas has its meaning where the focus is. */
function isMeant({ graph, hands }: EditorModel, event: KeyboardEvent, id: KeyedId): boolean {
  if (CLIPBOARD.has(id)) return false;
  const target = event.target as HTMLElement;
  // Tab goes on from node to node; on the bare canvas there is nothing to go on from.
  if (event.key === "Tab") return target.matches(".canvas, .react-flow__pane");
  if (!/^(go|pan)\./.test(id)) return true;
  // React Flow's own: arrows move what is held, or what several nodes are selected.
  const { held } = hands;
  if (held.value !== undefined && held.value === target.dataset.id) return false;
  return graph.nodes.peek().filter(({ selected }) => selected).length < 2;
}

/** What components do with actions. */
export interface Actions {
  /** Does one. */
  act(id: string): void;
  /** Its keys for tooltips: `Ctrl+S`, on a Mac `⌘S`; undefined when it has none. */
  keys(id: string): string | undefined;
  isMac: boolean;
}

/** The actions, for components. */
export function useActions(): Actions {
  const editor = useEditor();
  const [isMac, setMac] = useState(false);
  // Only the browser knows, and what the server rendered must be the first thing that it renders.
  useEffect(() => setMac(/Mac|iPhone|iPad/.test(navigator.userAgent)), []);
  return useMemo(() => ({
    act: (id: string) => act(editor, id),
    keys: (id: string) => keyText(id, isMac),
    isMac,
  }), [editor, isMac]);
}
